import Text

/// A command line: its options as a table, and what comes from it.
public struct CommandLineParser<Settings> {
    /// The command's name.
    public let command: String
    /// The command's version.
    public let version: String
    /// One sentence on what the command does.
    public let summary: String
    /// What the usage line shows behind the options; empty if the command takes no operands.
    public let operands: String
    /// Options under their headings.
    public let groups: [(heading: String, options: [CommandOption<Settings>])]

    /// A command line with the given options; `--help` and `--version` are added.
    public init(
        command: String, version: String, summary: String, operands: String = "",
        groups: [(heading: String, options: [CommandOption<Settings>])]
    ) {
        self.command = command
        self.version = version
        self.summary = summary
        self.operands = operands
        self.groups =
            groups + [
                (
                    "Information",
                    [
                        .flag("help", letter: "h", help: "Show this text.") { _ in },
                        .flag("version", help: "Show the version.") { _ in },
                    ]
                )
            ]
    }

    /// What a command line asks for.
    public enum Request {
        /// To do the command's work, with the operands given.
        case work([String])
        /// To print a text and end.
        case print(String)
    }

    /// Parses the words behind the command's name with getopt_long, and lets each option change `settings` in the
    /// order in which they were given.
    ///
    /// - Throws: `CommandError` with code 64.
    public func parse(_ words: [String], into settings: inout Settings) throws -> Request {
        let options = groups.flatMap(\.options)
        var operands: [String] = []
        for (name, value) in try OptionScanner.scan(words, options: options, wrong: wrong(in: options)) {
            guard let option = options.first(where: { $0.name == name }) else {
                operands.append(value)
                continue
            }
            if option.name == "help" { return .print(help) }
            if option.name == "version" { return .print("\(command) \(version)") }
            do {
                try option.apply(&settings, value)
            } catch let error as OptionValueError {
                throw usageError("--\(option.name) takes \(error.expected), not “\(value)”")
            }
        }
        if self.operands.isEmpty, let word = operands.first {
            throw usageError("“\(word)” is not an option, and \(command) takes nothing else")
        }
        return .work(operands)
    }

    /// An error about the command line.
    public func usageError(_ problem: String) -> CommandError {
        CommandError("\(problem) (see \(command) --help)", code: .usage)
    }

    private func wrong(in options: [CommandOption<Settings>]) -> (String, Bool) -> CommandError {
        { word, lacksValue in
            let name = String(word.drop { $0 == "-" }.prefix { $0 != "=" })
            let known = options.first { $0.name == name || $0.letter.map(String.init) == name }
            if lacksValue { return usageError("\(word) needs a value") }
            if let known { return usageError("--\(known.name) takes no value") }
            let candidates = options.filter { $0.name.hasPrefix(name) && !name.isEmpty }
            if candidates.count > 1 {
                let names = candidates.map { "--\($0.name)" }.joined(separator: " or ")
                return usageError("\(word) is ambiguous: \(names)?")
            }
            let hint = NearestNames.suggestion(for: "--\(name)", among: options.map { "--\($0.name)" })
            return usageError("there is no option \(word)\(hint)")
        }
    }

    /// The text of `--help`.
    public var help: String {
        var text = "\(summary)\n\nUsage: \(command) [options]\(operands.isEmpty ? "" : " \(operands)")\n"
        for (heading, options) in groups {
            text += "\n\(heading):\n"
            let rows = options.map { option in
                let left = (option.letter.map { "-\($0), " } ?? "    ") + "--\(option.name)"
                return [left + (option.value.map { " \($0)" } ?? ""), option.help]
            }
            text += TextTable(rows, indent: 2, columnWidth: 26...26, lineWidth: 78).text + "\n"
        }
        return text
    }
}
