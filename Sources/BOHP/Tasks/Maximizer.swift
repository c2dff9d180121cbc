/// The "simple maximizer" of the 2017 program's repository: four neurons receive an input of 1 in the first step, and the
/// first neuron's output shall rise as much as possible in the last step. All episodes are equal.
public struct Maximizer: EpisodicTask {
    public static let name = "maximizer"
    public static let words = "Maximization of a rise"
    public static let settings: [Setting<Maximizer>] = [
        Setting(
            "network_size", \.networkSize, in: 4...10_000, words: "Neurons", help: "Neurons of the network"),
        Setting(
            "episode_steps", \.episodeSteps, in: 2...100_000, unit: "steps", words: "Episode (steps)",
            help: "Steps of an episode"),
    ]

    /// The network's neurons, N.
    public var networkSize = 20
    /// Steps of an episode, T.
    public var episodeSteps = 30

    /// The task with the numbers of 2017.
    public init() {}

    public var neurons: Int { networkSize }
    public var steps: Int { episodeSteps }
    public var inputStrength: Double { 1 }
    public var objective: any Objective { FinalRise() }

    public func episode(using random: inout RandomState) -> Episode {
        var inputs = Matrix<Double>(rows: steps, columns: neurons)
        for neuron in 0..<4 { inputs[0, neuron] = 1 }
        return Episode(
            inputs: inputs, targets: Matrix(rows: 2, columns: 1, repeating: 1),
            countedSteps: (steps - 2)..<steps, countedNeurons: 0..<1)
    }

    public func episodeWithPhases(using random: inout RandomState) -> (episode: Episode, phases: [Phase]) {
        (
            episode(using: &random),
            [Phase("input", start: 0, end: 1), Phase("rise", start: steps - 2, end: steps)]
        )
    }
}
