/// The auto-associative memory of the 2017 program: the network sees patterns, then a degraded one of them, and answers
/// with the whole pattern.
///
/// The M pattern neurons come first; the last neuron is a bias. Patterns hold as many -1 as +1 (one more +1
/// if M is odd) and, unless told otherwise, are orthogonal to each other. The programs of 2018 have the same task with other
/// numbers and other random draws.
public struct AssociativeMemory: RecallTask {
    /// A published program, whose random draws and loss are used.
    public enum Program: String, CaseIterable, Sendable {
        /// Miconi 2017: the loss is ½ Σ e².
        case program2017 = "2017"
        /// Miconi, Clune & Stanley 2018: the loss is Σ e², and the tested pattern is chosen before the order of presentation,
        /// from Python's stream.
        case programs2018 = "2018"
    }

    public static let name = "associative-memory"
    public static let words = "Associative memory"

    /// Pattern neurons, M; the network has one more, the bias neuron.
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
    /// The gain by which all inputs are multiplied.
    public var inputStrength = 20.0
    /// Neurons without input between the pattern neurons and the bias neuron.
    public var extraNeurons = 0
    /// The published program whose random draws and loss are used.
    public var program = Program.program2017

    /// What the episodes of a variation have beside the settings.
    var condition = Condition()

    /// The task with the 2017 program's numbers.
    public init() {}

    public var neurons: Int { patternSize + extraNeurons + 1 }
    public var steps: Int { testStart + testSteps + condition.freeSteps }
    /// The first step that shows the cue.
    private var testStart: Int {
        cycles * patterns * (presentationSteps + delaySteps) + condition.extraDelay
    }

    public var biasNeuron: Int? { neurons - 1 }
    public var objective: any Objective { SquaredError(isHalved: program == .program2017) }

    /// The number of zeroed elements of the test pattern.
    public var degradedBits: Int { Int(degradedShare * Double(patternSize)) }

    public var bestGuess: BestGuess? {
        // Of signs that are more often right than wrong, none is better guessed otherwise.
        condition.flippedBits > 0
            ? BestGuess(bitErrorRate: Double(condition.flippedBits) / Double(patternSize), accuracy: nil)
            : BestGuess(patternSize: patternSize, negatives: patternSize / 2, erased: degradedBits)
    }

    public static let settings: [Setting<AssociativeMemory>] = [
        Setting(
            "pattern_size", \.patternSize, in: 2...10_000, words: "Elements of a pattern",
            help: "Elements of a pattern"),
        Setting(
            "patterns", \.patterns, in: 1...1000, words: "Patterns in an episode",
            help: "Patterns in an episode"),
        Setting(
            "orthogonal", \.orthogonal, option: "overlapping-patterns", words: "Patterns are orthogonal",
            help: "Draw patterns without regard to their overlaps"),
        Setting(
            "cycles", \.cycles, in: 1...1000, words: "Cycles through the patterns",
            help: "How often all patterns are shown"),
        Setting(
            "presentation_steps", \.presentationSteps, in: 1...10_000, unit: "steps",
            words: "Presentation of a pattern (steps)", help: "Steps for which a pattern is shown"),
        Setting(
            "delay_steps", \.delaySteps, in: 0...10_000, unit: "steps",
            words: "Delay after each pattern (steps)",
            help: "Steps without a pattern after each presentation"),
        Setting(
            "test_steps", \.testSteps, in: 1...10_000, unit: "steps", words: "Test (steps)",
            help: "Steps for which the degraded pattern is shown"),
        Setting(
            "counted_steps", \.countedSteps, in: 1...10_000, unit: "steps",
            words: "Counted steps of the test",
            help: "Last steps whose outputs count for the error"),
        Setting(
            "degraded_share", \.degradedShare, in: 0...1, words: "Erased share of the test pattern",
            help: "Share of the test pattern set to zero"),
        Setting(
            "bias_input", \.biasInput, in: -1e6...1e6, words: "Input of the bias neuron, before the gain",
            help: "Input of the bias neuron, before the gain"),
        Setting(
            "input_strength", \.inputStrength, in: -1e6...1e6, words: "Input gain",
            help: "Gain by which all inputs are multiplied"),
        Setting(
            "extra_neurons", \.extraNeurons, in: 0...10_000, words: "Neurons without input",
            help: "Neurons without input beside those of the pattern"),
        Setting(
            "program", \.program, words: "Random draws and loss as in",
            help: "Year of the published program whose random draws and loss are used"),
    ]

