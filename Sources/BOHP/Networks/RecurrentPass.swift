/// What a network did in one episode.
public struct Trajectory<Scalar: NetworkScalar>: Equatable, Sendable {
    /// Excitations x(t) of the neurons with plastic connections, T × N.
    public var excitations: Matrix<Scalar>
    /// Their outputs y(t), T × N.
    public var outputs: Matrix<Scalar>
    /// The Hebbian trace that the last step used, in the shape of `w`.
    public var hebb: Matrix<Scalar>
}

extension PlasticNetwork {
    /// Runs the network through an episode.
    ///
    /// Takes O(T·N²) operations and O(N² + T·N) memory.
    ///
    /// - Parameters:
    ///   - inputs: T × I; row t is shown at step t. I ≤ N for a recurrent network without input layer.
    ///   - initialState: y(-1), N numbers; zero if not given.
    /// - Precondition: the shapes fit.
    public func trajectory(inputs: Matrix<Double>, initialState: [Double]? = nil) -> Trajectory<Scalar> {
        let pass = description.architecture.startPass(Scalar.self, description)
        let nothing = Matrix<Double>(rows: 0, columns: 0)
        pass.run(
            self,
            Episode(
                inputs: inputs, targets: nothing, countedSteps: [], countedNeurons: 0..<0,
                initialState: initialState))
        return pass.trajectory(of: self)
    }
}

/// The forward pass of a recurrent network through an episode; records what backpropagation needs.
///
/// A class, because its memory is reused from episode to episode.
final class RecurrentPass<Scalar: NetworkScalar>: EpisodePass {
    private let description: NetworkDescription
    let neurons: Int
    private(set) var steps = 0
    /// y(-2), y(-1), y(0), …: vector t+2 is y(t).
    private(set) var y: VectorSequence<Scalar>
    /// x(0), x(1), …
    private(set) var x: VectorSequence<Scalar>
    /// What the inputs add to the excitations, padded with zeros to N. A clamped input takes the place of an output.
    private(set) var input: VectorSequence<Scalar>
    /// What the kernels compute the steps of a segment into again; nobody reads it.
    private let scratch: VectorSequence<Scalar>
    private let noInput: VectorSequence<Scalar>?
    let inputLayer: LinearLayer<Scalar>?
    let outputLayer: LinearLayer<Scalar>?
    /// The answers of the output layer, one for each step.
    private var answers: VectorSequence<Scalar>
    /// alpha as a matrix, if all connections share one coefficient.
    private let sharedAlpha: BlockedMatrices<Scalar>?
    let kernels: any TraceKernels<Scalar>
    let history: TraceHistory<Scalar>
    private let team: WorkerTeam

    /// - Parameter team: the threads that share the work; this thread alone if not given.
    init(_ description: NetworkDescription, team: WorkerTeam = WorkerTeam(size: 1)) {
        self.description = description
        neurons = description.neurons
        self.team = team
        y = VectorSequence(2, neurons: neurons)
        x = VectorSequence(0, neurons: neurons)
        input = x
        scratch = VectorSequence(2, neurons: neurons)
        let clampsInputs = (description.architecture as? Recurrent)?.clampsInputs == true
        noInput = clampsInputs ? VectorSequence(1, neurons: neurons) : nil
        inputLayer = LinearLayer("input", of: description)
        outputLayer = LinearLayer("output", of: description)
        answers = VectorSequence(0, neurons: outputLayer?.outputs ?? 1)
        sharedAlpha = description.architecture.sharesAlpha ? BlockedMatrices(neurons: neurons) : nil
        kernels =
            description.rule.initialDecay == nil
            ? GatedTrace<Scalar>(description) : DecayingTrace<Scalar>(description)
        history = TraceHistory(neurons: neurons)
    }

    /// Whether inputs take the place of outputs.
    var clampsInputs: Bool { noInput != nil }

    func run(_ network: PlasticNetwork<Scalar>, _ episode: Episode) { run(network, episode, segment: 0) }

    /// Runs a network, and keeps the traces of segments of `segment` steps; that of the last step if this is 0.
    func run(_ network: PlasticNetwork<Scalar>, _ episode: Episode, segment: Int) {
        prepare(network, episode, segment: segment)
        team.run { worker in advance(worker: worker) }
    }

