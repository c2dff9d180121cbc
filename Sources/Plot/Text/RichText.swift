/// A short text with italic, bold, raised and lowered parts.
///
/// A string literal is read as markup: `*italic*`, `**bold**`, `^{raised}`, `_{lowered}`; a backslash
/// makes the next character literal. Interpolated values are never read as markup, so a value cannot change
/// the look of the text around it:
///
///     let title: RichText = "*w* of run \(name)"
public struct RichText: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// A part of a text in one style, without markup.
    public struct Run: Hashable, Sendable {
        public var text: String
        public var face: Face
        public var script: Script

        public init(_ text: String, face: Face = .regular, script: Script = .normal) {
            self.text = text
            self.face = face
            self.script = script
        }
    }

    /// The style of the letters.
    public enum Face: Hashable, Sendable, CaseIterable {
        case regular
        case italic
        case bold
    }

    /// On the line, or smaller above or below it.
    public enum Script: Hashable, Sendable {
        case normal
        case raised
        case lowered
    }

    public var runs: [Run]

    /// A text of given parts; empty ones are left out.
    public init(runs: [Run]) {
        self.runs = runs.filter { !$0.text.isEmpty }
    }

    /// A text whose characters all stand for themselves.
    public init(plain text: String) {
        self.init(runs: [Run(text)])
    }

    /// A text read as markup.
    public init(markup: String) {
        var reader = StringInterpolation()
        reader.appendLiteral(markup)
        self.init(stringInterpolation: reader)
    }

    public init(stringLiteral value: String) {
        self.init(markup: value)
    }

    public init(stringInterpolation: StringInterpolation) {
        var reader = stringInterpolation
        reader.flush()
        runs = reader.runs
    }

    /// The characters without their styles.
    public var plain: String { runs.map(\.text).joined() }

    public var isEmpty: Bool { runs.isEmpty }

    /// The parts between spaces. A no-break space is none.
    var words: [RichText] {
        var words: [[Run]] = [[]]
        for run in runs {
            for (index, part) in run.text.split(separator: " ", omittingEmptySubsequences: false).enumerated()
            {
                if index > 0 { words.append([]) }
                words[words.count - 1].append(Run(String(part), face: run.face, script: run.script))
            }
        }
        return words.map(RichText.init(runs:)).filter { !$0.isEmpty }
    }

    public static func + (left: RichText, right: RichText) -> RichText {
        RichText(runs: left.runs + right.runs)
    }

    /// Reads the markup of a literal piece by piece, keeping its state between the pieces, and collects the
    /// interpolated values.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var runs: [Run] = []
        private var current = ""
        private var italic = false
        private var bold = false
        private var script = Script.normal

        public init(literalCapacity: Int = 0, interpolationCount: Int = 0) {}

        public mutating func appendInterpolation(_ text: RichText) {
            flush()
            runs += text.runs
        }

        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            current += value.description
        }

        public mutating func appendLiteral(_ literal: String) {
            var rest = Substring(literal)
            while let character = rest.popFirst() {
                switch character {
                case "\\":
                    if let next = rest.popFirst() { current.append(next) }
                case "*":
                    flush()
                    if rest.first == "*" {
                        rest.removeFirst()
                        bold.toggle()
                    } else {
                        italic.toggle()
                    }
                case "^" where rest.first == "{", "_" where rest.first == "{":
                    flush()
                    rest.removeFirst()
                    script = character == "^" ? .raised : .lowered
                case "}" where script != .normal:
                    flush()
                    script = .normal
                default:
                    current.append(character)
                }
            }
        }

        /// Ends the run of characters that have one style.
        fileprivate mutating func flush() {
            let face: Face = bold ? .bold : italic ? .italic : .regular
            if !current.isEmpty { runs.append(Run(current, face: face, script: script)) }
            current = ""
        }
    }
}
