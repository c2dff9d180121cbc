/// The numbers of one training episode.
public struct EpisodeMetrics: Equatable, Sendable {
    /// The episode's number; the first is 1.
    public var episode: Int
    /// The names of the numbers: `Configuration.columns`.
    public var columns: [String]
    /// One number for each column; the last is the norm of the gradient that the episode's update followed, which the
    /// episodes of a batch share.
    public var values: [Double]

    /// The numbers of an episode.
    public init(episode: Int, columns: [String], values: [Double]) {
        self.episode = episode
        self.columns = columns
        self.values = values
    }

    /// The number of the given name; `nil` if there is no such column.
    public subscript(column: String) -> Double? {
        columns.firstIndex(of: column).map { values[$0] }
    }
}

/// Training diverged: a loss or a gradient is infinite or NaN.
public struct DivergenceError: Error, Equatable, CustomStringConvertible {
    /// The first episode of the update that was not made.
    public var episode: Int

    public var description: String { "the loss or its gradient is not finite at episode \(episode)" }
}
