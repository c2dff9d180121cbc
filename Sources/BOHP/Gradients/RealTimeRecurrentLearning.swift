/// Gradients by real-time recurrent learning: derivatives are carried forward in time, as the 2017 program did.
///
/// For every parameter θ = w[b,a] or alpha[b,a] and all neurons k, j:
///
///     dhebb[k,j](t)/dθ = eta · dhebb[k,j](t-1)/dθ
///                      + (1-eta) · (dy[k](t-1)/dθ · y[j](t-2) + y[k](t-1) · dy[j](t-2)/dθ)
///     dx[k](t)/dθ      = Σ_j (w + alpha ∘ hebb(t))[k,j] · dy[j](t-1)/dθ
///                      + Σ_j alpha[k,j] · dhebb[k,j](t)/dθ · y[j](t-1)
///                      + [k = b] · y[a](t-1)                         for w
///                      + [k = b] · hebb[b,a](t) · y[a](t-1)          for alpha
///     dy(t)/dθ         = (1 - y(t)²) ∘ dx(t)/dθ
///
/// O(N⁴) operations a step: N² for each of 2N² parameters. The 2017 program kept dhebb/dθ of all parameters,
/// O(N⁴) numbers. Here the parameters are walked in blocks, each carried through the whole episode before the
/// next, so that a block's derivatives stay in the cache: O(N² · (T + block)) numbers.
final class RealTimeRecurrentLearning<Scalar: NetworkScalar> {
    /// The parameters that are carried through time together.
    private static var blockSize: Int { 8 }

    private let neurons: Int
    private let pass: ForwardPass<Scalar>
    /// dhebb/dθ of each parameter of a block, N rows each.
    private let traceDerivatives: PaddedMatrix<Scalar>
    /// dy/dθ at three successive steps of each parameter of a block; a step's row is its number modulo 3.
    private let outputDerivatives: PaddedMatrix<Scalar>
    /// w + alpha ∘ hebb(t), and alpha with its columns times y(t-1), for every step, N rows each.
    private var effective: PaddedMatrix<Scalar>
    private var alphaY: PaddedMatrix<Scalar>
    /// 1 - y(t)² for every step.
    private var slopes: PaddedMatrix<Scalar>

    /// An engine for networks of `neurons` neurons.
    init(neurons: Int) {
        self.neurons = neurons
        pass = ForwardPass(neurons: neurons)
        traceDerivatives = PaddedMatrix(rows: Self.blockSize * neurons, columns: neurons)
        outputDerivatives = PaddedMatrix(rows: Self.blockSize * 3, columns: neurons)
        effective = PaddedMatrix(rows: 0, columns: neurons)
        alphaY = PaddedMatrix(rows: 0, columns: neurons)
        slopes = PaddedMatrix(rows: 0, columns: neurons)
    }

    /// One of the network's parameters.
    struct Parameter {
        enum Kind { case w, alpha }
        var kind: Kind
        var target: Int
        var source: Int
    }

    func lossGradient(
        of parameters: PaddedParameters<Scalar>, eta: Scalar, episode: Episode,
        into gradient: PaddedParameters<Scalar>
    ) -> EpisodeOutcome {
        prepare(parameters, eta: eta, inputs: episode.inputs, initialState: nil)
        gradient.clear()
        let error = PaddedMatrix<Scalar>(rows: episode.steps, columns: neurons)
        for step in 0..<episode.steps { pass.addError(of: episode, step: step, to: error.row(step)) }
        forEachDerivative(eta: eta) { parameter, step, derivative in
            guard episode.countedSteps.contains(step) else { return }
            var sum: Scalar = 0
            for neuron in episode.countedNeurons { sum += error.row(step)[neuron] * derivative[neuron] }
            let part = parameter.kind == .w ? gradient.w : gradient.alpha
            part.row(parameter.target)[parameter.source] += sum
        }
        return pass.outcome(of: episode)
    }

    /// The gradients of every output at every step, with the trajectory that they belong to.
    func outputGradients(
        of parameters: PaddedParameters<Scalar>, eta: Scalar, inputs: Matrix<Scalar>, initialState: [Scalar]?
    ) -> OutputGradients<Scalar> {
        prepare(parameters, eta: eta, inputs: inputs, initialState: initialState)
        var result = OutputGradients(trajectory: pass.trajectory)
        forEachDerivative(eta: eta) { parameter, step, derivative in
            for neuron in 0..<neurons {
                let index = result.index(
                    step: step, output: neuron, target: parameter.target, source: parameter.source)
                switch parameter.kind {
                case .w: result.w[index] = derivative[neuron]
                case .alpha: result.alpha[index] = derivative[neuron]
                }
            }
        }
        return result
    }

