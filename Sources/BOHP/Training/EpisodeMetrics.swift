/// The numbers of one training episode.
public struct EpisodeMetrics: Equatable, Sendable {
    /// The episode's number; the first is 1.
    public var episode: Int
    /// One number for each of `Configuration.columns`; the last is the norm of the gradient that the episode's update
    /// followed, which the episodes of a batch share.
    public var values: [Double]

    /// The numbers of an episode.
    public init(episode: Int, values: [Double]) {
        self.episode = episode
        self.values = values
    }
}

/// Training diverged: a loss or a gradient is infinite or NaN.
public struct DivergenceError: Error, Equatable, CustomStringConvertible {
    /// The first episode of the update that was not made.
    public var episode: Int

    public var description: String { "the loss or its gradient is not finite at episode \(episode)" }
}
