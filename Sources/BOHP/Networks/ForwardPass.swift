import BOHPKernels

/// The excitations and outputs of a network in one episode, and its last trace.
public struct Trajectory<Scalar: NetworkScalar>: Equatable, Sendable {
    /// Excitations x(t), T × N.
    public var excitations: Matrix<Scalar>
    /// Outputs y(t), T × N.
    public var outputs: Matrix<Scalar>
    /// The Hebbian trace at the last step, N × N.
    public var hebb: Matrix<Scalar>
}

extension PlasticNetwork {
    /// Runs the network through an episode.
    ///
    /// Takes O(T·N²) operations and O(N² + T·N) memory.
    ///
    /// - Parameters:
    ///   - inputs: T × I with I ≤ N; row t feeds the first I neurons at step t.
    ///   - initialState: y(-1), N numbers; zero if not given.
    /// - Precondition: the shapes fit.
    public func trajectory(inputs: Matrix<Scalar>, initialState: [Scalar]? = nil) -> Trajectory<Scalar> {
        let pass = ForwardPass<Scalar>(neurons: neurons)
        pass.run(self, inputs: inputs, initialState: initialState, storesHistory: false)
        return pass.trajectory(of: self)
    }
}

/// The forward pass through an episode; records what backpropagation needs.
///
/// A class, because its memory is reused from episode to episode.
final class ForwardPass<Scalar: NetworkScalar> {
    let neurons: Int
    private(set) var steps = 0
    /// y(-2), y(-1), y(0), …: vector t+2 is y(t).
    private(set) var y: VectorSequence<Scalar>
    /// x(0), x(1), …
    private(set) var x: VectorSequence<Scalar>
    /// The inputs, padded with zeros to N.
    private var input: VectorSequence<Scalar>
    /// (1-eta) · w.
    private let gainW: BlockedMatrices<Scalar>
    /// The effective weights w + alpha ∘ hebb(t) of every step, if they are stored; otherwise only the last.
    private var effective: BlockedMatrices<Scalar>
    private(set) var storesHistory = false
    private let team: WorkerTeam

    /// - Parameter team: the threads that share the work; this thread alone if not given.
    init(neurons: Int, team: WorkerTeam = WorkerTeam(size: 1)) {
        self.neurons = neurons
        self.team = team
        y = VectorSequence(2, neurons: neurons)
        x = VectorSequence(0, neurons: neurons)
        input = VectorSequence(0, neurons: neurons)
        gainW = BlockedMatrices(neurons: neurons)
        effective = BlockedMatrices(neurons: neurons)
    }

    /// w + alpha ∘ hebb(t) of the given step if every step is stored, else of the last step computed.
    func effectiveWeights(_ step: Int) -> UnsafeMutablePointer<Scalar> {
        effective.matrix(storesHistory ? step : 0)
    }

    private func makeRoom(steps: Int, storesHistory: Bool) {
        if x.vectors < steps {
            y = VectorSequence(steps + 2, neurons: neurons)
            x = VectorSequence(steps, neurons: neurons)
            input = VectorSequence(steps, neurons: neurons)
        }
        let matrices = storesHistory ? steps : 1
        if effective.matrices < matrices { effective = BlockedMatrices(matrices, neurons: neurons) }
        self.steps = steps
        self.storesHistory = storesHistory
    }

    /// Runs a network.
    ///
    /// `inputs` may be in another precision than the network; they are rounded to it.
    func run<Input: NetworkScalar>(
        _ network: PlasticNetwork<Scalar>, inputs: Matrix<Input>, initialState: [Scalar]?, storesHistory: Bool
    ) {
        prepare(inputs, initialState: initialState, storesHistory: storesHistory)
        team.run { worker in advance(network, worker: worker) }
    }

