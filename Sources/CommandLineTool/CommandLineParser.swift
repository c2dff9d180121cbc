import Text

/// What a command's words may be: its options under their headings, and its operands.
public struct CommandLineParser<Settings>: Sendable {
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

    /// A parser of the given options; `--help` and `--version` are added.
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

    /// What a command line asks for.
    public enum Request {
        /// To do the command's work.
        case work(ParsedCommandLine<Settings>)
        /// To print a text and end.
        case print(String)
    }

    /// Parses the words behind the command's name. Nothing is applied yet, so that what an option means can depend on
    /// any other, wherever that one stands.
    ///
    /// - Throws: `CommandError` with code 64.
    public func parse(_ words: [String]) throws -> Request {
        let options = groups.flatMap(\.options)
        let split: OptionSplitter
        do {
            split = try OptionSplitter(
                words,
                forms: options.map {
                    .init(name: $0.name, letter: $0.letter, takesValue: $0.placeholder != nil)
                })
        } catch {
            throw usageError(Self.message(of: error, names: options.map(\.name)))
        }
        for (place, _) in split.options {
            if options[place].name == "help" { return .print(help) }
            if options[place].name == "version" { return .print("\(command) \(version)") }
        }
        let given = try split.options.map { place, text in
            let option = options[place]
            if let text, !option.accepts(text) {
                throw usageError("--\(option.name) takes \(option.expectation), not “\(text)”")
            }
            return (option, text ?? "")
        }
        if operands.isEmpty, let word = split.operands.first {
            throw usageError("“\(word)” is not an option, and \(command) takes nothing else")
        }
        return .work(ParsedCommandLine(options: given, operands: split.operands))
    }

    /// An error about the command line.
    public func usageError(_ problem: String) -> CommandError {
        CommandError("\(problem) (see \(command) --help)", code: .usage)
    }

    private static func message(of problem: OptionSplitter.Problem, names: [String]) -> String {
        switch problem {
        case .unknown(let word):
            "there is no option \(word)\(NearestNames.suggestion(for: word, among: names.map { "--\($0)" }))"
        case .ambiguous(let word, let names):
            "\(word) is ambiguous: \(Phrase.list(names.map { "--\($0)" }, "or"))?"
        case .lacksValue(let word): "\(word) needs a value"
        case .takesNoValue(let name): "--\(name) takes no value"
        }
    }

    /// The text of `--help`.
    public var help: String {
        var text = "\(summary)\n\nUsage: \(command) [options]\(operands.isEmpty ? "" : " \(operands)")\n"
        for (heading, options) in groups {
            let rows = options.map { option in
                let names = (option.letter.map { "-\($0), " } ?? "    ") + "--\(option.name)"
                return [names + (option.placeholder.map { " \($0)" } ?? ""), option.help]
            }
            text += "\n\(heading):\n"
            text += TextTable(rows, indent: 2, columnWidth: 26...26, lineWidth: 78).text + "\n"
        }
        return text
    }
}

/// The options and operands of one command line, with all values checked.
public struct ParsedCommandLine<Settings>: Sendable {
    /// The options given with the texts of their values, in order; empty texts for flags.
    public let options: [(option: CommandOption<Settings>, text: String)]
    /// The words that are neither options nor their values, in order.
    public let operands: [String]

    /// Changes `settings` by all options, in order.
    ///
    /// - Throws: what an option's `apply` throws, a `CommandError` as a rule.
    public func apply(to settings: inout Settings) throws {
        for (option, text) in options { try option.apply(&settings, text) }
    }
}
