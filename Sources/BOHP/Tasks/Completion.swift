/// Completion of patterns by a feed-forward network (Miconi 2016, arXiv:1609.02228, first experiment): a pattern of ±1 is
/// shown in one step, and then all but one of its elements are zero; the network answers with the pattern.
public struct Completion: RecallTask {
    public static let name = "completion"
    public static let words = "Completion of patterns"
    public static let settings: [Setting<Completion>] = [
        Setting(
            "pattern_size", \.patternSize, in: 2...10_000, words: "Elements of a pattern",
            help: "Elements of a pattern"),
        Setting(
            "kept_elements", \.keptElements, in: 0...10_000, words: "Elements that the cue shows",
            help: "Elements of the pattern that the cue shows"),
    ]

    /// Elements of a pattern.
    public var patternSize = 8
    /// Elements of the pattern that the cue shows.
    public var keptElements = 1

    /// The task with the numbers of 2016.
    public init() {}

    public var neurons: Int { patternSize }
    public var steps: Int { 2 }
    public var inputStrength: Double { 1 }
    public var patterns: Int { 1 }
    public var orthogonal: Bool { false }
    public var degradedBits: Int { patternSize - keptElements }
    public var objective: any Objective { SquaredError(isHalved: false, logsSum: true) }

    public func validate() throws {
        guard keptElements <= patternSize else {
            throw ConfigurationError(
                setting: "kept_elements",
                problem: "must be at most the \(patternSize) elements of a pattern, not \(keptElements)")
        }
    }

    public func drawRecall(using random: inout RandomState) -> RecallEpisode {
        let pattern = random.rand(patternSize).map { $0 > 0.5 ? 1.0 : -1.0 }
        let kept =
            keptElements == 1
            ? [random.randint(patternSize)] : Array(random.permutation(patternSize).prefix(keptElements))
        var cue = [Double](repeating: 0, count: patternSize)
        for element in kept { cue[element] = pattern[element] }
        let episode = Episode(
            inputs: Matrix([pattern, cue]), targets: Matrix([pattern]), countedSteps: [1],
            countedNeurons: 0..<patternSize)
        return RecallEpisode(episode: episode, patterns: [pattern], presentations: [0], tested: 0, cue: cue)
    }

    public func episodeWithPhases(using random: inout RandomState) -> (episode: Episode, phases: [Phase]) {
        (episode(using: &random), [Phase("pattern", start: 0, end: 1), Phase("cue", start: 1, end: 2)])
    }

    public var degradations: [Completion] {
        (0...patternSize).reversed().map { kept in
            var task = self
            task.keptElements = kept
            return task
        }
    }

    /// Only one pattern is shown.
    public var loads: [Completion] { [] }
}