    public func validate() throws {
        guard countedSteps <= testSteps else {
            throw ConfigurationError(
                setting: "counted_steps",
                problem: "must be at most the \(testSteps) test steps, not \(countedSteps)")
        }
        guard orthogonal, patterns > 1 else { return }
        // The overlap of two balanced patterns can only be zero if M is a multiple of four. Rejection sampling
        // takes too long for more than five orthogonal patterns.
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
                    + "not \(patterns); set orthogonal to no for more")
        }
    }

    public func episodeWithPhases(using random: inout RandomState) -> (episode: Episode, phases: [Phase]) {
        let drawn = drawRecall(using: &random)
        var phases: [Phase] = []
        for (place, pattern) in drawn.presentations.enumerated() {
            let start = place * (presentationSteps + delaySteps)
            phases.append(Phase("pattern \(pattern + 1)", start: start, end: start + presentationSteps))
        }
        phases.append(
            Phase("test of pattern \(drawn.tested + 1)", start: testStart, end: testStart + testSteps))
        return (drawn.episode, phases)
    }

    public func drawRecall(using random: inout RandomState) -> RecallEpisode {
        let patterns = drawPatterns(using: &random)
        guard program == .program2017 else { return drawRecall2018(of: patterns, using: &random) }
        var order = Array(patterns.indices)
        var presentations: [Int] = []
        for _ in 0..<cycles {
            random.shuffle(&order)
            presentations += order
        }
        let tested = order[random.randint(order.count)]
        var mask = startMask
        random.shuffle(&mask)
        return recall(patterns, presentations: presentations, tested: tested, mask: mask)
    }

    /// The rest of an episode in the order of the programs of 2018.
    private func drawRecall2018(
        of patterns: [[Double]], using random: inout RandomState
    ) -> RecallEpisode {
        let tested = random.choice(patterns.count)
        var mask = startMask
        random.shuffle(&mask)
        var order = Array(patterns.indices)
        var presentations: [Int] = []
        for _ in 0..<cycles {
            random.shuffle(&order)
            presentations += order
        }
        return recall(patterns, presentations: presentations, tested: tested, mask: mask)
    }

    /// The factors that make a cue of a pattern, before they are shuffled.
    private var startMask: [Double] {
        var mask = [Double](repeating: 1, count: patternSize)
        for index in 0..<degradedBits { mask[index] = 0 }
        for index in degradedBits..<(degradedBits + condition.flippedBits) { mask[index] = -1 }
        return mask
    }

    private func recall(
        _ patterns: [[Double]], presentations: [Int], tested: Int, mask: [Double]
    ) -> RecallEpisode {
        let cue = zip(patterns[tested], mask).map { $0 * $1 }
        let episode = Episode(
            inputs: inputs(showing: presentations.map { patterns[$0] }, then: cue),
            targets: Matrix([[Double]](repeating: patterns[tested], count: countedSteps)),
            countedSteps: (steps - countedSteps)..<steps, countedNeurons: 0..<patternSize)
        return RecallEpisode(
            episode: episode, patterns: patterns, presentations: presentations, tested: tested, cue: cue)
    }

    public var degradations: [AssociativeMemory] {
        let points = min(patternSize, 14)
        return (0...points).map { point in
            var changed = self
            // Half a bit more, because `degradedBits` rounds down.
            let bits = point * patternSize / points
            changed.degradedShare = min(1, (Double(bits) + 0.5) / Double(patternSize))
            return changed
        }
    }

    public var loads: [AssociativeMemory] {
        (1...max(10, 2 * patterns)).map { count in
            var changed = self
            changed.patterns = count
            changed.orthogonal = false
            return changed
        }
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
            step = testStart
            show(cue, for: testSteps)
            for step in 0..<steps { elements[(step + 1) * neurons - 1] = biasInput * inputStrength }
        }
        return inputs
    }

    /// After this many consecutive rejections assume that no orthogonal pattern is left, and redraw all patterns.
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
                // For example, no pattern of 12 is orthogonal to a, b and their product a ∘ b.
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