    /// Runs the network, and lays out for every step what all parameters' recurrences share.
    private func prepare<Input: NetworkScalar>(
        _ parameters: PaddedParameters<Scalar>, eta: Scalar, inputs: Matrix<Input>, initialState: [Scalar]?
    ) {
        pass.run(parameters, eta: eta, inputs: inputs, initialState: initialState, storesTraces: true)
        let steps = pass.steps
        if slopes.rows < steps {
            effective = PaddedMatrix(rows: steps * neurons, columns: neurons)
            alphaY = PaddedMatrix(rows: steps * neurons, columns: neurons)
            slopes = PaddedMatrix(rows: steps, columns: neurons)
        }
        let stride = effective.stride
        for step in 0..<steps {
            let source = pass.y.row(step + 1)
            for target in 0..<neurons {
                let w = parameters.w.row(target)
                let alpha = parameters.alpha.row(target)
                let trace = pass.trace(step) + target * stride
                let effectiveRow = effective.row(step * neurons + target)
                let alphaRow = alphaY.row(step * neurons + target)
                for neuron in 0..<neurons {
                    effectiveRow[neuron] = w[neuron] + alpha[neuron] * trace[neuron]
                    alphaRow[neuron] = alpha[neuron] * source[neuron]
                }
            }
            let output = pass.y.row(step + 2)
            for neuron in 0..<neurons { slopes.row(step)[neuron] = 1 - output[neuron] * output[neuron] }
        }
    }

    /// Carries every parameter's derivatives through the episode; `body` sees dy(t)/dθ at every step.
    private func forEachDerivative(
        eta: Scalar, _ body: (Parameter, _ step: Int, UnsafePointer<Scalar>) -> Void
    ) {
        let count = 2 * neurons * neurons
        for first in stride(from: 0, to: count, by: Self.blockSize) {
            let block = first..<min(first + Self.blockSize, count)
            traceDerivatives.fill(0)
            outputDerivatives.fill(0)
            for step in 0..<pass.steps {
                for index in block {
                    let connection = index % (neurons * neurons)
                    let parameter = Parameter(
                        kind: index < neurons * neurons ? .w : .alpha,
                        target: connection / neurons, source: connection % neurons)
                    let derivative = advance(parameter, member: index - first, step: step, eta: eta)
                    body(parameter, step, derivative)
                }
            }
        }
    }

    private func advance(
        _ parameter: Parameter, member: Int, step: Int, eta: Scalar
    ) -> UnsafePointer<Scalar> {
        let y1 = pass.y.row(step + 1)
        var direct = y1[parameter.source]
        if parameter.kind == .alpha {
            direct *= pass.trace(step)[parameter.target * traceDerivatives.stride + parameter.source]
        }
        func derivative(_ step: Int) -> UnsafeMutablePointer<Scalar> {
            outputDerivatives.row(member * 3 + step % 3)
        }
        let next = derivative(step)
        Scalar.kernels.tangent(
            neurons, traceDerivatives.stride, eta, effective.row(step * neurons), alphaY.row(step * neurons),
            slopes.row(step), y1, pass.y.row(step), derivative(step + 2), derivative(step + 1),
            parameter.target, direct, traceDerivatives.row(member * neurons), next)
        return UnsafePointer(next)
    }
}

/// The gradients of every output at every step of an episode: what the 2017 program's network function gives.
public struct OutputGradients<Scalar: NetworkScalar>: Sendable {
    /// The excitations and outputs that the gradients belong to, and the last trace.
    public let trajectory: Trajectory<Scalar>
    /// dy(t)[k]/dw[b,a] for all t, k, b, a, in that order: T·N³ numbers.
    public fileprivate(set) var w: [Scalar]
    /// dy(t)[k]/dalpha[b,a] for all t, k, b, a, in that order: T·N³ numbers.
    public fileprivate(set) var alpha: [Scalar]

    fileprivate init(trajectory: Trajectory<Scalar>) {
        self.trajectory = trajectory
        let neurons = trajectory.outputs.columns
        let count = trajectory.outputs.rows * neurons * neurons * neurons
        w = [Scalar](repeating: 0, count: count)
        alpha = w
    }

    /// Where in `w` and `alpha` the gradient of an output over the connection from `source` to `target` stands.
    public func index(step: Int, output: Int, target: Int, source: Int) -> Int {
        let neurons = trajectory.outputs.columns
        return ((step * neurons + output) * neurons + target) * neurons + source
    }
}

extension PlasticNetwork {
    /// Runs the network and gives the gradient of every output at every step over every parameter.
    ///
    /// This is the 2017 program's network function. It takes O(T·N⁴) operations, and its result has 2·T·N³
    /// numbers; for the gradient of a loss alone, `lossGradient` needs far less.
    ///
    /// - Parameters:
    ///   - inputs: T × I with I ≤ N; row t feeds the first I neurons at step t.
    ///   - initialState: y(-1), N numbers; zero if not given.
    public func run(inputs: Matrix<Scalar>, initialState: [Scalar]? = nil) -> OutputGradients<Scalar> {
        RealTimeRecurrentLearning(neurons: neurons).outputGradients(
            of: PaddedParameters(self), eta: eta, inputs: inputs, initialState: initialState)
    }
}
