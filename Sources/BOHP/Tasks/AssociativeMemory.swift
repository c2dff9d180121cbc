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
        drawEpisode(using: &random).episode
    }

    public func episodeWithPhases(using random: inout RandomState) -> (episode: Episode, phases: [Phase]) {
        let drawn = drawEpisode(using: &random)
        var phases: [Phase] = []
        for (place, pattern) in drawn.presentations.enumerated() {
            let start = place * (presentationSteps + delaySteps)
            phases.append(Phase("pattern \(pattern + 1)", start: start, end: start + presentationSteps))
        }
        phases.append(Phase("test of pattern \(drawn.tested + 1)", start: steps - testSteps, end: steps))
        return (drawn.episode, phases)
    }

    /// An episode with what it was made of.
    public struct DrawnEpisode: Sendable {
        /// What the network sees and is asked for.
        public var episode: Episode
        /// The patterns, in the order in which they were drawn.
        public var patterns: [[Double]]
        /// Which pattern each presentation shows.
        public var presentations: [Int]
        /// Which pattern is tested.
        public var tested: Int
        /// The degraded pattern, before scaling.
        public var cue: [Double]

        /// The pattern that is tested.
        public var target: [Double] { patterns[tested] }
    }

    /// Draws an episode, and gives what it was made of.
    public func drawEpisode(using random: inout RandomState) -> DrawnEpisode {
        let patterns = drawPatterns(using: &random)
        var order = Array(patterns.indices)
        var presentations: [Int] = []
        for _ in 0..<cycles {
            random.shuffle(&order)
            presentations += order
        }
        let tested = order[random.randint(order.count)]
        var mask = [Double](repeating: 1, count: patternSize)
        for index in 0..<degradedBits { mask[index] = 0 }
        random.shuffle(&mask)
        let cue = zip(patterns[tested], mask).map { $0 * $1 }
        let episode = Episode(
            inputs: inputs(showing: presentations.map { patterns[$0] }, then: cue),
            targets: Matrix([[Double]](repeating: patterns[tested], count: countedSteps)),
            countedSteps: (steps - countedSteps)..<steps, countedNeurons: 0..<patternSize)
        return DrawnEpisode(
            episode: episode, patterns: patterns, presentations: presentations, tested: tested, cue: cue)
    }

    private func inputs(showing presentations: [[Double]], then cue: [Double]) -> Matrix<Double> {
        var inputs = Matrix<Double>(rows: steps, columns: neurons)
        var step = 0
        inputs.elements.withUnsafeMutableBufferPointer { elements in
            func show(_ values: [Double], for duration: Int) {
                for step in step..<(step + duration) {
                    let first = step * neurons
                    for neuron in values.indices { elements[first + neuron] = values[neuron] * inputStrength }
                }
                step += duration
            }
            for pattern in presentations {
                show(pattern, for: presentationSteps)
                step += delaySteps
            }
            show(cue, for: testSteps)
            for step in 0..<steps { elements[step * neurons + patternSize] = biasInput * inputStrength }
        }
        return inputs
    }

    /// So many candidates in a row are rejected only where the patterns drawn before admit no other, or hardly any:
    /// then all are drawn anew.
    private static let mostRejections = 100_000

    private func drawPatterns(using random: inout RandomState) -> [[Double]] {
        var base = [Double](repeating: 1, count: patternSize)
        for index in 0..<(patternSize / 2) { base[index] = -1 }
        var drawn: [[Double]] = []
        var rejected = 0
        while drawn.count < patterns {
            let candidate = random.permutation(base)
            if orthogonal, drawn.contains(where: { overlap($0, candidate) != 0 }) {
                rejected += 1
                // No pattern of 12 is orthogonal to a, b and their product a ∘ b, to give an example.
                if rejected == Self.mostRejections {
                    drawn = []
                    rejected = 0
                }
            } else {
                drawn.append(candidate)
                rejected = 0
            }
        }
        return drawn
    }

    private func overlap(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for index in a.indices { sum += a[index] * b[index] }
        return sum
    }
}