    /// Lays out the inputs and the initial state.
    func prepare<Input: NetworkScalar>(_ inputs: Matrix<Input>, initialState: [Scalar]?, storesHistory: Bool)
    {
        precondition(inputs.columns <= neurons, "an input has at most one number per neuron")
        precondition(initialState == nil || initialState?.count == neurons, "a state has N numbers")
        makeRoom(steps: inputs.rows, storesHistory: storesHistory)
        inputs.elements.withUnsafeBufferPointer { elements in
            for step in 0..<steps {
                let target = input[step]
                let first = step * inputs.columns
                for neuron in 0..<inputs.columns { target[neuron] = Scalar(elements[first + neuron]) }
                for neuron in inputs.columns..<neurons { target[neuron] = 0 }
            }
        }
        for neuron in 0..<neurons {
            y[0][neuron] = 0
            y[1][neuron] = initialState?[neuron] ?? 0
        }
    }

    /// Rows that a worker takes at a time; a multiple of the elements in a vector.
    static var chunk: Int { 64 }

    /// How many chunks of rows there are.
    var chunks: Int { Self.chunks(neurons: neurons) }

    static func chunks(neurons: Int) -> Int { (neurons + chunk - 1) / chunk }

    /// The rows of a range of chunks.
    func rows(_ chunks: Range<Int>) -> Range<Int> {
        (chunks.lowerBound * Self.chunk)..<min(chunks.upperBound * Self.chunk, neurons)
    }

    /// Takes a worker's rows through all steps, in step with the team's other workers.
    func advance(_ network: PlasticNetwork<Scalar>, worker: Int) {
        precondition(network.neurons == neurons, "the network has the size this pass was made for")
        let rows = rows(team.share(of: chunks, worker: worker))
        let w = network.parameters.base(ParameterPlace.w)
        let gain = 1 - network.eta
        for index in gainW.layout.elements(rows: rows) { gainW.base[index] = gain * w[index] }
        let network = kernelNetwork(network)
        let forward = Scalar.kernels.functions.forward
        for step in 0..<steps {
            // The recurrence itself gives hebb(0) = 0, because it starts from the effective weights w and y(-2) = 0.
            let before = step > 0 ? effectiveWeights(step - 1) : w
            forward(
                network, rows.lowerBound, rows.upperBound, before, effectiveWeights(step), y[step + 1],
                y[step], input[step], x[step], y[step + 2])
            team.barrier()
        }
    }

    /// A network of this pass's size as the kernels take it.
    func kernelNetwork(_ network: PlasticNetwork<Scalar>) -> bohp_network {
        bohp_network(
            neurons: neurons, stride: y.stride, eta: Double(network.eta), gainW: gainW.base,
            alpha: network.parameters.base(ParameterPlace.alpha))
    }

    /// The counted outputs of the episode just run.
    func answers(to episode: Episode) -> Matrix<Double> {
        var answers = Matrix<Double>(rows: episode.targets.rows, columns: episode.targets.columns)
        answers.elements.withUnsafeMutableBufferPointer { elements in
            var index = 0
            for step in episode.countedSteps {
                for neuron in episode.countedNeurons {
                    elements[index] = Double(y[step + 2][neuron])
                    index += 1
                }
            }
        }
        return answers
    }

    /// The trajectory of `network`, which must be the network that was just run.
    func trajectory(of network: PlasticNetwork<Scalar>) -> Trajectory<Scalar> {
        func matrix(_ vectors: VectorSequence<Scalar>, from first: Int) -> Matrix<Scalar> {
            var result = Matrix<Scalar>(rows: steps, columns: neurons)
            for row in 0..<steps {
                for column in 0..<neurons { result[row, column] = vectors[first + row][column] }
            }
            return result
        }
        return Trajectory(
            excitations: matrix(x, from: 0), outputs: matrix(y, from: 2), hebb: lastTrace(eta: network.eta))
    }

    /// hebb(T-1), computed by its recurrence, because steps keep the trace within the effective weights only.
    private func lastTrace(eta: Scalar) -> Matrix<Scalar> {
        var hebb = Matrix<Scalar>(rows: neurons, columns: neurons)
        hebb.elements.withUnsafeMutableBufferPointer { hebb in
            for step in 0..<steps {
                for target in 0..<neurons {
                    let gain = (1 - eta) * y[step + 1][target]
                    let row = target * neurons
                    for source in 0..<neurons {
                        hebb[row + source] = eta * hebb[row + source] + gain * y[step][source]
                    }
                }
            }
        }
        return hebb
    }
}
