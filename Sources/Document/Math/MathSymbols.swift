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

    /// Environments with several rows.
    static let environments: Set<String> = [
        "aligned", "cases", "matrix", "pmatrix", "bmatrix",
    ]

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

    /// The Unicode character of a letter or digit in another alphabet, because MathML Core has no attribute for
    /// alphabets; `nil` if there is none.
    static func letter(_ letter: Unicode.Scalar, in alphabet: String) -> String? {
        let upper = letter.value >= 65 && letter.value <= 90
        let lower = letter.value >= 97 && letter.value <= 122
        let digit = letter.value >= 48 && letter.value <= 57
        let place = letter.value - (upper ? 65 : lower ? 97 : 48)
        let start: UInt32
        switch alphabet {
        case "mathbf" where upper: start = 0x1D400
        case "mathbf" where lower: start = 0x1D41A
        case "mathbf" where digit, "boldsymbol" where digit: start = 0x1D7CE
        case "boldsymbol" where upper: start = 0x1D468
        case "boldsymbol" where lower: start = 0x1D482
        case "mathbb" where upper:
            // These characters are older than the rest of their alphabets in Unicode.
            let early: [Unicode.Scalar: String] = [
                "C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ",
            ]
            if let found = early[letter] { return found }
            start = 0x1D538
        default: return nil
        }
        return Unicode.Scalar(start + place).map { String(Character($0)) }
    }
}
