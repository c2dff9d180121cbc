/// A task that stores patterns and asks for one of them, which it shows in part.
public protocol CuedTask: EpisodicTask {
    /// Elements of a pattern, M; they are the first M neurons.
    var patternSize: Int { get }
    /// Patterns shown in an episode.
    var patterns: Int { get }
    /// Draws an episode, and returns it with what it was made of.
    func drawRecall(using random: inout RandomState) -> RecallEpisode
}

extension CuedTask {
    public func episode(using random: inout RandomState) -> Episode { drawRecall(using: &random).episode }
}
