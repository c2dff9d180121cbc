/// The auto-associative memory of the 2017 program: patterns are shown, then one of them degraded, and the
/// network is to answer with the whole pattern.
///
/// The M pattern neurons come first; the last neuron is a bias. Patterns hold as many -1 as +1 (one more +1
/// if M is odd) and, unless told otherwise, are orthogonal to each other.
public struct AssociativeMemory: EpisodicTask {
    public static let name = "associative-memory"

    /// Pattern neurons, M.
    public var patternSize = 28
    /// Patterns shown in an episode.
    public var patterns = 3
    /// Whether patterns are drawn again until orthogonal to all earlier ones.
    public var orthogonal = true
    /// How often all patterns are shown.
    public var cycles = 2
    /// Steps for which a pattern is shown.
    public var presentationSteps = 6
    /// Steps without pattern input after each presentation.
    public var delaySteps = 4
    /// Steps for which the degraded pattern is shown at the end.
    public var testSteps = 6
    /// How many of the last steps' outputs count for the error.
    public var countedSteps = 1
    /// The share of the test pattern that is set to zero, 0...1.
    public var degradedShare = 0.5
    /// The bias neuron's input before scaling.
    public var biasInput = 10.0
    /// What all inputs are multiplied by.
    public var inputStrength = 20.0

    /// The task with the 2017 program's numbers.
    public init() {}

    public var neurons: Int { patternSize + 1 }
    public var steps: Int { cycles * patterns * (presentationSteps + delaySteps) + testSteps }

    public var biasNeuron: Int? { patternSize }

    /// The number of zeroed elements of the test pattern.
    public var degradedBits: Int { Int(degradedShare * Double(patternSize)) }

    public func validate() throws {
        try ConfigurationError.require(patternSize, in: 2...10_000, "pattern_size")
        try ConfigurationError.require(patterns, in: 1...1000, "patterns")
        try ConfigurationError.require(cycles, in: 1...1000, "cycles")
        try ConfigurationError.require(presentationSteps, in: 1...10_000, "presentation_steps")
        try ConfigurationError.require(delaySteps, in: 0...10_000, "delay_steps")
        try ConfigurationError.require(testSteps, in: 1...10_000, "test_steps")
        try ConfigurationError.require(countedSteps, in: 1...testSteps, "counted_steps")
        try ConfigurationError.require(degradedShare, in: 0...1, "degraded_share")
        try ConfigurationError.require(biasInput, in: -1e6...1e6, "bias_input")
        try ConfigurationError.require(inputStrength, in: -1e6...1e6, "input_strength")
        guard orthogonal, patterns > 1 else { return }
        // The sum over two balanced patterns can only vanish if M is a multiple of four; and rejection
        // finds few patterns among many only while they stay few.
        guard patternSize % 4 == 0 else {
            throw ConfigurationError(
                setting: "pattern_size",
                problem: "must be a multiple of 4 for orthogonal patterns, not \(patternSize)")
        }
        let limit = min(patternSize - 1, 5)
        guard patterns <= limit else {
            throw ConfigurationError(
                setting: "patterns",
                problem: "at most \(limit) orthogonal patterns of \(patternSize) can be drawn, "
                    + "not \(patterns); switch orthogonality off for more")
        }
    }

    public func episode(using random: inout RandomState) -> Episode {
        episodeWithPatterns(using: &random).episode
    }

    /// Draws an episode, and gives its patterns beside it.
    ///
    /// - Returns: the episode; the patterns in the order of their last presentation; the index among them
    ///   of the one that is tested; and the degraded pattern, before scaling.
    public func episodeWithPatterns(
        using random: inout RandomState
    ) -> (episode: Episode, patterns: [[Double]], tested: Int, cue: [Double]) {
        var inputs = Matrix<Double>(rows: steps, columns: neurons)
        var phases: [Phase] = []
        var step = 0
        func show(_ values: [Double], for duration: Int, label: String) {
            for _ in 0..<duration {
                for (neuron, value) in values.enumerated() {
                    inputs[step, neuron] = value * inputStrength
                }
                step += 1
            }
            phases.append(Phase(label, start: step - duration, end: step))
        }

        let drawn = drawPatterns(using: &random)
        // Patterns keep the number they were drawn with, so that a reader can tell them apart later.
        var order = Array(drawn.indices)
        for _ in 0..<cycles {
            random.shuffle(&order)
            for index in order {
                show(drawn[index], for: presentationSteps, label: "pattern \(index + 1)")
                step += delaySteps
            }
        }
        let tested = random.randint(patterns)
        let target = drawn[order[tested]]
        var mask = [Double](repeating: 1, count: patternSize)
        for index in 0..<degradedBits { mask[index] = 0 }
        random.shuffle(&mask)
        let cue = zip(target, mask).map { $0 * $1 }
        show(cue, for: testSteps, label: "test of pattern \(order[tested] + 1)")
        for step in 0..<steps { inputs[step, patternSize] = biasInput * inputStrength }

        let counted = (steps - countedSteps)..<steps
        let episode = Episode(
            inputs: inputs,
            targets: Matrix([[Double]](repeating: target, count: countedSteps)),
            countedSteps: counted, countedNeurons: 0..<patternSize, phases: phases)
        return (episode, order.map { drawn[$0] }, tested, cue)
    }

    private func drawPatterns(using random: inout RandomState) -> [[Double]] {
        var base = [Double](repeating: 1, count: patternSize)
        for index in 0..<(patternSize / 2) { base[index] = -1 }
        var drawn: [[Double]] = []
        while drawn.count < patterns {
            let candidate = random.permutation(base)
            let overlaps =
                orthogonal && drawn.contains { zip($0, candidate).reduce(0) { $0 + $1.0 * $1.1 } != 0 }
            if !overlaps { drawn.append(candidate) }
        }
        return drawn
    }
}
