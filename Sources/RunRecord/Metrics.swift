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

    /// Reads a file. Columns may come in any order, and unknown ones are passed over.
    ///
    /// - Parameters:
    ///   - file: what errors call the file.
    ///   - allowsCutEnd: whether a last line without its line end, as a killed run leaves it, is passed over.
    /// - Throws: `RunRecordError.damaged` with the line.
    init(_ data: Data, file: String, allowsCutEnd: Bool) throws {
        func damaged(_ line: Int, _ problem: String) -> RunRecordError {
            .damaged(file: file, problem: "line \(line): \(problem)")
        }
        // strtod needs an end that is no number; the byte is not part of the file.
        var bytes = [UInt8](data)
        var end = bytes.count
        if end > 0, bytes[end - 1] != UInt8(ascii: "\n") {
            guard allowsCutEnd else { throw damaged(bytes.count { $0 == 10 } + 1, "is cut off") }
            while end > 0, bytes[end - 1] != UInt8(ascii: "\n") { end -= 1 }
        }
        bytes.append(0)
        guard let headerEnd = bytes[..<end].firstIndex(of: UInt8(ascii: "\n")) else {
            throw damaged(1, "has no header")
        }
        let names = String(decoding: bytes[..<headerEnd], as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines).split(
                separator: ",", omittingEmptySubsequences: false
            )
            .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "\" ")) }
        var places: [Int] = []
        for column in Self.columns {
            guard let place = names.firstIndex(of: column) else {
                throw damaged(1, "has no column “\(column)”")
            }
            places.append(place)
        }
        let rows = end - headerEnd > 1 ? bytes[headerEnd..<end].count { $0 == 10 } : 0
        for path in Self.paths { self[keyPath: path].reserveCapacity(rows) }
        var values = [Double](repeating: 0, count: names.count)
        try bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            try base.withMemoryRebound(to: CChar.self, capacity: buffer.count) { text in
                var position = headerEnd + 1
                var line = 2
                while position < end {
                    for column in names.indices {
                        var stop: UnsafeMutablePointer<CChar>?
                        values[column] = strtod(text + position, &stop)
                        guard let stop, stop > text + position else {
                            throw damaged(line, "the value of “\(names[column])” is not a number")
                        }
                        position = UnsafePointer(stop) - text
                        let isLast = column == names.count - 1
                        if isLast, text[position] == 13 { position += 1 }
                        guard position < end, text[position] == (isLast ? 10 : 44) else {
                            throw damaged(line, "does not have \(names.count) values")
                        }
                        position += 1
                    }
                    guard values[places[0]] == Double(line - 1) else {
                        throw damaged(line, "should be episode \(line - 1)")
                    }
                    loss.append(values[places[1]])
                    absoluteError.append(values[places[2]])
                    bitErrorRate.append(values[places[3]])
                    gradientNorm.append(values[places[4]])
                    line += 1
                }
            }
        }
    }

    private static var paths: [WritableKeyPath<Metrics, [Double]>] {
        [\.loss, \.absoluteError, \.bitErrorRate, \.gradientNorm]
    }
}
