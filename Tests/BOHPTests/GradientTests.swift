import Foundation
import Testing

@testable import BOHP

@Suite("Gradients of a loss")
struct GradientTests {
    /// A network with a trace that matters, and an episode with several counted steps.
    private static func sample(neurons: Int, seed: UInt32, eta: Double = 0.9, learnsEta: Bool = false) -> (
        PlasticNetwork<Double>, Episode
    ) {
        var random = RandomState(seed: seed)
        var network: PlasticNetwork<Double> = NetworkDescription(
            neurons: neurons, eta: eta, learnsEta: learnsEta
        ).draw(using: &random)
        var alpha = network.alpha
        for index in alpha.elements.indices { alpha.elements[index] *= 50 }
        network.alpha = alpha
        let steps = 14
        let width = max(1, neurons - 2)
        let episode = Episode(
            inputs: Matrix(rows: steps, columns: width, elements: random.randn(steps * width)),
            targets: Matrix(rows: 3, columns: width, elements: random.randn(3 * width)),
            countedSteps: (steps - 3)..<steps, countedNeurons: 0..<width)
        return (network, episode)
    }

    private static func loss(_ network: PlasticNetwork<Double>, _ episode: Episode) -> Double {
        let outputs = network.trajectory(inputs: episode.inputs).outputs
        var sum = 0.0
        for (row, step) in episode.countedSteps.enumerated() {
            for neuron in episode.countedNeurons {
                let error = outputs[step, neuron] - episode.targets[row, neuron]
                sum += 0.5 * error * error
            }
        }
        return sum
    }

    @Test(
        "Backpropagation equals central differences at every connection", arguments: [1, 2, 5, 8, 9, 16, 17])
    func centralDifferences(neurons: Int) {
        let (network, episode) = Self.sample(neurons: neurons, seed: UInt32(neurons))
        let gradient = network.lossGradient(of: episode).gradient
        let step = 1e-5
        for name in ["w", "alpha"] {
            for (connection, exact) in gradient[name].elements.enumerated() {
                var above = network
                var below = network
                above.parameters[name].elements[connection] += step
                below.parameters[name].elements[connection] -= step
                let difference = (Self.loss(above, episode) - Self.loss(below, episode)) / (2 * step)
                // h² times a third derivative of order one, and 1e-16 / h of rounding.
                #expect(abs(difference - exact) < 1e-8 * max(1, abs(exact)))
            }
        }
    }

    /// More vectors in a row than registers hold, and more rows than a chunk has.
    @Test("Backpropagation follows central differences along any direction", arguments: [33, 64, 70, 130])
    func directions(neurons: Int) {
        let (network, episode) = Self.sample(neurons: neurons, seed: UInt32(neurons))
        let gradient = network.lossGradient(of: episode).gradient
        var random = RandomState(seed: 8)
        let step = 1e-6
        for name in ["w", "alpha"] {
            for _ in 0..<5 {
                let direction = random.randn(neurons * neurons)
                func moved(_ length: Double) -> PlasticNetwork<Double> {
                    var moved = network
                    var matrix = network.parameters[name]
                    for (index, component) in direction.enumerated() {
                        matrix.elements[index] += length * component
                    }
                    moved.parameters[name] = matrix
                    return moved
                }
                let (above, below) = (moved(step), moved(-step))
                let difference = (Self.loss(above, episode) - Self.loss(below, episode)) / (2 * step)
                let exact = zip(direction, gradient[name].elements).reduce(0) { $0 + $1.0 * $1.1 }
                #expect(abs(difference - exact) < 1e-6 * max(1, abs(exact)))
            }
        }
    }

    /// A small eta: the gradient of the trace decays faster than the number that carries its decay may.
    @Test(
        "The engines agree on the loss gradient",
        arguments: [(3, 0.9), (8, 0.9), (20, 0.9), (29, 0.9), (9, 0), (9, 1e-4), (9, 0.3), (9, 1)])
    func engines(neurons: Int, eta: Double) {
        let (network, episode) = Self.sample(neurons: neurons, seed: 3, eta: eta)
        let bptt = network.lossGradient(of: episode)
        let rtrl = network.lossGradient(of: episode, engine: .rtrl)
        #expect(bptt.measures == rtrl.measures)
        #expect(largestDifference(bptt.gradient["w"], rtrl.gradient["w"]) < 1e-10)
        #expect(largestDifference(bptt.gradient["alpha"], rtrl.gradient["alpha"]) < 1e-10)
        #expect(bptt.gradient.norm > 1e-3)
    }

