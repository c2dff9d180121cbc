/// What the tasks `OneShot` and `Reversal` share: two patterns of ±1 alternate, each with a label in its first presentation,
/// and the network answers with the label. An input is the label, two elements, and then the pattern.
protocol LabelledPatterns: EpisodicTask {
    var patternSize: Int { get set }
    var episodeSteps: Int { get set }
    /// The steps from which on labels are shown, for two steps each; the patterns change places at every one but the first.
    var labelledSteps: [Int] { get }
}

extension LabelledPatterns {
    static var sharedSettings: [Setting<Self>] {
        [
            Setting(
                "pattern_size", .integer(1...10_000), words: "Elements of a pattern",
                help: "Elements of a pattern", get: { .integer($0.patternSize) },
                set: { if case .integer(let value) = $1 { $0.patternSize = value } }),
            Setting(
                "episode_steps", .integer(6...100_000), unit: "steps", words: "Episode (steps)",
                help: "Steps of an episode", get: { .integer($0.episodeSteps) },
                set: { if case .integer(let value) = $1 { $0.episodeSteps = value } }),
        ]
    }

    private var labels: Int { 2 }
    public var neurons: Int { labels + patternSize }
    public var shape: TaskShape { TaskShape(inputs: neurons, outputs: labels, neurons: neurons) }
    public var steps: Int { episodeSteps }
    public var inputStrength: Double { 1 }
    /// The programs of 2016 divide by all steps after the first two, whether they count or not.
    public var objective: any Objective { CrossEntropy(loggedSteps: episodeSteps - labels) }
    /// A guess of the label.
    public var bestGuess: BestGuess? {
        BestGuess(bitErrorRate: 0.5, accuracy: countedSteps.reduce(1.0) { share, _ in share / 2 })
    }

    private func isLabelled(_ step: Int) -> Bool {
        labelledSteps.contains { ($0..<($0 + labels)).contains(step) }
    }

    private var countedSteps: [Int] { (0..<steps).filter { !isLabelled($0) } }

    public func episode(using random: inout RandomState) -> Episode {
        func pattern() -> [Double] { random.rand(patternSize).map { $0 > 0.5 ? 1 : -1 } }
        let first = pattern()
        var second = pattern()
        while second == first { second = pattern() }
        var inputs = Matrix<Double>(rows: steps, columns: neurons)
        let counted = countedSteps
        var targets = Matrix<Double>(rows: counted.count, columns: labels)
        var row = 0
        for step in 0..<steps {
            let label = step % labels
            let swaps = labelledSteps.count { $0 <= step } - 1
            let shown = (label + swaps).isMultiple(of: 2) ? first : second
            for (element, value) in shown.enumerated() { inputs[step, labels + element] = value }
            if isLabelled(step) {
                inputs[step, label] = 1
            } else {
                targets[row, label] = 1
                row += 1
            }
        }
        return Episode(
            inputs: inputs, targets: targets, countedSteps: counted, countedNeurons: 0..<labels)
    }

    public func episodeWithPhases(using random: inout RandomState) -> (episode: Episode, phases: [Phase]) {
        var phases: [Phase] = []
        for (place, start) in labelledSteps.enumerated() {
            let end = place + 1 < labelledSteps.count ? labelledSteps[place + 1] : steps
            phases.append(
                Phase(place == 0 ? "labels" : "labels exchanged", start: start, end: start + labels))
            phases.append(Phase("test", start: start + labels, end: end))
        }
        return (episode(using: &random), phases)
    }
}
