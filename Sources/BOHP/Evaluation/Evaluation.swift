/// Measurements of a trained network on episodes that it was not trained on.
public struct Evaluation: Codable, Equatable, Sendable {
    /// One measure of the trained network and of its yardsticks, on the same episodes.
    public struct Comparison: Codable, Equatable, Sendable {
        /// The network after training.
        public var trained: Estimate
        /// The network before training.
        public var untrained: Estimate
        /// A Hopfield network that stores the same patterns, if the task has patterns.
        public var hopfield: Estimate?
        /// The expected score of copying the cue and tossing a coin for each of the remaining bits, if the task has a cue.
        public var chance: Double?
        /// The expected score of the best answer without memory, see ``BestGuess``; `nil` if not known.
        public var bestGuess: Double?
    }

    /// A point of a curve: the same measures under one changed condition.
    public struct CurvePoint: Codable, Equatable, Sendable {
        /// The condition: the share of zeroed bits, the number of stored patterns, or that of a `Variation`.
        public var condition: Double
        /// The share of neurons with the wrong sign.
        public var bitErrorRate: Comparison
    }

    /// One answer of the network, for figures.
    public struct Example: Codable, Equatable, Sendable {
        /// The target pattern, one number per neuron.
        public var pattern: [Double]
        /// The cue, before scaling; zero where the pattern was degraded.
        public var cue: [Double]
        /// The network's outputs at the last step.
        public var answer: [Double]
        /// What a Hopfield network answers.
        public var hopfield: [Double]?
    }

    /// A whole episode, for figures.
    public struct EpisodeRecord: Codable, Equatable, Sendable {
        /// The spans of the episode.
        public var phases: [Phase]
        /// Inputs, T rows of N numbers, before scaling by the input strength.
        public var inputs: [[Double]]
        /// Outputs y(t), T rows of N numbers.
        public var outputs: [[Double]]
        /// The Hebbian trace at the last step, N × N.
        public var hebb: [[Double]]
        /// The patterns that the episode showed, for a task that has some; not recorded by version 0.1.
        public var patterns: [[Double]]?
    }

    /// The seed of the measured episodes.
    public var seed: UInt32
    /// How many episodes were measured for each of the main means.
    public var episodes: Int
    /// The share of neurons with the wrong sign.
    public var bitErrorRate: Comparison
    /// The share of episodes answered without a wrong sign.
    public var accuracy: Comparison
    /// The sum of absolute errors over the counted outputs.
    public var absoluteError: Estimate
    /// Bit error rate against the share of zeroed bits; empty if the task has no cue.
    public var degradation: [CurvePoint]
    /// Bit error rate against the number of stored patterns, drawn without regard to overlaps; empty if the
    /// task has no patterns.
    public var capacity: [CurvePoint]
    /// Bit error rates under the conditions of the task's variations, by their names.
    public var curves: [String: [CurvePoint]] = [:]
    /// What the probes found, by their names.
    public var findings: [String: Finding] = [:]
    /// The distributions of the weights, if whoever evaluated added them.
    public var weights: WeightStatistics?
    /// Answers for figures; empty if the task has no cue.
    public var examples: [Example]
    /// An episode for figures; `nil` for networks of more than 256 neurons.
    public var episode: EpisodeRecord?

    /// Adds the best guesses that version 0.1 did not record. They follow from the task.
    public mutating func addBestGuesses(of task: any EpisodicTask) {
        func complete(_ rates: inout Comparison, _ task: (any EpisodicTask)?) {
            if rates.bestGuess == nil { rates.bestGuess = task.map { BestGuess(of: $0).bitErrorRate } }
        }
        complete(&bitErrorRate, task)
        if accuracy.bestGuess == nil { accuracy.bestGuess = task.bestGuess?.accuracy }
        guard let memory = task as? any RecallTask else { return }
        let degradations: [any RecallTask] = memory.degradations
        for index in degradation.indices {
            let condition = degradation[index].condition
            complete(
                &degradation[index].bitErrorRate,
                degradations.first { $0.degradedShareOfBits == condition })
        }
        // The number of patterns does not change what the cue tells.
        for index in capacity.indices { complete(&capacity[index].bitErrorRate, task) }
    }
}

extension KeyedDecodingContainer {
    /// Version 0.1 measured no variations.
    func decode(
        _: [String: [Evaluation.CurvePoint]].Type, forKey key: Key
    ) throws -> [String: [Evaluation.CurvePoint]] {
        try decodeIfPresent([String: [Evaluation.CurvePoint]].self, forKey: key) ?? [:]
    }

    /// Version 0.1 had no probes.
    func decode(_: [String: Finding].Type, forKey key: Key) throws -> [String: Finding] {
        try decodeIfPresent([String: Finding].self, forKey: key) ?? [:]
    }
}

extension RecallTask {
    /// The share of a pattern's elements that the cue leaves out.
    var degradedShareOfBits: Double { Double(degradedBits) / Double(patternSize) }
}
