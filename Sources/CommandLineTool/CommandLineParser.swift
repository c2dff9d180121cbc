import Text

/// What a command's words may be: its options under their headings, and its operands.
public struct CommandLineParser<Settings>: Sendable {
    /// The command's name.
    let command: String
    private let version: String
    private let summary: String
    private let operands: String
    private let groups: [(heading: String, options: [CommandOption<Settings>])]

    /// A parser of the given options; `--help` and `--version` are added.
    ///
    /// - Parameters:
    ///   - summary: one sentence on what the command does.
    ///   - operands: what the usage line shows behind the options; empty if the command takes no operands.
    ///   - groups: options under their headings.
    public init(
        command: String, version: String, summary: String, operands: String = "",
        groups: [(heading: String, options: [CommandOption<Settings>])]
    ) {
        self.command = command
        self.version = version
        self.summary = summary
        self.operands = operands
        let information: [CommandOption<Settings>] = [
            .flag("help", letter: "h", "Show this text") { _ in },
            .flag("version", "Show the version") { _ in },
        ]
        self.groups = groups + [("Information", information)]
    }

    /// All options.
    var options: [CommandOption<Settings>] { groups.flatMap(\.options) }

    /// What a command line asks for.
    enum Request {
        /// To do the command's work.
        case work(operands: [String])
        /// To print a text and end.
        case print(String)
    }

    /// Parses the words behind the command's name, and changes `settings` by the options in their order.
    ///
    /// - Throws: `CommandError` with code 64, or what an option's `apply` throws.
    func parse(_ words: [String], into settings: inout Settings) throws -> Request {
        let (given, words) = try split(words)
        for (option, _) in given {
            if option.name == "help" { return .print(help) }
            if option.name == "version" { return .print("\(command) \(version)") }
        }
        for (option, value) in given where try !option.apply(&settings, value) {
            throw usageError("--\(option.name) takes \(option.expectation), not “\(value)”")
        }
        if operands.isEmpty, let word = words.first {
            throw usageError("“\(word)” is not an option, and \(command) takes nothing else")
        }
        return .work(operands: words)
    }

    /// An error about the command line.
    public func usageError(_ problem: String) -> CommandError {
        CommandError("\(problem) (see \(command) --help)", code: .usage)
    }

    /// The text of `--help`.
    private var help: String {
        var text = "\(summary)\n\nUsage: \(command) [options]\(operands.isEmpty ? "" : " \(operands)")\n"
        for (heading, options) in groups {
            let rows = options.map { option in
                let names = (option.letter.map { "-\($0), " } ?? "    ") + "--\(option.name)"
                return [names + (option.placeholder.map { " \($0)" } ?? ""), option.help]
            }
            text += "\n\(heading):\n"
            text += TextTable.text(rows, indent: 2, columnWidth: 26...26, lineWidth: 78) + "\n"
        }
        return text
    }
}
