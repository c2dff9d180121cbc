/// The LaTeX commands without arguments that ``MathML`` knows.
enum MathSymbols {
    /// Italic letters.
    static let letters: [String: String] = [
        "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
        "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
        "nu": "ν",
        "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ",
        "chi": "χ", "psi": "ψ", "omega": "ω", "ell": "ℓ", "hbar": "ℏ",
    ]

    /// Upright letters.
    static let uprightLetters: [String: String] = [
        "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
        "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "infty": "∞", "partial": "∂", "nabla": "∇",
        "emptyset": "∅",
    ]

    static let operators: [String: String] = [
        "cdot": "⋅", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "circ": "∘", "odot": "⊙", "otimes": "⊗",
        "oplus": "⊕", "ast": "∗", "star": "⋆", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠",
        "ne": "≠",
        "approx": "≈", "equiv": "≡", "sim": "∼", "simeq": "≃", "propto": "∝", "ll": "≪", "gg": "≫", "in": "∈",
        "notin": "∉", "subset": "⊂", "cup": "∪", "cap": "∩", "to": "→", "rightarrow": "→", "leftarrow": "←",
        "mapsto": "↦", "Rightarrow": "⇒", "iff": "⟺", "forall": "∀", "exists": "∃", "neg": "¬", "land": "∧",
        "lor": "∨", "mid": "∣", "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "prime": "′",
        "top": "⊤",
        "dagger": "†", "colon": ":", "|": "‖", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋",
        "lceil": "⌈", "rceil": "⌉", "{": "{", "}": "}", "%": "%", "#": "#", "&": "&", "_": "_", "$": "$",
    ]

    /// Operators whose limits are above and below them in displayed formulas.
    static let largeOperators: [String: String] = ["sum": "∑", "prod": "∏", "int": "∫", "bigcup": "⋃"]

    /// Functions, which are upright and followed by a thin space.
    static let functions: Set<String> = [
        "tanh", "sinh", "cosh", "sin", "cos", "tan", "exp", "log", "ln", "max", "min", "arg", "det", "dim",
        "sup",
        "inf", "lim", "Pr",
    ]

    /// The widths of spaces in em.
    static let spaces: [String: String] = [
        ",": "0.1667em", ":": "0.2222em", ";": "0.2778em", "!": "-0.1667em", " ": "0.25em", "quad": "1em",
        "qquad": "2em",
    ]

    /// Accents.
    static let accents: [String: String] = [
        "hat": "^", "widehat": "^", "bar": "¯", "overline": "¯", "tilde": "~", "widetilde": "~", "dot": "˙",
        "ddot": "¨", "vec": "→",
    ]

    /// Commands that select an alphabet for their argument.
    static let alphabets: Set<String> = ["mathbf", "boldsymbol", "mathrm", "mathbb", "operatorname", "text"]

    /// Environments with several rows, and the brackets around them.
    static let environments: [String: (opening: String, closing: String)] = [
        "aligned": ("", ""), "cases": ("{", ""), "matrix": ("", ""), "pmatrix": ("(", ")"),
        "bmatrix": ("[", "]"),
    ]

    /// The operators that can be brackets.
    static let brackets = "{}⟨⟩⌊⌋⌈⌉‖"

    /// Every command, for suggestions.
    static var all: [String] {
        Array(letters.keys) + Array(uprightLetters.keys) + Array(operators.keys) + Array(largeOperators.keys)
            + Array(functions) + Array(spaces.keys) + Array(accents.keys) + Array(alphabets)
            + ["frac", "sqrt", "left", "right", "begin", "end"]
    }

    /// Whether a command acts as a letter in a term, and not as an operator, bracket or space.
    static func startsTerm(_ name: String) -> Bool {
        letters[name] != nil || uprightLetters[name] != nil || accents[name] != nil
            || functions.contains(name) || alphabets.contains(name) || name == "frac" || name == "sqrt"
    }

    /// The first characters of alphabets in Unicode, because MathML Core has no attribute for alphabets.
    private static let starts: [String: [(letters: ClosedRange<Unicode.Scalar>, start: UInt32)]] = [
        "mathbf": [("A"..."Z", 0x1D400), ("a"..."z", 0x1D41A), ("0"..."9", 0x1D7CE)],
        "boldsymbol": [("A"..."Z", 0x1D468), ("a"..."z", 0x1D482), ("0"..."9", 0x1D7CE)],
        "mathbb": [("A"..."Z", 0x1D538)],
    ]

    /// The characters of `mathbb` that are older in Unicode than the rest of their alphabet.
    private static let early: [Unicode.Scalar: String] = [
        "C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ",
    ]

    /// A letter or digit in another alphabet, or as it is if the alphabet lacks it.
    static func letter(_ letter: Unicode.Scalar, in alphabet: String) -> String {
        if alphabet == "mathbb", let early = early[letter] { return early }
        let part = starts[alphabet]?.first { $0.letters.contains(letter) }
        let moved = part.flatMap { Unicode.Scalar($0.start + letter.value - $0.letters.lowerBound.value) }
        return String(moved ?? letter)
    }
}
