import Foundation

/// Text for LaTeX in pure ASCII. Characters with a meaning in LaTeX are escaped. Other letters and symbols become
/// commands that every engine and every font encoding knows.
package enum LaTeXText {
    /// Text with arbitrary characters. Raised or lowered digits that follow each other are one script.
    package static func escaped(_ words: String) -> String {
        var parts: [String] = []
        var rest = words[...]
        while let letter = rest.first {
            if let script = scripts.first(where: { $0.digits[letter] != nil }) {
                let digits = rest.prefix { script.digits[$0] != nil }.compactMap { script.digits[$0] }
                parts.append("\\ensuremath{\(script.sign){\(String(digits))}}")
                rest = rest.dropFirst(digits.count)
            } else {
                parts.append(escaped(letter))
                rest = rest.dropFirst()
            }
        }
        return joined(parts)
    }

    /// A formula that ``MathML`` accepts. It is LaTeX except for non-ASCII letters and `#`.
    static func formula(_ formula: String) -> String {
        var text = "$"
        for letter in formula {
            if letter == "#", text.last != "\\" {
                text += "\\#"
            } else if letter.isASCII {
                text.append(letter.isWhitespace ? " " : letter)
            } else {
                text += escaped(letter)
            }
        }
        return text + "$"
    }

    /// Pieces of LaTeX one after the other, with braces where LaTeX would join two characters to a ligature.
    static func joined(_ parts: [String]) -> String {
        parts.reduce(into: "") { text, part in
            if let last = text.last, last == part.first, "-',".contains(last) { text += "{}" }
            text += part
        }
    }

    private static func escaped(_ letter: Character) -> String {
        if let command = commands[letter] ?? accented(letter) { return command }
        if letter.isWhitespace { return " " }
        guard let scalar = letter.unicodeScalars.first, letter.unicodeScalars.count == 1 else {
            return joined(letter.unicodeScalars.map { escaped(Character($0)) })
        }
        // Control characters are dropped. Other ASCII characters stand for themselves.
        if scalar.properties.generalCategory == .control { return "" }
        if scalar.isASCII { return String(letter) }
        // Engines that read Unicode get the character, others its code point. The file defines no command for this,
        // because a list of figures is typeset before this file is read.
        let number = String(scalar.value, radix: 16, uppercase: true)
        return "{\\ifdefined\\Umathchar \(scalar)\\else[U+\(number)]\\fi}"
    }

    /// A Latin letter with one accent; `nil` for any other letter.
    private static func accented(_ letter: Character) -> String? {
        let parts = Array(String(letter).decomposedStringWithCanonicalMapping.unicodeScalars)
        guard parts.count == 2, parts[0].properties.isAlphabetic, parts[0].isASCII,
            let accent = TeXLetters.accents[parts[1]]
        else { return nil }
        let base = parts[0] == "i" ? "\\i" : parts[0] == "j" ? "\\j" : String(Character(parts[0]))
        return "\\\(accent){\(base)}"
    }

    private static let scripts = [("^", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"), ("_", "₀₁₂₃₄₅₆₇₈₉₊₋")].map { sign, letters in
        (sign: sign, digits: Dictionary(uniqueKeysWithValues: zip(letters, "0123456789+-")))
    }

    private static let commands: [Character: String] = {
        var commands: [Character: String] = [
            "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#",
            "_": "\\_", "%": "\\%", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
            "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}", "\"": "''",
            "`": "\\textasciigrave{}", "\u{A0}": "~", "\u{2007}": "~", "\u{2009}": "\\,", "\u{202F}": "\\,",
            "\u{2010}": "-", "\u{2011}": "-", "–": "--", "—": "---", "“": "``", "”": "''", "‘": "`",
            "’": "'", "…": "\\ldots{}", "•": "\\textbullet{}", "§": "\\S{}", "©": "\\copyright{}",
            "£": "\\pounds{}", "°": "\\ensuremath{^\\circ}", "µ": "\\ensuremath{\\mu}",
            "·": "\\ensuremath{\\cdot}", "−": "\\ensuremath{-}", "ß": "\\ss{}", "æ": "\\ae{}", "Æ": "\\AE{}",
            "œ": "\\oe{}", "Œ": "\\OE{}", "ø": "\\o{}", "Ø": "\\O{}", "ł": "\\l{}", "Ł": "\\L{}",
            "ı": "\\i{}",
        ]
        let symbols = [
            MathSymbols.letters, MathSymbols.uprightLetters, MathSymbols.operators,
            MathSymbols.largeOperators,
        ]
        // Several commands can have the same symbol. The first by name is used, so that the file is always the same.
        for (name, sign) in symbols.flatMap({ $0 }).sorted(by: { $0.key < $1.key }) {
            guard let letter = sign.first, !letter.isASCII, commands[letter] == nil else { continue }
            commands[letter] = "\\ensuremath{\\\(name)}"
        }
        return commands
    }()
}
