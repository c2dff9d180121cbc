import BOHP

/// A whole training of an associative memory of 2018 from recorded episodes, with gradients of some of them.
///
/// The network of a later gradient is what this package's training from the first episode makes of the initial one. The
/// file's eta is what a step adds to the trace.
struct TrainingFixture: GradientFixture {
    /// The random draws of an episode.
    struct Drawn: Decodable {
        var patterns: [[Double]]
        /// The order of presentation in each cycle.
        var orders: [[Int]]
        var tested: Int
        /// 1 where the cue shows the pattern.
        var mask: [Double]
    }

    /// The gradients of an episode.
    struct Gradients: Decodable {
        var gradW: [[Double]]
        var gradAlpha: RecurrentFixture.Coefficients
        var gradEta: Double
    }

    var rule: String
    var neurons: Int
    var patternSize: Int
    var presentationSteps: Int
    var delaySteps: Int
    var testSteps: Int
    var inputStrength: Double
    var biasInput: Double
    var learningRate: Double
    var initialW: [[Double]]
    var initialAlpha: RecurrentFixture.Coefficients
    var initialEta: Double
    var episodes: [Drawn]
    /// By episode, from 0.
    var gradients: [String: Gradients]

    var cases: [FixtureCase] {
        get throws {
            var network = try RecurrentFixture.network(
                rule: rule, clampsInputs: false, w: initialW, alpha: initialAlpha, eta: initialEta)
            let objective = SquaredError(isHalved: false)
            let optimizer = Adam(learningRate: learningRate)
            var state = optimizer.start(network.parameters)
            return episodes.enumerated().compactMap { index, drawn in
                let episode = episode(drawn)
                let expected = gradients["\(index)"].map {
                    FixtureCase(
                        words: "episode \(index + 1)", network: network, episode: episode,
                        objective: objective,
                        gradient: RecurrentFixture.gradient(
                            rule: rule, w: $0.gradW, alpha: $0.gradAlpha, eta: $0.gradEta))
                }
                let gradient = network.lossGradient(of: episode, objective: objective).gradient
                optimizer.update(&network.parameters, along: gradient, state: &state, number: index + 1)
                return expected
            }
        }
    }

    private func episode(_ drawn: Drawn) -> Episode {
        let shown = drawn.orders.joined().map { drawn.patterns[$0] }
        let pause = [[Double]](repeating: [], count: delaySteps)
        let target = drawn.patterns[drawn.tested]
        let cue = zip(target, drawn.mask).map { $0 * $1 }
        let steps =
            shown.flatMap { [[Double]](repeating: $0, count: presentationSteps) + pause }
            + [[Double]](repeating: cue, count: testSteps)
        var inputs = Matrix<Double>(rows: steps.count, columns: neurons)
        for (step, pattern) in steps.enumerated() {
            for (neuron, value) in pattern.enumerated() { inputs[step, neuron] = value * inputStrength }
            inputs[step, neurons - 1] = biasInput * inputStrength
        }
        return Episode(
            inputs: inputs, targets: Matrix([target]), countedSteps: [steps.count - 1],
            countedNeurons: 0..<patternSize)
    }
}
