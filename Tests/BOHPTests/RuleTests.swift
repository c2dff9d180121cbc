import Testing

@testable import BOHP

@Suite("Rules of plasticity")
struct RuleTests {
    /// A network whose trace matters, and an episode with two counted steps apart and a start that is not zero.
    private static func sample(
        _ rule: any PlasticityRule, architecture: any Architecture, neurons: Int
    ) -> (PlasticNetwork<Double>, Episode) {
        var random = RandomState(seed: UInt32(neurons))
        let steps = 12
        let shape = TaskShape(inputs: neurons - 1, outputs: 3, neurons: neurons)
        let description = NetworkDescription(architecture, rule: rule, task: shape)
        var network: PlasticNetwork<Double> = description.draw(using: &random)
        var alpha = network.parameters["alpha"]
        for index in alpha.elements.indices { alpha.elements[index] *= architecture is Recurrent ? 50 : 1 }
        network.parameters["alpha"] = alpha
        var inputs = Matrix<Double>(
            rows: steps, columns: neurons - 1, elements: random.randn(steps * (neurons - 1)))
        // Zeros, which do not clamp.
        for index in stride(from: 0, to: inputs.elements.count, by: 2) { inputs.elements[index] = 0 }
        let state = architecture is Recurrent ? random.rand(network.neurons) : nil
        let episode = Episode(
            inputs: inputs, targets: Matrix(rows: 2, columns: 3, elements: random.randn(6)),
            countedSteps: [steps - 4, steps - 1], countedNeurons: 0..<3, initialState: state)
        return (network, episode)
    }

    private static func loss(_ network: PlasticNetwork<Double>, _ episode: Episode) -> Double {
        let pass = network.description.architecture.startPass(Double.self, network.description)
        pass.run(network, episode)
        return SquaredError().loss(outputs: pass.answers(to: episode), targets: episode.targets)
    }

    private static func network(_ change: (inout Recurrent) -> Void) -> Recurrent {
        var network = Recurrent()
        change(&network)
        return network
    }

    /// A trace rate at which the clip of the additive rule bites.
    private static var rules: [any PlasticityRule] {
        Repertoire().rules.map { kind in
            var configuration = Configuration()
            try? Repertoire().apply([("rule", .text(kind.name))], to: &configuration)
            for (key, value) in [("trace_rate", 0.4), ("trace_limit", 0.3), ("eta", 0.7)] {
                try? Repertoire().apply([(key, .number(value))], to: &configuration)
            }
            try? Repertoire().apply([("learn_eta", .flag(true))], to: &configuration)
            return configuration.rule
        }
    }

    private static let architectures: [any Architecture] = [
        Recurrent(), network { $0.freesDiagonal = true }, network { $0.sharesAlpha = true },
        network { $0.clampsInputs = true },
        network {
            $0.hasInputLayer = true
            $0.hasOutputLayer = true
            $0.hiddenNeurons = 9
        },
        FeedForward(hiddenNeurons: 5, readout: .linear),
    ]

    @Test(
        "Every rule in every network follows central differences", arguments: 0..<architectures.count,
        [5, 19, 70])
    func centralDifferences(architecture: Int, neurons: Int) {
        for rule in Self.rules {
            let (network, episode) = Self.sample(
                rule, architecture: Self.architectures[architecture], neurons: neurons)
            let gradient = network.lossGradient(of: episode).gradient
            var random = RandomState(seed: 4)
            let step = 1e-6
            for part in network.description.parts where part.isLearned {
                let name = part.shape.name
                var direction = random.randn(part.shape.rows * part.shape.columns)
                if part.constraints.contains(.zeroDiagonal), direction.count > 1 {
                    for neuron in 0..<part.shape.rows { direction[neuron * (part.shape.columns + 1)] = 0 }
                }
                let size = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
                for index in direction.indices { direction[index] /= size }
                func loss(_ length: Double) -> Double {
                    var moved = network
                    var matrix = network.parameters[name]
                    for (index, component) in direction.enumerated() {
                        matrix.elements[index] += length * component
                    }
                    moved.parameters[name] = matrix
                    return Self.loss(moved, episode)
                }
                let difference = (loss(step) - loss(-step)) / (2 * step)
                let exact = zip(direction, gradient[name].elements).reduce(0) { $0 + $1.0 * $1.1 }
                // A finite step takes some connections over the clip, where the loss has a kink.
                let tolerance = rule.clip.isFinite ? 2e-4 : 2e-6
                #expect(
                    abs(difference - exact) < tolerance * max(1, abs(exact)),
                    "\(type(of: rule)) \(name): \(exact), not \(difference)")
            }
        }
    }

    @Test("Stored and segmented traces give the same gradient to the bit", arguments: [9, 70])
    func segments(neurons: Int) {
        for rule in Self.rules {
            let (network, episode) = Self.sample(rule, architecture: Recurrent(), neurons: neurons)
            let stored = network.lossGradient(of: episode, traceMemory: .stored).gradient
            let segmented = network.lossGradient(of: episode, traceMemory: .segmented).gradient
            #expect(stored == segmented, "\(type(of: rule))")
        }
    }

    /// The general kernels are checked by the equations above; here by the kernels of the 2017 network.
    @Test(
        "Hebb's rule with decay gives the same gradient by both families of kernels", arguments: [6, 33, 130])
    func families(neurons: Int) {
        let (fast, episode) = Self.sample(
            DecayingHebb(eta: 0.8, learnsEta: true), architecture: Recurrent(), neurons: neurons)
        let description = NetworkDescription(
            Recurrent(), rule: GatedDecay(), task: fast.description.task)
        let general = PlasticNetwork(description, parameters: fast.parameters)
        let (one, other) = (fast.lossGradient(of: episode), general.lossGradient(of: episode))
        for name in ["w", "alpha", "eta"] {
            let largest = one.gradient[name].elements.map(abs).max() ?? 0
            #expect(
                largestDifference(one.gradient[name], other.gradient[name]) < 1e-11 * max(1, largest),
                "\(name)")
        }
        #expect(one.gradient != other.gradient, "the families are not the same code")
    }

    @Test("A clipped trace and a learned rate cannot be reversed")
    func reversal() {
        for (rule, learnsEta) in [("additive-hebb", false), ("decaying-hebb", true)] {
            var configuration = Configuration()
            try? Repertoire().apply(
                [("rule", .text(rule)), ("trace_memory", .text("reversed"))], to: &configuration)
            if learnsEta { configuration.learnsEta = true }
            #expect(throws: ConfigurationError.self) { try configuration.validate() }
        }
    }
}

/// `DecayingHebb` without its own kernels.
private struct GatedDecay: PlasticityRule {
    static let name = "gated-decay"
    static let words = "decay"
    static let settings: [Setting<GatedDecay>] = []
    private let rule = DecayingHebb(eta: 0.8, learnsEta: true)

    var parameters: [RuleParameter] { rule.parameters }
    func gate(_ y: Double, _ p: [Double]) -> (keep: Double, gain: Double) { rule.gate(y, p) }
    func pullback(
        _ y: Double, _ p: [Double], keep: Double, gain: Double, gradient: UnsafeMutablePointer<Double>
    ) -> Double { rule.pullback(y, p, keep: keep, gain: gain, gradient: gradient) }
}
