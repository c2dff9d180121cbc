/// The numbers behind a figure: named columns of the same length.
public struct DataTable: Equatable, Sendable {
    public struct Column: Equatable, Sendable {
        /// The name, with its unit if it has one: `seconds`, `bit_error_rate`.
        public var name: String
        public var cells: Cells

        public init(_ name: String, _ numbers: [Double]) {
            self.name = name
            cells = .numbers(numbers)
        }

        public init(_ name: String, _ integers: [Int]) {
            self.name = name
            cells = .integers(integers)
        }

        public init(_ name: String, _ texts: [String]) {
            self.name = name
            cells = .texts(texts)
        }
    }

    public enum Cells: Equatable, Sendable {
        case numbers([Double])
        case integers([Int])
        case texts([String])

        var count: Int {
            switch self {
            case .numbers(let numbers): numbers.count
            case .integers(let integers): integers.count
            case .texts(let texts): texts.count
            }
        }

        /// The cell as a file has it: the shortest decimal form that reads back to the same number.
        func text(_ row: Int) -> String {
            switch self {
            case .numbers(let numbers):
                if row >= numbers.count { "" } else if numbers[row].isNaN { "nan" } else { "\(numbers[row])" }
            case .integers(let integers): row < integers.count ? String(integers[row]) : ""
            case .texts(let texts): row < texts.count ? texts[row] : ""
            }
        }

        /// The cell as a page has it.
        func printed(_ row: Int) -> String {
            switch self {
            case .numbers(let numbers): row < numbers.count ? NumberText.general(numbers[row]) : ""
            case .integers(let integers): row < integers.count ? NumberText.integer(integers[row]) : ""
            case .texts(let texts): row < texts.count ? texts[row] : ""
            }
        }

        var areNumbers: Bool {
            if case .texts = self { false } else { true }
        }
    }

    public var columns: [Column]

    public init(_ columns: [Column]) { self.columns = columns }

    public var rowCount: Int { columns.map(\.cells.count).max() ?? 0 }

    /// The table as RFC 4180 has it: a header line, commas, lines ended by CR LF.
    public func csv() -> String {
        var result = columns.map { Self.quoted($0.name) }.joined(separator: ",") + "\r\n"
        for row in 0..<rowCount {
            result += columns.map { Self.quoted($0.cells.text(row)) }.joined(separator: ",")
            result += "\r\n"
        }
        return result
    }

    private static func quoted(_ text: String) -> String {
        let needsQuotes = text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
