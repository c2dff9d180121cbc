/// One-shot learning of labels by a feed-forward network (Miconi 2016, arXiv:1609.02228, second experiment): two random
/// patterns alternate. The first time each comes with its label; from then on the network answers with it.
public struct OneShot: LabelledPatterns {
    public static let name = "one-shot"
    public static let words = "One-shot learning of labels"
    public static let settings = sharedSettings

    /// Elements of a pattern.
    public var patternSize = 8
    /// Steps of an episode.
    public var episodeSteps = 20

    /// The task with the numbers of 2016.
    public init() {}

    var labelledSteps: [Int] { [0] }
}