    /// Takes a network, and lays out the inputs and the initial state. The inputs are rounded to the network's precision.
    func prepare(_ network: PlasticNetwork<Scalar>, _ episode: Episode, segment: Int) {
        precondition(network.neurons == neurons, "the network has the size this pass was made for")
        makeRoom(steps: episode.steps)
        history.makeRoom(steps: steps, segment: segment)
        outputLayer?.load(network.parameters)
        if let inputLayer {
            inputLayer.load(network.parameters)
            let source = VectorSequence<Scalar>(1, neurons: inputLayer.inputs)
            for step in 0..<steps {
                Self.copy(episode.inputs, row: step, to: source.base)
                inputLayer.apply(source.base, to: input[step])
            }
        } else {
            precondition(episode.inputs.columns <= neurons, "an input has at most one number per neuron")
            for step in 0..<steps {
                Self.copy(episode.inputs, row: step, to: input[step])
                for neuron in episode.inputs.columns..<neurons { input[step][neuron] = 0 }
            }
        }
        let state = episode.initialState
        precondition(state == nil || state?.count == neurons, "a state has N numbers")
        for neuron in 0..<neurons {
            y[0][neuron] = 0
            y[1][neuron] = state.map { Scalar($0[neuron]) } ?? 0
        }
        if let sharedAlpha { sharedAlpha.layout.write(network.alpha, to: sharedAlpha.base) }
        let alpha = sharedAlpha?.base ?? network.parameters.base(ParameterPlace.alpha)
        kernels.load(network, alpha: alpha, steps: steps)
    }

    private static func copy(
        _ inputs: Matrix<Double>, row: Int, to target: UnsafeMutablePointer<Scalar>
    ) {
        inputs.elements.withUnsafeBufferPointer { elements in
            let first = row * inputs.columns
            for column in 0..<inputs.columns { target[column] = Scalar(elements[first + column]) }
        }
    }

    private func makeRoom(steps: Int) {
        if x.vectors < steps {
            y = VectorSequence(steps + 2, neurons: neurons)
            x = VectorSequence(steps, neurons: neurons)
            input = VectorSequence(steps, neurons: neurons)
            if let outputLayer { answers = VectorSequence(steps, neurons: outputLayer.outputs) }
        }
        self.steps = steps
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
    func advance(worker: Int) {
        let rows = rows(team.share(of: chunks, worker: worker))
        kernels.begin(rows: rows)
        for step in 0..<steps {
            let before = step > 0 ? UnsafePointer(history.matrix(step - 1)) : kernels.start
            let output = y[step + 2]
            kernels.forward(
                step, rows: rows, from: before, to: history.matrix(step), y: y,
                input: noInput?.base ?? input[step], x: x[step], output: output)
            if clampsInputs {
                for neuron in rows where input[step][neuron] != 0 { output[neuron] = input[step][neuron] }
            }
            team.barrier()
        }
        guard let outputLayer, worker == 0 else { return }
        for step in 0..<steps { outputLayer.apply(y[step + 2], to: answers[step]) }
    }

    /// Computes the traces of a segment's rows again, from its first step.
    func restore(segment: Int, rows: Range<Int>) {
        let first = segment * history.segment
        for step in (first + 1)..<max(first + 1, min(first + history.segment, steps)) {
            kernels.forward(
                step, rows: rows, from: history.matrix(step - 1), to: history.matrix(step), y: y,
                input: scratch[0], x: scratch[1], output: scratch[1])
        }
    }

    func answers(to episode: Episode) -> Matrix<Double> {
        var answers = Matrix<Double>(rows: episode.targets.rows, columns: episode.targets.columns)
        answers.elements.withUnsafeMutableBufferPointer { elements in
            var index = 0
            for step in episode.countedSteps {
                let outputs = outputLayer == nil ? y[step + 2] : self.answers[step]
                for neuron in episode.countedNeurons {
                    elements[index] = Double(outputs[neuron])
                    index += 1
                }
            }
        }
        return answers
    }

    // Specialized by hand, because it is called through an existential.
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    func trajectory(of network: PlasticNetwork<Scalar>) -> Trajectory<Scalar> {
        func matrix(_ vectors: VectorSequence<Scalar>, from first: Int) -> Matrix<Scalar> {
            var result = Matrix<Scalar>(rows: steps, columns: neurons)
            for row in 0..<steps {
                for column in 0..<neurons { result[row, column] = vectors[first + row][column] }
            }
            return result
        }
        return Trajectory(
            excitations: matrix(x, from: 0), outputs: matrix(y, from: 2), hebb: lastTrace(of: network))
    }

    /// hebb(T-1), computed by its recurrence, because the kernels may keep the trace within the effective weights only.
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    private func lastTrace(of network: PlasticNetwork<Scalar>) -> Matrix<Scalar> {
        var hebb = Matrix<Scalar>(rows: neurons, columns: neurons)
        let rule = description.rule
        let values = network.ruleParameters
        let clip = Scalar(rule.clip)
        hebb.elements.withUnsafeMutableBufferPointer { hebb in
            for step in 0..<steps {
                for target in 0..<neurons {
                    let gate = rule.gate(Double(y[step + 1][target]), values)
                    let (keep, gain) = (Scalar(gate.keep), Scalar(gate.gain) * y[step + 1][target])
                    let row = target * neurons
                    for source in 0..<neurons {
                        let raw = keep * hebb[row + source] + gain * y[step][source]
                        hebb[row + source] = min(max(raw, -clip), clip)
                    }
                }
            }
        }
        return hebb
    }
}
