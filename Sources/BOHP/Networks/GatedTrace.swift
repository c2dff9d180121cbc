import BOHPKernels

/// The kernels for any rule with a keep and a gain for each target neuron: what is carried from step to step is the trace.
///
/// Backward in time, with C = dL/draw(t) = alpha ∘ pass(t) ∘ P(t) for the trace before the clip, a step hands out the row
/// sums q = C · y(t-2) and h = (C ∘ hebb(t-1)) · 1. They are all that the rule needs: ∂L/∂gain = y(t-1) ∘ q, ∂L/∂keep = h.
final class GatedTrace<Scalar: NetworkScalar>: TraceKernels {
    /// Kept here, because it is a large value to copy in every step.
    private let functions = Scalar.kernels.functions
    private let neurons: Int
    private let rule: any PlasticityRule
    private let rulePlaces: Range<Int>
    private let learnedPlaces: [Int]
    /// hebb before the first step: zero.
    private let zero: BlockedMatrices<Scalar>
    /// The gates of every step: those of the update that gives the step's trace.
    private var keep: VectorSequence<Scalar>
    private var gain: VectorSequence<Scalar>
    private let q: VectorSequence<Scalar>
    private let h: VectorSequence<Scalar>
    /// The gradient for the rule's parameters, a part for each row.
    private let ruleParts: KernelStorage<Double>
    private var values: [Double] = []
    private var network: bohp_gated_network

    init(_ network: NetworkDescription) {
        neurons = network.neurons
        rule = network.rule
        rulePlaces = network.rulePlaces
        learnedPlaces = rulePlaces.filter { network.parts[$0].isLearned }
        zero = BlockedMatrices(neurons: neurons)
        keep = VectorSequence(0, neurons: neurons)
        gain = keep
        q = VectorSequence(1, neurons: neurons)
        h = VectorSequence(1, neurons: neurons)
        ruleParts = KernelStorage(count: neurons * rulePlaces.count)
        self.network = bohp_gated_network(
            neurons: neurons, stride: q.stride, clip: rule.clip, w: zero.base, alpha: zero.base)
    }

    /// The kernels themselves multiply p by keep, which may differ from row to row.
    var decay: Double { 1 }
    var start: UnsafePointer<Scalar> { UnsafePointer(zero.base) }

    func load(_ network: PlasticNetwork<Scalar>, alpha: UnsafePointer<Scalar>, steps: Int) {
        values = network.ruleParameters
        self.network.w = UnsafeRawPointer(network.parameters.base(ParameterPlace.w))
        self.network.alpha = UnsafeRawPointer(alpha)
        guard keep.vectors < steps else { return }
        keep = VectorSequence(steps, neurons: neurons)
        gain = VectorSequence(steps, neurons: neurons)
    }

    func begin(rows: Range<Int>) {
        let count = rulePlaces.count
        (ruleParts.base + rows.lowerBound * count).update(repeating: 0, count: rows.count * count)
    }

    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    func forward(
        _ step: Int, rows: Range<Int>, from: UnsafePointer<Scalar>, to: UnsafeMutablePointer<Scalar>,
        y: VectorSequence<Scalar>, input: UnsafePointer<Scalar>, x: UnsafeMutablePointer<Scalar>,
        output: UnsafeMutablePointer<Scalar>
    ) {
        let (keep, gain, before) = (keep[step], gain[step], y[step + 1])
        for neuron in rows {
            let gate = rule.gate(Double(before[neuron]), values)
            keep[neuron] = Scalar(gate.keep)
            gain[neuron] = Scalar(gate.gain)
        }
        functions.forwardGated(
            network, rows.lowerBound, rows.upperBound, keep, gain, from, to, before, y[step], input, x,
            output)
    }

    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    func backward(
        _ step: Int, rows: Range<Int>, scale: Double, matrix: UnsafeMutablePointer<Scalar>,
        before: UnsafePointer<Scalar>?, p: UnsafeMutablePointer<Scalar>, y: VectorSequence<Scalar>,
        dx: UnsafePointer<Scalar>, column1: UnsafeMutablePointer<Scalar>,
        column2: UnsafeMutablePointer<Scalar>, row: UnsafeMutablePointer<Scalar>
    ) {
        guard let before else { preconditionFailure("this trace cannot be reversed") }
        let output = y[step + 1]
        functions.backwardGated(
            network, rows.lowerBound, rows.upperBound, keep[step], gain[step], matrix, before, p, output,
            y[step], dx, column1, column2, q.base, h.base)
        let count = rulePlaces.count
        for neuron in rows {
            let (value, sum) = (Double(output[neuron]), Double(q.base[neuron]))
            let through = rule.pullback(
                value, values, keep: Double(h.base[neuron]), gain: value * sum,
                gradient: ruleParts.base + neuron * count)
            row[neuron] = Scalar(Double(gain[step][neuron]) * sum + through)
        }
    }

    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    func gradients(
        rows: Range<Int>, steps: Int, y: VectorSequence<Scalar>, dx: VectorSequence<Scalar>,
        w: UnsafeMutablePointer<Scalar>, alpha: UnsafeMutablePointer<Scalar>
    ) {
        functions.gradientsGated(
            network, rows.lowerBound, rows.upperBound, steps, keep.base, gain.base, y.base, dx.base, w, alpha)
    }

    func storeRuleGradient(in gradient: Parameters<Scalar>) {
        for place in learnedPlaces {
            let index = place - rulePlaces.lowerBound
            let sum = (0..<neurons).reduce(0) { $0 + ruleParts.base[$1 * rulePlaces.count + index] }
            gradient.base(place)[0] = Scalar(sum)
        }
    }
}
