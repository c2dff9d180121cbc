import Text

extension CommandLineParser {
    /// An option of a command line and its value; empty for a flag.
    typealias Given = (option: CommandOption<Settings>, value: String)

    /// Tells a command line's options from its operands by GNU's conventions (glibc manual, 26.1.1).
    ///
    /// A long option is `--name`, `--name=value` or `--name value`, and any beginning of its name that belongs to no other
    /// option stands for it. Letters without values may share a word (`-qh`), and a letter's value is the rest of its word
    /// or the next word. Options and operands may come in any order; after `--` all words are operands, as `-` is anywhere.
    func split(_ words: [String]) throws(CommandError) -> (options: [Given], operands: [String]) {
        var options: [Given] = []
        var operands: [String] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                operands += rest
                break
            } else if word.hasPrefix("--") {
                options.append(try long(word, &rest))
            } else if word.hasPrefix("-"), word != "-" {
                options += try letters(word, &rest)
            } else {
                operands.append(word)
            }
        }
        return (options, operands)
    }

    private func long(_ word: String, _ rest: inout ArraySlice<String>) throws(CommandError) -> Given {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        let matches = name.isEmpty ? [] : options.filter { $0.name.hasPrefix(name) }
        guard let option = matches.first(where: { $0.name == name }) ?? matches.first else {
            throw unknown("--\(name)")
        }
        guard matches.count == 1 || option.name == name else {
            let names = Phrase.list(matches.map { "--\($0.name)" }, "or")
            throw usageError("--\(name) is ambiguous: \(names)?")
        }
        guard option.takesValue else {
            if parts.count > 1 { throw usageError("--\(option.name) takes no value") }
            return (option, "")
        }
        guard let value = parts.count > 1 ? String(parts[1]) : rest.popFirst() else {
            throw usageError("--\(name) needs a value")
        }
        return (option, value)
    }

    private func letters(_ word: String, _ rest: inout ArraySlice<String>) throws(CommandError) -> [Given] {
        var given: [Given] = []
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            guard let option = options.first(where: { $0.letter == letter }) else {
                throw unknown("-\(letter)")
            }
            guard option.takesValue else {
                given.append((option, ""))
                continue
            }
            guard let value = letters.isEmpty ? rest.popFirst() : String(letters) else {
                throw usageError("-\(letter) needs a value")
            }
            given.append((option, value))
            break
        }
        return given
    }

    private func unknown(_ word: String) -> CommandError {
        let hint = NearestNames.suggestion(for: word, among: options.map { "--\($0.name)" })
        return usageError("there is no option \(word)\(hint)")
    }
}
