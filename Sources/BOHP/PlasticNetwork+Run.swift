/// What a network did in one episode.
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
        pass.run(
            PaddedParameters(self), eta: eta, inputs: inputs, initialState: initialState, storesTraces: false)
        return pass.trajectory
    }
}

/// The way forward through an episode, with all that a way back needs.
///
/// A class, because its memory is used again from episode to episode.
final class ForwardPass<Scalar: NetworkScalar> {
    let neurons: Int
    private(set) var steps = 0
    /// y(-2), y(-1), y(0), …: row t+2 is y(t).
    private(set) var y: PaddedMatrix<Scalar>
    /// x(0), x(1), …
    private(set) var x: PaddedMatrix<Scalar>
    /// The inputs, padded with zeros to N.
    private var input: PaddedMatrix<Scalar>
    /// hebb(0), hebb(1), … if they are stored, N rows each; otherwise only the last.
    private(set) var traces: PaddedMatrix<Scalar>
    private(set) var storesTraces = false

    init(neurons: Int) {
        self.neurons = neurons
        y = PaddedMatrix(rows: 2, columns: neurons)
        x = PaddedMatrix(rows: 0, columns: neurons)
        input = PaddedMatrix(rows: 0, columns: neurons)
        traces = PaddedMatrix(rows: neurons, columns: neurons)
    }

    /// hebb(t): the one stored, or the only one there is.
    func trace(_ step: Int) -> UnsafeMutablePointer<Scalar> {
        traces.row(storesTraces ? step * neurons : 0)
    }

    private func makeRoom(steps: Int, storesTraces: Bool) {
        if x.rows < steps {
            y = PaddedMatrix(rows: steps + 2, columns: neurons)
            x = PaddedMatrix(rows: steps, columns: neurons)
            input = PaddedMatrix(rows: steps, columns: neurons)
        }
        let rows = storesTraces ? steps * neurons : neurons
        if traces.rows < rows { traces = PaddedMatrix(rows: rows, columns: neurons) }
        self.steps = steps
        self.storesTraces = storesTraces
    }

    /// Runs the network given by `parameters` and `eta`.
    ///
    /// `inputs` may be in another precision than the network; they are rounded to it.
    func run<Input: NetworkScalar>(
        _ parameters: PaddedParameters<Scalar>, eta: Scalar, inputs: Matrix<Input>,
        initialState: [Scalar]?, storesTraces: Bool
    ) {
        precondition(parameters.neurons == neurons, "the network has the size this pass was made for")
        precondition(inputs.columns <= neurons, "an input has at most one number a neuron")
        precondition(initialState == nil || initialState?.count == neurons, "a state has N numbers")
        makeRoom(steps: inputs.rows, storesTraces: storesTraces)
        for step in 0..<steps {
            let row = input.row(step)
            let first = step * inputs.columns
            for neuron in 0..<inputs.columns { row[neuron] = Scalar(inputs.elements[first + neuron]) }
            for neuron in inputs.columns..<neurons { row[neuron] = 0 }
        }
        for neuron in 0..<neurons {
            y.row(0)[neuron] = 0
            y.row(1)[neuron] = initialState?[neuron] ?? 0
        }
        // hebb(0) = 0 comes out of the recurrence itself, from a trace of zero and y(-2) = 0.
        trace(0).update(repeating: 0, count: neurons * traces.stride)
        let forward = Scalar.kernels.forward
        for step in 0..<steps {
            forward(
                neurons, y.stride, 0, neurons, eta, parameters.w.base, parameters.alpha.base,
                trace(max(step - 1, 0)), trace(step), y.row(step + 1), y.row(step), input.row(step),
                x.row(step), y.row(step + 2))
        }
    }

    var trajectory: Trajectory<Scalar> {
        func rows(_ matrix: PaddedMatrix<Scalar>, from first: Int, count: Int) -> Matrix<Scalar> {
            var result = Matrix<Scalar>(rows: count, columns: neurons)
            for row in 0..<count {
                for column in 0..<neurons { result[row, column] = matrix.row(first + row)[column] }
            }
            return result
        }
        let lastTrace = storesTraces ? max(steps - 1, 0) * neurons : 0
        return Trajectory(
            excitations: rows(x, from: 0, count: steps), outputs: rows(y, from: 2, count: steps),
            hebb: rows(traces, from: lastTrace, count: neurons))
    }
}
