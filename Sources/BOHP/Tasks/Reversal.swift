/// Reversal learning by a feed-forward network (Miconi 2016, arXiv:1609.02228, third experiment): as `OneShot`, but in the
/// middle of the episode the patterns exchange their labels, which are shown again.
public struct Reversal: LabelledPatterns {
    public static let name = "reversal"
    public static let words = "Reversal of labels"
    public static let settings = sharedSettings

    /// Elements of a pattern.
    public var patternSize = 8
    /// Steps of an episode.
    public var episodeSteps = 20

    /// The task with the numbers of 2016.
    public init() {}

    /// An even step, so that the labels still alternate.
    var labelledSteps: [Int] { [0, episodeSteps / 4 * 2] }
}