    @Test("A gradient of the loss is the outputs' gradients times their errors")
    func chainRule() {
        let (network, episode) = Self.sample(neurons: 6, seed: 5)
        let gradient = network.lossGradient(of: episode).gradient
        let all = network.run(inputs: episode.inputs)
        var w = Matrix<Double>(rows: 6, columns: 6)
        for (row, step) in episode.countedSteps.enumerated() {
            for neuron in episode.countedNeurons {
                let error = all.trajectory.outputs[step, neuron] - episode.targets[row, neuron]
                for target in 0..<6 {
                    for source in 0..<6 {
                        let index = all.index(step: step, output: neuron, target: target, source: source)
                        w[target, source] += error * all.w[index]
                    }
                }
            }
        }
        #expect(largestDifference(w, gradient["w"]) < 1e-12)
    }

    /// Running the trace backwards multiplies its rounding errors by eta^-T.
    @Test(
        "A reversed trace costs the digits that it is said to cost", arguments: [(0.99, 1e-14), (0.7, 1e-11)])
    func reversedTrace(eta: Double, tolerance: Double) {
        let (network, episode) = Self.sample(neurons: 12, seed: 9, eta: eta)
        let stored = network.lossGradient(of: episode, traceMemory: .stored).gradient
        let reversed = network.lossGradient(of: episode, traceMemory: .reversed).gradient
        #expect(largestDifference(stored["w"], reversed["w"]) < tolerance)
        #expect(largestDifference(stored["alpha"], reversed["alpha"]) < tolerance)
        #expect(stored != reversed, "the trace was not reversed at all")
    }

    @Test("The gradient for eta follows central differences", arguments: [2, 9, 17, 70], [0, 0.3, 0.9, 1])
    func learnedEta(neurons: Int, eta: Double) {
        let (network, episode) = Self.sample(neurons: neurons, seed: 4, eta: eta, learnsEta: true)
        let gradient = network.lossGradient(of: episode).gradient["eta"].elements[0]
        func loss(_ change: Double) -> Double {
            var changed = network
            changed.eta += change
            return Self.loss(changed, episode)
        }
        let step = 1e-6
        let difference = (loss(step) - loss(-step)) / (2 * step)
        #expect(abs(difference - gradient) < 1e-8 * max(1, abs(gradient)))
        let (fixed, _) = Self.sample(neurons: neurons, seed: 4, eta: eta)
        #expect(fixed.lossGradient(of: episode).gradient["eta"].elements == [0])
    }

    @Test("Single precision gives the same gradient but for its digits")
    func singlePrecision() {
        let (network, episode) = Self.sample(neurons: 17, seed: 2)
        let exact = network.lossGradient(of: episode).gradient
        let single = network.converted(to: Float.self).lossGradient(of: episode).gradient
        let scale = exact["w"].elements.map(abs).max() ?? 1
        #expect(largestDifference(single["w"].converted(to: Double.self), exact["w"]) < 1e-5 * scale)
        #expect(largestDifference(single["alpha"].converted(to: Double.self), exact["alpha"]) < 1e-5 * scale)
    }

