import Foundation
import Text

/// Reads a `.bib` file. Understood are entries with fields in braces, in quotes, or bare; `#` between parts; `@string`
/// names; and `@comment` and `@preamble`, which are skipped, like everything between entries.
struct BibTeXReader {
    private let file: TemplateFile
    private let letters: [Character]
    private var place = 0
    private var names: [String: String] = [:]

    /// The works in the file at `path`, in its order.
    ///
    /// - Throws: `TemplateFileError` if the file cannot be read, and `TemplateError` with the line of a mistake.
    static func references(in path: String) throws -> [Reference] {
        try references(of: TemplateFile(reading: path))
    }

    static func references(of file: TemplateFile) throws -> [Reference] {
        var reader = BibTeXReader(file: file)
        return try reader.references()
    }

    private init(file: TemplateFile) {
        self.file = file
        letters = Array(file.text(from: 1))
    }

    private mutating func references() throws -> [Reference] {
        var result: [Reference] = []
        var keys: Set<String> = []
        while let at = letters[place...].firstIndex(of: "@") {
            place = at + 1
            let kind = word().lowercased()
            skipSpace()
            // Text between entries may hold an @.
            guard !kind.isEmpty, next == "{" || next == "(" else { continue }
            let end: Character = next == "{" ? "}" : ")"
            place += 1
            switch kind {
            case "comment", "preamble": try skipGroup(until: end)
            case "string":
                let (name, value) = try field()
                names[name] = value
                try require(end, "after the text of \(name)")
            default:
                let reference = try entry(from: at, until: end)
                guard keys.insert(reference.key).inserted else {
                    throw error(at, "the key \(reference.key) is used twice")
                }
                result.append(reference)
            }
        }
        return result
    }

    /// The rest of an entry, from its key on.
    private mutating func entry(from start: Int, until end: Character) throws -> Reference {
        skipSpace()
        let key = word()
        guard !key.isEmpty else { throw error(place, "an entry needs a key, as in @article{key,") }
        var fields: [String: String] = [:]
        skipSpace()
        while next == "," {
            place += 1
            skipSpace()
            if next == end { break }
            let (name, value) = try field()
            fields[name] = Self.plain(value)
            skipSpace()
        }
        try require(end, "after the fields of \(key); is a comma missing?")
        return Reference(key: key, fields: fields, source: String(letters[start..<place]))
    }

    /// `name = value`, the name in lower case.
    private mutating func field() throws -> (name: String, value: String) {
        skipSpace()
        let name = word().lowercased()
        guard !name.isEmpty else { throw error(place, "expected the name of a field") }
        try require("=", "after \(name)")
        var value = try part()
        skipSpace()
        while next == "#" {
            place += 1
            value += try part()
            skipSpace()
        }
        return (name, value)
    }

    /// A value, or one part of a value that is joined by #.
    private mutating func part() throws -> String {
        skipSpace()
        let start = place
        switch next {
        case "{":
            place += 1
            try skipGroup(until: "}")
            return String(letters[start + 1..<place - 1])
        case "\"":
            place += 1
            try skipGroup(until: "\"")
            return String(letters[start + 1..<place - 1])
        default:
            let word = word()
            guard !word.isEmpty else { throw error(place, "expected {…}, \"…\" or a number") }
            if word.allSatisfy(\.isNumber) { return word }
            guard let text = names[word.lowercased()] else {
                throw error(
                    start,
                    "there is no @string \(word)" + NearestNames.suggestion(for: word, among: names.keys))
            }
            return text
        }
    }

    // MARK: Letters

    private var next: Character? { place < letters.count ? letters[place] : nil }

    private mutating func skipSpace() {
        while let letter = next, letter.isWhitespace { place += 1 }
    }

    private mutating func word() -> String {
        let start = place
        while let letter = next, !letter.isWhitespace, !"{}(),=#\"@".contains(letter) { place += 1 }
        return String(letters[start..<place])
    }

    /// Goes behind the `end` that is outside of braces.
    private mutating func skipGroup(until end: Character) throws {
        let start = place
        var depth = 0
        while let letter = next {
            place += 1
            if letter == "\\" { place += 1; continue }
            if letter == end, depth == 0 { return }
            if letter == "{" { depth += 1 }
            if letter == "}" { depth -= 1 }
        }
        throw error(start, "what starts here is not closed by \(end)")
    }

    private mutating func require(_ letter: Character, _ where: String) throws {
        skipSpace()
        guard next == letter else { throw error(place, "expected \(letter) \(`where`)") }
        place += 1
    }

    private func error(_ place: Int, _ message: String) -> TemplateError {
        let line = letters.prefix(place).count { $0 == "\n" } + 1
        return TemplateError(file: file.path, line: line, message: message)
    }

    // MARK: TeX

    /// A field's text without TeX: accents as letters, dashes and ties as characters, no braces.
    static func plain(_ text: String) -> String {
        // Most fields have no command, and looking for each takes its time.
        var text = text.contains("\\") ? replacingCommands(in: text) : text
        text = text.replacing("---", with: "—").replacing("--", with: "–").replacing("~", with: "\u{A0}")
        return text.filter { !"{}".contains($0) }.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func replacingCommands(in text: String) -> String {
        var text = text
        for (mark, command) in TeXLetters.accents {
            // \"{o}, \"o, {\"o}, \'{\i}; a command that is a letter needs a brace or a space: \c{c}, \v s.
            let name = NSRegularExpression.escapedPattern(for: command)
            let gap = command.first?.isLetter == true ? "(?:\\s+|(?=\\{))" : "\\s*"
            guard
                let pattern = try? Regex(
                    "\\\\\(name)\(gap)\\{?\\\\?([A-Za-z])\\}?", as: (Substring, Substring).self)
            else { continue }
            text = text.replacing(pattern) { match in
                (String(match.output.1) + String(mark)).precomposedStringWithCanonicalMapping
            }
        }
        for (command, letter) in TeXLetters.commands {
            guard let pattern = try? Regex("\\\\\(command)(?![A-Za-z])\\s*") else { continue }
            text = text.replacing(pattern, with: letter)
        }
        return text.replacing(/\\([&%$#_{}])/) { String($0.output.1) }
    }
}
