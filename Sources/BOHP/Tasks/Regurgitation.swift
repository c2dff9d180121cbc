/// Sequence regurgitation, from the 2017 program's repository: the network sees a sequence of vectors, one per step, and
/// reproduces it from memory in the last steps of the episode.
///
/// The first `vectorSize` neurons receive the vectors and answer with them. Each vector is +1 in one random place and
/// -1 in all others. The 2017 script ran 10 steps and asked for the first vectors while the last ones were shown; that
/// is `episodeSteps` = 10 here. By default the sequence ends before its reproduction begins.
public struct Regurgitation: EpisodicTask {
    public static let name = "regurgitation"
    public static let words = "Regurgitation of sequences"

    /// The network's neurons, N.
    public var networkSize = 30
    /// Input neurons, and elements of a vector.
    public var vectorSize = 6
    /// Vectors in a sequence.
    public var sequenceLength = 6
    /// Steps of an episode, T.
    public var episodeSteps = 12
    /// The gain by which all inputs are multiplied.
    public var inputStrength = 1.0

    /// The task with the 2017 program's numbers, but for `episodeSteps`.
    public init() {}

    public var neurons: Int { networkSize }
    public var steps: Int { episodeSteps }

    /// The best constant answer is -1 everywhere, which errs in one place of a vector; +1 everywhere if vectors have one
    /// element. Every sequence is equally likely.
    public var bestGuess: BestGuess? {
        BestGuess(
            bitErrorRate: vectorSize == 1 ? 0 : 1 / Double(vectorSize),
            accuracy: (0..<sequenceLength).reduce(1.0) { share, _ in share / Double(vectorSize) })
    }

    /// Longer and longer delays between sequence and reproduction, in steps. The 2017 script had none.
    public var variations: [Variation] {
        let delay = episodeSteps - 2 * sequenceLength
        guard delay >= 0 else { return [] }
        return [
            Variation(
                "retention",
                [0, 1, 2, 3, 4, 6, 8, 12, 16, 24].map { extra in
                    var task = self
                    task.episodeSteps += extra
                    return .init(Double(delay + extra), task)
                }, trained: Double(delay))
        ]
    }

    public static let settings: [Setting<Regurgitation>] = [
        Setting(
            "network_size", \.networkSize, in: 1...10_000, words: "Neurons", help: "Neurons of the network"),
        Setting(
            "vector_size", \.vectorSize, in: 1...10_000, words: "Elements of a vector",
            help: "Elements of a vector"),
        Setting(
            "sequence_length", \.sequenceLength, in: 1...10_000, words: "Vectors of a sequence",
            help: "Vectors in a sequence"),
        Setting(
            "episode_steps", \.episodeSteps, in: 1...100_000, unit: "steps", words: "Episode (steps)",
            help: "Steps of an episode"),
        Setting(
            "input_strength", \.inputStrength, in: -1e6...1e6, words: "Input gain",
            help: "Gain by which all inputs are multiplied"),
    ]

    public func validate() throws {
        guard networkSize >= vectorSize else {
            throw ConfigurationError(
                setting: "network_size",
                problem: "must be at least the vector size, \(vectorSize), not \(networkSize)")
        }
        guard episodeSteps >= sequenceLength else {
            throw ConfigurationError(
                setting: "episode_steps",
                problem: "must be at least the sequence length, \(sequenceLength), not \(episodeSteps)")
        }
    }

    public func episode(using random: inout RandomState) -> Episode {
        var sequence = Matrix<Double>(rows: sequenceLength, columns: vectorSize, repeating: -1)
        for position in 0..<sequenceLength { sequence[position, random.randint(vectorSize)] = 1 }
        var inputs = Matrix<Double>(rows: steps, columns: vectorSize)
        for position in 0..<sequenceLength {
            for element in 0..<vectorSize {
                inputs[position, element] = sequence[position, element] * inputStrength
            }
        }
        return Episode(
            inputs: inputs, targets: sequence, countedSteps: (steps - sequenceLength)..<steps,
            countedNeurons: 0..<vectorSize)
    }

    public func episodeWithPhases(using random: inout RandomState) -> (episode: Episode, phases: [Phase]) {
        let phases = [
            Phase("sequence", start: 0, end: sequenceLength),
            Phase("reproduction", start: steps - sequenceLength, end: steps),
        ]
        return (episode(using: &random), phases)
    }
}
