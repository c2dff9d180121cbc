import BOHPKernels

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
/// O(N⁴) operations per step: N² for each of 2N² parameters. The 2017 program kept dhebb/dθ of all parameters,
/// O(N⁴) numbers. Here the parameters are walked in blocks, each carried through the whole episode before the
/// next, so that a block's derivatives stay in the cache: O(N² · (T + block)) numbers. Threads share the blocks.
final class RealTimeRecurrentLearning<Scalar: NetworkScalar>: GradientEngine {
    /// The parameters that are carried through time together.
    private static var blockSize: Int { 8 }

    /// How many blocks a network's parameters fall into.
    static func blocks(neurons: Int) -> Int { (2 * neurons * neurons + blockSize - 1) / blockSize }

    /// Whether a network is one whose equations these are.
    static func computes(_ network: NetworkDescription) -> Bool {
        guard let architecture = network.architecture as? Recurrent else { return false }
        return network.rule is DecayingHebb && !architecture.sharesAlpha && !architecture.clampsInputs
            && !architecture.hasInputLayer && !architecture.hasOutputLayer
    }

    /// A block's derivatives.
    private struct Block {
        /// dhebb/dθ of each parameter, up to a factor that all share.
        let traces: BlockedMatrices<Scalar>
        /// dy/dθ of each parameter at three successive steps; a step's vector is its number modulo 3.
        let outputs: VectorSequence<Scalar>
        /// hebb(t) at each parameter's own connection.
        let hebb: VectorSequence<Scalar>
    }

    private let neurons: Int
    private let objective: any Objective
    private let team: WorkerTeam
    private let pass: RecurrentPass<Scalar>
    private let kernels: DecayingTrace<Scalar>
    /// One for each worker.
    private let blocks: [Block]
    /// alpha[k,j] · y[j](t-1) for every step.
    private var alphaY: BlockedMatrices<Scalar>
    /// 1 - y(t)² for every step.
    private var slopes: VectorSequence<Scalar>

    /// - Precondition: `computes(network)`.
    init(_ network: NetworkDescription, objective: any Objective, team: WorkerTeam) {
        let neurons = network.neurons
        self.neurons = neurons
        self.objective = objective
        self.team = team
        pass = RecurrentPass(network)
        guard let kernels = pass.kernels as? DecayingTrace<Scalar> else {
            preconditionFailure("real-time recurrent learning needs Hebb's rule with decay")
        }
        self.kernels = kernels
        blocks = (0..<team.size).map { _ in
            Block(
                traces: BlockedMatrices(Self.blockSize, neurons: neurons),
                outputs: VectorSequence(Self.blockSize * 3, neurons: neurons),
                hebb: VectorSequence(1, neurons: Self.blockSize))
        }
        alphaY = BlockedMatrices(0, neurons: neurons)
        slopes = VectorSequence(0, neurons: neurons)
    }

    /// One of the network's parameters.
    private struct Parameter {
        /// The array that it belongs to: w or alpha.
        var place: Int
        var target: Int
        var source: Int
    }

    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    func lossGradient(
        of network: PlasticNetwork<Scalar>, episode: Episode, into gradient: Parameters<Scalar>
    ) -> [Double] {
        prepare(network, episode)
        gradient.storage.clear()
        let answers = pass.answers(to: episode)
        let errors = objective.gradient(outputs: answers, targets: episode.targets).elements.map {
            Scalar($0)
        }
        let columns = episode.countedNeurons.count
        var rows = [Int](repeating: -1, count: episode.steps)
        for (row, step) in episode.countedSteps.enumerated() { rows[step] = row }
        forEachDerivative(of: network) { parameter, step, derivative in
            guard rows[step] >= 0 else { return }
            let first = rows[step] * columns
            var sum: Scalar = 0
            for (column, neuron) in episode.countedNeurons.enumerated() {
                sum += errors[first + column] * derivative[neuron]
            }
            let offset = gradient.layout(parameter.place).offset(
                target: parameter.target, source: parameter.source)
            gradient.base(parameter.place)[offset] += sum
        }
        return objective.measure(outputs: answers, targets: episode.targets)
    }

    /// The gradients of every output at every step, with the trajectory that they belong to.
    func outputGradients(
        of network: PlasticNetwork<Scalar>, _ episode: Episode
    ) -> OutputGradients<Scalar> {
        prepare(network, episode)
        var result = OutputGradients(trajectory: pass.trajectory(of: network))
        let neurons = neurons
        result.w.withUnsafeMutableBufferPointer { w in
            result.alpha.withUnsafeMutableBufferPointer { alpha in
                forEachDerivative(of: network) { parameter, step, derivative in
                    let part = parameter.place == ParameterPlace.w ? w : alpha
                    for neuron in 0..<neurons {
                        let index = OutputGradients<Scalar>.index(
                            neurons: neurons, step: step, output: neuron, target: parameter.target,
                            source: parameter.source)
                        part[index] = derivative[neuron]
                    }
                }
            }
        }
        return result
    }

    /// Runs the network, and computes for every step what the recurrences of all parameters share.
    private func prepare(_ network: PlasticNetwork<Scalar>, _ episode: Episode) {
        pass.run(network, episode, segment: episode.steps)
        let steps = pass.steps
        if slopes.vectors < steps {
            alphaY = BlockedMatrices(steps, neurons: neurons)
            slopes = VectorSequence(steps, neurons: neurons)
        }
        let alpha = network.parameters.base(ParameterPlace.alpha)
        for step in 0..<steps {
            let source = pass.y[step + 1]
            let alphaNow = alphaY.matrix(step)
            for target in 0..<neurons {
                for neuron in 0..<neurons {
                    let offset = alphaY.layout.offset(target: target, source: neuron)
                    alphaNow[offset] = alpha[offset] * source[neuron]
                }
            }
            let output = pass.y[step + 2]
            for neuron in 0..<neurons { slopes[step][neuron] = 1 - output[neuron] * output[neuron] }
        }
    }

