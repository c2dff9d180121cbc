/// A `CuedTask` with patterns of ±1: an associative memory.
///
/// It can be measured beside a Hopfield network, with cues of any quality and with any number of patterns.
public protocol RecallTask: CuedTask {
    /// Whether the patterns of an episode are orthogonal to each other.
    var orthogonal: Bool { get }
    /// How many elements of the tested pattern are zero in the cue.
    var degradedBits: Int { get }
    /// The same task with cues from whole to empty.
    var degradations: [Self] { get }
    /// The same task with more and more patterns, drawn without regard to their overlaps.
    var loads: [Self] { get }
}

extension RecallTask {
    /// A guess of the erased signs, each of which is right in half of all cases. A task whose patterns are not
    /// independent fair signs has a better one.
    public var bestGuess: BestGuess? {
        BestGuess(
            bitErrorRate: 0.5 * Double(degradedBits) / Double(patternSize),
            accuracy: (0..<degradedBits).reduce(1.0) { share, _ in share / 2 })
    }
}

/// An episode of a `CuedTask`, with what it was made of.
public struct RecallEpisode: Sendable {
    /// The inputs and the targets.
    public var episode: Episode
    /// The patterns, in the order in which they were drawn.
    public var patterns: [[Double]]
    /// Which pattern each presentation shows.
    public var presentations: [Int]
    /// Which pattern is tested.
    public var tested: Int
    /// The degraded pattern, before scaling; zero where the pattern is erased.
    public var cue: [Double]

    /// An episode of the given parts.
    public init(episode: Episode, patterns: [[Double]], presentations: [Int], tested: Int, cue: [Double]) {
        self.episode = episode
        self.patterns = patterns
        self.presentations = presentations
        self.tested = tested
        self.cue = cue
    }

    /// The pattern that is tested.
    public var target: [Double] { patterns[tested] }
}
