import BOHP
import Foundation

/// The numbers of every training episode by column, as `metrics.csv` holds them.
///
/// The numbers of a long run stay in its file. Each use reads one column of them.
public struct Metrics: Sendable {
    /// The names of the columns after `episode`.
    public let columns: [String]
    /// The number of episodes.
    public private(set) var count = 0
    /// One array for each column. Element i belongs to episode i + 1.
    private var values: [[Double]]
    /// The checked part of the file that holds the numbers; `nil` if they are in memory.
    private var source: (file: String, bytes: Int)?

    /// The most numbers of a run that are in memory together: 32 MB.
    static let mostInMemory = 4_000_000

    /// Metrics of no episode with the given columns.
    public init(columns: [String]) {
        self.columns = columns
        values = columns.map { _ in [] }
    }

    /// The numbers of a column, one for each episode; empty if there is no such column. Numbers that the file of a long run
    /// has lost since it was checked, because its folder was moved or a writer cut it back to a checkpoint, are NaN.
    public subscript(column: String) -> [Double] {
        guard let index = columns.firstIndex(of: column) else { return [] }
        guard let source else { return values[index] }
        let found =
            (try? NumberTable.column(column, in: source.file, count: count, bytes: source.bytes)) ?? []
        return found.count == count ? found : (0..<count).map { $0 < found.count ? found[$0] : .nan }
    }

    /// Adds an episode.
    ///
    /// - Precondition: `numbers` has one number for each column.
    public mutating func append(_ numbers: [Double]) {
        precondition(numbers.count == columns.count, "an episode has one number for each column")
        if source != nil { (values, source) = (columns.map { self[$0] }, nil) }
        count += 1
        for index in numbers.indices { values[index].append(numbers[index]) }
    }

    /// The line of an episode in `metrics.csv`, line end included. Each number has the shortest decimal form that reads
    /// back to the same double.
    static func line(_ metrics: EpisodeMetrics) -> String {
        var line = "\(metrics.episode)"
        for value in metrics.values { line += ",\(value)" }
        return line + "\r\n"
    }

    /// The first line of `metrics.csv`, line end included.
    static func header(_ columns: [String]) -> String {
        (["episode"] + columns).joined(separator: ",") + "\r\n"
    }

    /// Reads only the metrics of the run at `path`, also while training writes them.
    ///
    /// - Throws: `RunRecordError`.
    public init(path: String) throws {
        self = try Run.whole(path, \.information) {
            let information = try Run.information(at: path)
            return (information: information, metrics: try Metrics(of: information, at: path))
        }.metrics
    }

    /// Reads the metrics of the run at `path`. The last line may be cut off while training goes on.
    ///
    /// - Throws: `RunRecordError`.
    init(of information: RunInformation, at path: String) throws {
        try self.init(
            reading: Run.file(RunFile.metrics, in: path), columns: information.configuration.columns,
            allowsCutEnd: information.status == .running)
    }

    /// Reads a file; see `NumberTable`.
    ///
    /// - Parameter most: the most numbers that are kept in memory.
    /// - Throws: `RunRecordError.damaged` with the line, and `RunRecordError.cannotRead`.
    init(reading file: String, columns: [String], allowsCutEnd: Bool, most: Int = mostInMemory) throws {
        let table = try NumberTable(
            reading: file, columns: ["episode"] + columns, isNumbered: true, allowsCutEnd: allowsCutEnd,
            mostNumbers: most)
        self.init(table, columns)
        if table.columns.first?.count != count { source = (file, table.bytes) }
    }

    /// Reads the contents of a file.
    init(_ data: Data, columns: [String], file: String, allowsCutEnd: Bool) throws {
        let table = try NumberTable(
            data, columns: ["episode"] + columns, isNumbered: true, file: file, allowsCutEnd: allowsCutEnd)
        self.init(table, columns)
    }

    private init(_ table: NumberTable, _ columns: [String]) {
        (self.columns, values, count) = (columns, table.columns, table.count)
    }
}

extension Metrics: Equatable {
    public static func == (one: Metrics, other: Metrics) -> Bool {
        one.columns == other.columns && one.count == other.count
            && one.columns.allSatisfy { one[$0] == other[$0] }
    }
}

extension Metrics {
    /// Mean squared error over the counted outputs, for tasks with this column.
    public var loss: [Double] { self["loss"] }
    /// Sum of absolute errors over the counted outputs, for tasks with this column.
    public var absoluteError: [Double] { self["absolute_error"] }
    /// Share of counted outputs with the wrong sign, for tasks with this column.
    public var bitErrorRate: [Double] { self["bit_error_rate"] }
    /// Norm of the gradient.
    public var gradientNorm: [Double] { self["gradient_norm"] }
}
