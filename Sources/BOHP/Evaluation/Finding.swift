/// What a `Probe` found: a table of numbers, and single numbers. Other programs read it as a data frame.
public struct Finding: Codable, Equatable, Sendable {
    /// The names of the rows, if they have names.
    public var rows: [String] = []
    /// The columns, by name; all of one length.
    public var columns: [String: [Double]] = [:]
    /// Single numbers, by name.
    public var facts: [String: Double] = [:]

    /// A finding of nothing yet.
    public init() {}

    /// Whether all columns, and the names of rows if there are any, have one length. A file may say otherwise.
    public var isWhole: Bool {
        let count = columns.first?.value.count ?? rows.count
        return columns.values.allSatisfy { $0.count == count } && (rows.isEmpty || rows.count == count)
    }

    /// The column of the given name; empty if there is none.
    public subscript(column: String) -> [Double] { columns[column] ?? [] }

    /// Adds the columns `<name>`, `<name>_low` and `<name>_high`.
    public mutating func add(_ name: String, _ estimates: [Estimate]) {
        columns[name] = estimates.map(\.mean)
        columns["\(name)_low"] = estimates.map(\.low)
        columns["\(name)_high"] = estimates.map(\.high)
    }
}