    /// Carries every parameter's derivatives through the episode, and passes dy(t)/dθ of every step to `body`. Workers
    /// share the blocks, so `body` is called on several threads, but for each parameter on one thread only.
    private func forEachDerivative(
        of network: PlasticNetwork<Scalar>,
        _ body: (Parameter, _ step: Int, UnsafePointer<Scalar>) -> Void
    ) {
        let network = kernels.network
        let count = 2 * neurons * neurons
        let blockCount = Self.blocks(neurons: neurons)
        team.run { worker in
            let block = blocks[worker]
            flushingDenormals {
                for number in team.share(of: blockCount, worker: worker) {
                    let first = number * Self.blockSize
                    let members = first..<min(first + Self.blockSize, count)
                    block.traces.clear()
                    block.outputs.clear()
                    block.hebb.clear()
                    // dhebb/dθ is scale · what `traces` holds: its decay is carried by one number.
                    var scale = TraceScale(eta: network.eta)
                    for step in 0..<pass.steps {
                        scale.decay { block.traces.scale(by: Scalar($0)) }
                        for index in members {
                            let parameter = parameter(index)
                            let derivative = advance(
                                parameter, of: block, member: index - first, step: step, network,
                                scale: scale.value)
                            body(parameter, step, derivative)
                        }
                    }
                }
            }
        }
    }

    /// The parameters in order: all of w, then all of alpha.
    private func parameter(_ index: Int) -> Parameter {
        let connection = index % (neurons * neurons)
        return Parameter(
            place: index < neurons * neurons ? ParameterPlace.w : ParameterPlace.alpha,
            target: connection / neurons,
            source: connection % neurons)
    }

    private func advance(
        _ parameter: Parameter, of block: Block, member: Int, step: Int, _ network: bohp_network,
        scale: Double
    ) -> UnsafePointer<Scalar> {
        let eta = Scalar(network.eta)
        let y1 = pass.y[step + 1]
        let hebb =
            eta * block.hebb[0][member] + (1 - eta) * y1[parameter.target] * pass.y[step][parameter.source]
        block.hebb[0][member] = hebb
        let direct =
            parameter.place == ParameterPlace.w ? y1[parameter.source] : hebb * y1[parameter.source]
        func derivative(_ step: Int) -> UnsafeMutablePointer<Scalar> {
            block.outputs[member * 3 + step % 3]
        }
        let next = derivative(step)
        Scalar.kernels.functions.tangent(
            network, scale, pass.history.matrix(step), alphaY.matrix(step), slopes[step], y1, pass.y[step],
            derivative(step + 2), derivative(step + 1), parameter.target, Double(direct),
            block.traces.matrix(member), next)
        return UnsafePointer(next)
    }
}

/// The gradients of every output at every step of an episode: what the 2017 program's network function returns.
package struct OutputGradients<Scalar: NetworkScalar>: Sendable {
    /// The excitations and outputs that the gradients belong to, and the last trace.
    package let trajectory: Trajectory<Scalar>
    /// dy(t)[k]/dw[b,a] for all t, k, b, a, in that order: T·N³ numbers.
    package fileprivate(set) var w: [Scalar]
    /// dy(t)[k]/dalpha[b,a] for all t, k, b, a, in that order: T·N³ numbers.
    package fileprivate(set) var alpha: [Scalar]

    fileprivate init(trajectory: Trajectory<Scalar>) {
        self.trajectory = trajectory
        let neurons = trajectory.outputs.columns
        let count = trajectory.outputs.rows * neurons * neurons * neurons
        w = [Scalar](repeating: 0, count: count)
        alpha = w
    }

    /// The index in `w` and `alpha` of the gradient of an output with respect to the connection from `source` to `target`.
    package func index(step: Int, output: Int, target: Int, source: Int) -> Int {
        Self.index(
            neurons: trajectory.outputs.columns, step: step, output: output, target: target, source: source)
    }

    fileprivate static func index(neurons: Int, step: Int, output: Int, target: Int, source: Int) -> Int {
        ((step * neurons + output) * neurons + target) * neurons + source
    }
}

extension PlasticNetwork {
    /// Runs the network, and computes the gradient of every output at every step with respect to every parameter.
    ///
    /// This is the 2017 program's network function. It takes O(T·N⁴) operations, and its result has 2·T·N³
    /// numbers; for the gradient of a loss alone, `lossGradient` needs far less.
    ///
    /// - Parameters:
    ///   - inputs: T × I with I ≤ N; row t feeds the first I neurons at step t.
    ///   - initialState: y(-1), N numbers; zero if not given.
    package func run(inputs: Matrix<Double>, initialState: [Double]? = nil) -> OutputGradients<Scalar> {
        let episode = Episode(
            inputs: inputs, targets: Matrix(rows: 0, columns: 0), countedSteps: [], countedNeurons: 0..<0,
            initialState: initialState)
        return RealTimeRecurrentLearning(
            description, objective: SquaredError(), team: WorkerTeam(size: 1)
        ).outputGradients(of: self, episode)
    }
}
