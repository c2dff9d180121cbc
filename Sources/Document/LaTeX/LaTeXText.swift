import Foundation

/// Text for LaTeX in pure ASCII. Characters with a meaning in LaTeX are escaped. Other letters and symbols become
/// commands that every engine and every font encoding knows.
struct LaTeXText {
    private(set) var text = ""

    /// Appends trusted LaTeX.
    mutating func raw(_ latex: String) { text += latex }

    /// Appends text with arbitrary characters.
    mutating func write(_ words: String) {
        var script: (command: Character, digits: String)?
        func closing(_ script: (command: Character, digits: String)) -> String {
            "\\ensuremath{\(script.command){\(script.digits)}}"
        }
        for letter in words {
            let raised = Self.raised[letter].map { (Character("^"), $0) }
            if let (command, digit) = raised ?? Self.lowered[letter].map({ (Character("_"), $0) }) {
                if let open = script, open.command != command {
                    text += closing(open)
                    script = nil
                }
                script = (command, (script?.digits ?? "") + digit)
                continue
            }
            if let open = script { text += closing(open) }
            script = nil
            write(letter)
        }
        if let open = script { text += closing(open) }
    }

    /// Appends a formula that ``MathML`` accepts. It is LaTeX except for non-ASCII letters and `#`.
    mutating func write(formula: String) {
        text += "$"
        for letter in formula {
            if letter == "#", text.last != "\\" {
                text += "\\#"
            } else if letter.isASCII {
                text.append(letter.isWhitespace ? " " : letter)
            } else {
                write(letter)
            }
        }
        text += "$"
    }

    private mutating func write(_ letter: Character) {
        // LaTeX joins two of these characters to a ligature.
        if letter == "-" || letter == "'" || letter == ",", text.last == letter { text += "{}" }
        if let command = Self.commands[letter] {
            text += command
        } else if letter.isWhitespace {
            text += " "
        } else if let byte = letter.asciiValue {
            // Other printable ASCII characters stand for themselves. Control characters are dropped.
            if byte >= 32, byte < 127 { text.append(letter) }
        } else if let accented = Self.accented(letter) {
            text += accented
        } else {
            for scalar in letter.unicodeScalars { write(rare: scalar) }
        }
    }

    private mutating func write(rare scalar: Unicode.Scalar) {
        if scalar.properties.generalCategory == .control { return }
        if let command = Self.commands[Character(scalar)] {
            text += command
        } else if scalar.isASCII {
            write(Character(scalar))
        } else {
            // Engines that read Unicode get the character, others its code point. The file defines no command for this,
            // because a list of figures is typeset before this file is read.
            let number = String(scalar.value, radix: 16, uppercase: true)
            text += "{\\ifdefined\\Umathchar \(scalar)\\else[U+\(number)]\\fi}"
        }
    }

    /// A Latin letter with one accent; `nil` for any other letter.
    private static func accented(_ letter: Character) -> String? {
        let parts = Array(String(letter).decomposedStringWithCanonicalMapping.unicodeScalars)
        guard parts.count == 2, parts[0].properties.isAlphabetic, parts[0].isASCII,
            let accent = accents[parts[1]]
        else { return nil }
        let base = parts[0] == "i" ? "\\i" : parts[0] == "j" ? "\\j" : String(Character(parts[0]))
        return "\\\(accent){\(base)}"
    }

    /// Accent commands by combining mark, only those that exist in OT1, the oldest font encoding.
    private static let accents: [Unicode.Scalar: String] = [
        "\u{300}": "`", "\u{301}": "'", "\u{302}": "^", "\u{303}": "~", "\u{304}": "=", "\u{306}": "u",
        "\u{307}": ".", "\u{308}": "\"", "\u{30A}": "r", "\u{30B}": "H", "\u{30C}": "v", "\u{323}": "d",
        "\u{327}": "c", "\u{331}": "b",
    ]

    private static let raised: [Character: String] = scripts("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
    private static let lowered: [Character: String] = scripts("₀₁₂₃₄₅₆₇₈₉₊₋")

    private static func scripts(_ letters: String) -> [Character: String] {
        Dictionary(uniqueKeysWithValues: zip(letters, "0123456789+-".map(String.init)))
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
