/// How TeX writes letters that ASCII does not have.
enum TeXLetters {
    /// Accent commands by combining mark, only those that exist in OT1, the oldest font encoding.
    static let accents: [Unicode.Scalar: String] = [
        "\u{300}": "`", "\u{301}": "'", "\u{302}": "^", "\u{303}": "~", "\u{304}": "=", "\u{306}": "u",
        "\u{307}": ".", "\u{308}": "\"", "\u{30A}": "r", "\u{30B}": "H", "\u{30C}": "v", "\u{323}": "d",
        "\u{327}": "c", "\u{331}": "b",
    ]

    /// The commands of letters that no accent makes.
    static let commands = [
        ("ss", "ß"), ("ae", "æ"), ("AE", "Æ"), ("oe", "œ"), ("OE", "Œ"), ("aa", "å"),
        ("AA", "Å"),
        ("o", "ø"), ("O", "Ø"), ("l", "ł"), ("L", "Ł"),
    ]
}
