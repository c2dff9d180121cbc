import BOHP
import Foundation

/// The numbers of every training episode: the columns of `metrics.csv`.
public struct Metrics: Equatable, Sendable {
    /// The header of the file.
    public static let columns = ["episode", "loss", "absolute_error", "bit_error_rate", "gradient_norm"]

    /// Mean squared error over the counted outputs; element i is episode i + 1.
    public var loss: [Double] = []
    /// Sum of absolute errors over the counted outputs.
    public var absoluteError: [Double] = []
    /// Share of counted outputs with the wrong sign.
    public var bitErrorRate: [Double] = []
    /// Norm of the gradient.
    public var gradientNorm: [Double] = []

    /// How many episodes there are.
    public var count: Int { loss.count }

    /// No episode yet.
    public init() {}

    /// The line of an episode, with its line end. Numbers are in the shortest form that reads back to the same
    /// double.
    static func line(_ metrics: EpisodeMetrics) -> String {
        let outcome = metrics.outcome
        return "\(metrics.episode),\(outcome.loss),\(outcome.absoluteError),"
            + "\(outcome.bitErrorRate),\(metrics.gradientNorm)\r\n"
    }

    static var header: String { columns.joined(separator: ",") + "\r\n" }

    /// Reads a file; see `NumberTable`.
    ///
    /// - Throws: `RunRecordError.damaged` with the line.
    init(_ data: Data, file: String, allowsCutEnd: Bool) throws {
        let table = try NumberTable(data, columns: Self.columns, file: file, allowsCutEnd: allowsCutEnd)
        if let row = table.columns[0].indices.first(where: { table.columns[0][$0] != Double($0 + 1) }) {
            throw RunRecordError.damaged(
                file: file, problem: "line \(row + 2): should be episode \(row + 1)")
        }
        loss = table.columns[1]
        absoluteError = table.columns[2]
        bitErrorRate = table.columns[3]
        gradientNorm = table.columns[4]
    }
}