    @Test("The gradient check passes on the task, and would notice a wrong gradient")
    func gradientCheck() throws {
        var configuration = Configuration()
        var task = AssociativeMemory()
        task.patternSize = 8
        configuration.task = task
        var check = try Trainer(configuration).checkGradients(probes: 20)
        #expect(check.passes)
        #expect(
            Set(check.differences.map(\.second))
                == ["segmented-trace", "reversed-trace", "rtrl", "central-differences"])
        #expect(check.samples.count == 40)
        check.differences[0].largestRelative = .nan
        check.differences[0].largestAbsolute = .nan
        #expect(!check.passes)
    }

    /// Configurations whose gradients vanish, explode or stand at the limits of eta.
    private static let checked:
        [(words: String, change: @Sendable (inout Configuration, inout AssociativeMemory) -> Void)] = [
            ("default", { _, _ in }), ("eta 0", { configuration, _ in configuration.eta = 0 }),
            ("eta 0.5", { configuration, _ in configuration.eta = 0.5 }),
            ("eta 0.9", { configuration, _ in configuration.eta = 0.9 }),
            ("eta 1", { configuration, _ in configuration.eta = 1 }),
            ("learned eta", { configuration, _ in configuration.learnsEta = true }),
            ("saturated", { _, task in task.degradedShare = 0 }),
            ("strong", { _, task in task.inputStrength = 200 }),
            ("weak", { _, task in task.inputStrength = 0.1 }),
            (
                "small",
                { _, task in
                    task.patternSize = 8
                    task.degradedShare = 0.1
                }
            ),
        ]

    private static func checked(_ index: Int, seed: UInt32) -> Configuration {
        var configuration = Configuration()
        var task = AssociativeMemory()
        task.patternSize = 20
        task.patterns = 3
        task.orthogonal = false
        checked[index].change(&configuration, &task)
        configuration.task = task
        configuration.seed = seed
        return configuration
    }

    @Test("The gradient check never refuses a correct gradient", arguments: checked.indices)
    func correctGradients(index: Int) throws {
        for seed in 0..<20 {
            let check = GradientCheck(Self.checked(index, seed: UInt32(seed)), perturbation: 1e-5, probes: 10)
            {
                (_: Double) throws(Never) in
            }
            #expect(check.passes, "\(Self.checked[index].words), seed \(seed): \(check.differences)")
        }
    }

    @Test("The gradient check finds a gradient that is wrong by 1e-6", arguments: [0, 2, 5])
    func wrongGradients(index: Int) throws {
        var found = 0
        for seed in 0..<5 {
            let configuration = Self.checked(index, seed: UInt32(seed))
            for parameter in configuration.network.parts.filter(\.isLearned).map(\.shape.name) {
                var largest = 0.0
                let check = GradientCheck(configuration, perturbation: 1e-5, probes: .max) { gradient in
                    largest = gradient[parameter].elements.map(abs).max() ?? 0
                    gradient[parameter].elements = gradient[parameter].elements.map { $0 * (1 + 1e-6) }
                } progress: { (_: Double) throws(Never) in
                }
                for difference in check.differences where difference.parameter == parameter {
                    // What rounding hides cannot be found.
                    guard 1e-6 * largest > 2 * (difference.floor ?? 0) else { continue }
                    #expect(!difference.passes, "\(Self.checked[index].words), seed \(seed): \(difference)")
                    found += 1
                }
            }
        }
        #expect(found >= 5)
    }

    @Test("The vectorised tanh is within 4 units in the last place")
    func tanhAccuracy() {
        var worst = 0.0
        var random = RandomState(seed: 1)
        var inputs = [
            0, -0.0, Double.leastNormalMagnitude / 1000, 0.1732, 0.3465, 19.4, 19.6, 30, 1e300, .infinity,
        ]
        for _ in 0..<100_000 {
            inputs.append(random.rand() * 21)
            inputs.append(exp(random.rand() * 40 - 37))
        }
        inputs += inputs.map { -$0 }
        var outputs = [Double](repeating: 0, count: inputs.count)
        inputs.withUnsafeBufferPointer { source in
            outputs.withUnsafeMutableBufferPointer { target in
                Double.kernels.functions.tanh(source.count, source.baseAddress!, target.baseAddress!)
            }
        }
        for (x, y) in zip(inputs, outputs) {
            let exact = tanh(x)
            worst = max(worst, abs(y - exact) / exact.ulp)
            #expect(y.sign == x.sign && abs(y) <= 1)
        }
        // The C library's own tanh may be off by one unit.
        #expect(worst <= 5)
        #expect(worst > 0)
    }

    @Test("The vectorised tanh is within 4 units in the last place in single precision too")
    func tanhAccuracyInSinglePrecision() {
        var random = RandomState(seed: 2)
        var inputs: [Float] = [0, -0.0, 0.1732, 0.3465, 9.4, 9.6, 30, 1e38, .infinity]
        for _ in 0..<100_000 {
            inputs.append(Float(random.rand() * 11))
            inputs.append(Float(exp(random.rand() * 40 - 37)))
        }
        inputs += inputs.map { -$0 }
        var outputs = [Float](repeating: 0, count: inputs.count)
        Float.kernels.functions.tanh(inputs.count, inputs, &outputs)
        var worst = 0.0
        for (x, y) in zip(inputs, outputs) {
            let exact = tanh(Double(x))
            worst = max(worst, abs(Double(y) - exact) / Double(Float(exact).ulp))
            #expect(y.sign == x.sign && abs(y) <= 1)
        }
        #expect(worst <= 4 && worst > 0)
    }

    @Test("tanh of NaN stays NaN")
    func tanhOfNaN() {
        var y = [0.0, 0]
        Double.kernels.functions.tanh(2, [.nan, 1], &y)
        #expect(y[0].isNaN)
        #expect(abs(y[1] - tanh(1)) < 1e-15)
    }
}
