/// Tells a command line's options from its operands by GNU's conventions (glibc manual, 26.1.1).
///
/// A long option is `--name`, `--name=value` or `--name value`, and any beginning of its name that belongs to no other
/// option stands for it. Letters without values may share a word (`-qh`), and a letter's value is the rest of its word
/// or the next word. Options and operands may come in any order; after `--` all words are operands, as `-` is anywhere.
struct OptionSplitter {
    /// What the splitter needs to know about an option.
    struct Form {
        var name: String
        var letter: Character?
        var takesValue: Bool
    }

    /// What is wrong with a word. Words are as the user wrote them, without their values.
    enum Problem: Error, Equatable {
        case unknown(String)
        case ambiguous(String, names: [String])
        case lacksValue(String)
        case takesNoValue(name: String)
    }

    /// The options found, as places in the list of forms with their values, in order.
    private(set) var options: [(place: Int, value: String?)] = []
    /// The words that are neither options nor their values, in order.
    private(set) var operands: [String] = []

    /// Splits the words behind a command's name.
    init(_ words: [String], forms: [Form]) throws(Problem) {
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                operands += rest
                break
            } else if word.hasPrefix("--") {
                try takeLong(word, &rest, forms)
            } else if word.hasPrefix("-"), word != "-" {
                try takeLetters(word, &rest, forms)
            } else {
                operands.append(word)
            }
        }
    }

    private mutating func takeLong(
        _ word: String, _ rest: inout ArraySlice<String>, _ forms: [Form]
    ) throws(Problem) {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        let matches = name.isEmpty ? [] : forms.indices.filter { forms[$0].name.hasPrefix(name) }
        guard let place = matches.first(where: { forms[$0].name == name }) ?? matches.first else {
            throw .unknown("--\(name)")
        }
        guard matches.count == 1 || forms[place].name == name else {
            throw .ambiguous("--\(name)", names: matches.map { forms[$0].name })
        }
        if forms[place].takesValue {
            guard let value = parts.count > 1 ? String(parts[1]) : rest.popFirst() else {
                throw .lacksValue("--\(name)")
            }
            options.append((place, value))
        } else {
            guard parts.count == 1 else { throw .takesNoValue(name: forms[place].name) }
            options.append((place, nil))
        }
    }

    private mutating func takeLetters(
        _ word: String, _ rest: inout ArraySlice<String>, _ forms: [Form]
    ) throws(Problem) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            guard let place = forms.firstIndex(where: { $0.letter == letter }) else {
                throw .unknown("-\(letter)")
            }
            guard forms[place].takesValue else {
                options.append((place, nil))
                continue
            }
            guard let value = letters.isEmpty ? rest.popFirst() : String(letters) else {
                throw .lacksValue("-\(letter)")
            }
            options.append((place, value))
            return
        }
    }
}
