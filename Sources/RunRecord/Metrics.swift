import BOHP
import Foundation

/// The numbers of every training episode by column, as `metrics.csv` holds them.
public struct Metrics: Equatable, Sendable {
    /// The names of the columns after `episode`.
    public let columns: [String]
    /// One array for each column. Element i belongs to episode i + 1.
    private var values: [[Double]]

    /// The number of episodes.
    public var count: Int { values.first?.count ?? 0 }

    /// Metrics of no episode with the given columns.
    public init(columns: [String]) {
        self.columns = columns
        values = columns.map { _ in [] }
    }

    /// The numbers of a column, one for each episode; empty if there is no such column.
    public subscript(column: String) -> [Double] {
        columns.firstIndex(of: column).map { values[$0] } ?? []
    }

    /// Adds an episode.
    ///
    /// - Precondition: `numbers` has one number for each column.
    public mutating func append(_ numbers: [Double]) {
        precondition(numbers.count == columns.count, "an episode has one number for each column")
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
    /// - Throws: `RunRecordError.damaged` with the line, and `RunRecordError.cannotRead`.
    init(reading file: String, columns: [String], allowsCutEnd: Bool) throws {
        self.columns = columns
        values = try NumberTable(
            reading: file, columns: ["episode"] + columns, isNumbered: true, allowsCutEnd: allowsCutEnd
        ).columns
    }

    /// Reads the contents of a file.
    init(_ data: Data, columns: [String], file: String, allowsCutEnd: Bool) throws {
        self.columns = columns
        values = try NumberTable(
            data, columns: ["episode"] + columns, isNumbered: true, file: file, allowsCutEnd: allowsCutEnd
        ).columns
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
