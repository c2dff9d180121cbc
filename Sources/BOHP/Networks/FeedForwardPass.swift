/// The forward pass of a feed-forward network through an episode; records what backpropagation needs.
///
/// Such networks are small, so that everything is dense and on one thread. A class, because its memory is reused from
/// episode to episode.
final class FeedForwardPass<Scalar: NetworkScalar>: EpisodePass {
    let rule: any PlasticityRule
    let targets: Int
    let sources: Int
    private(set) var steps = 0
    /// Row by row: w, alpha and b.
    let w: KernelStorage<Scalar>
    let alpha: KernelStorage<Scalar>
    private let b: KernelStorage<Scalar>
    /// The place of b among the parameters.
    let biasPlace: Int
    let readout: LinearLayer<Scalar>
    private(set) var ruleValues: [Double] = []
    private(set) var inputs: VectorSequence<Scalar>
    private(set) var x: VectorSequence<Scalar>
    private(set) var y: VectorSequence<Scalar>
    /// The answers r.
    private(set) var r: VectorSequence<Scalar>
    /// hebb before every step, and after the last.
    private(set) var hebb: VectorSequence<Scalar>
    private(set) var keep: VectorSequence<Scalar>
    private(set) var gain: VectorSequence<Scalar>

    init(_ network: NetworkDescription) {
        guard let readout = LinearLayer<Scalar>("output", of: network) else {
            preconditionFailure("a feed-forward network has a readout")
        }
        self.readout = readout
        rule = network.rule
        biasPlace = network.rulePlaces.upperBound
        (targets, sources) = (network.neurons, network.sources)
        w = KernelStorage(count: targets * sources)
        alpha = KernelStorage(count: targets * sources)
        b = KernelStorage(count: targets)
        inputs = VectorSequence(0, neurons: sources)
        x = VectorSequence(0, neurons: targets)
        (y, keep, gain) = (x, x, x)
        r = VectorSequence(0, neurons: readout.outputs)
        hebb = VectorSequence(0, neurons: targets * sources)
    }

    private func makeRoom(steps: Int) {
        self.steps = steps
        guard inputs.vectors < steps else { return }
        inputs = VectorSequence(steps, neurons: sources)
        x = VectorSequence(steps, neurons: targets)
        y = VectorSequence(steps, neurons: targets)
        keep = VectorSequence(steps, neurons: targets)
        gain = VectorSequence(steps, neurons: targets)
        r = VectorSequence(steps, neurons: readout.outputs)
        hebb = VectorSequence(steps + 1, neurons: targets * sources)
    }

    private func load(_ network: PlasticNetwork<Scalar>) {
        let parameters = network.parameters
        for (place, target) in [(ParameterPlace.w, w), (ParameterPlace.alpha, alpha), (biasPlace, b)] {
            parameters.layout(place).unpack(parameters.base(place), to: target.base)
        }
        readout.load(parameters)
        ruleValues = network.ruleParameters
    }

    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    func run(_ network: PlasticNetwork<Scalar>, _ episode: Episode) {
        precondition(episode.inputs.columns == sources, "an input has the elements that the network takes")
        makeRoom(steps: episode.steps)
        load(network)
        let tanh = Scalar.kernels.functions.tanh
        let clip = Scalar(rule.clip)
        hebb[0].update(repeating: 0, count: targets * sources)
        for step in 0..<steps {
            let (u, x, y, hebb) = (inputs[step], x[step], y[step], hebb[step])
            for source in 0..<sources { u[source] = Scalar(episode.inputs[step, source]) }
            for target in 0..<targets {
                let row = target * sources
                var sum = b.base[target]
                for source in 0..<sources {
                    sum += (w.base[row + source] + alpha.base[row + source] * hebb[row + source]) * u[source]
                }
                x[target] = sum
            }
            tanh(targets, x, y)
            readout.apply(y, to: r[step])
            let next = self.hebb[step + 1]
            for target in 0..<targets {
                let row = target * sources
                let gate = rule.gate(Double(y[target]), ruleValues)
                keep[step][target] = Scalar(gate.keep)
                gain[step][target] = Scalar(gate.gain)
                let (kept, added) = (Scalar(gate.keep), Scalar(gate.gain) * y[target])
                for source in 0..<sources {
                    next[row + source] = min(max(kept * hebb[row + source] + added * u[source], -clip), clip)
                }
            }
        }
    }

    func answers(to episode: Episode) -> Matrix<Double> {
        var answers = Matrix<Double>(rows: episode.targets.rows, columns: episode.targets.columns)
        for (row, step) in episode.countedSteps.enumerated() {
            for (column, output) in episode.countedNeurons.enumerated() {
                answers[row, column] = Double(r[step][output])
            }
        }
        return answers
    }

    func trajectory(of network: PlasticNetwork<Scalar>) -> Trajectory<Scalar> {
        func matrix(_ vectors: VectorSequence<Scalar>, columns: Int) -> Matrix<Scalar> {
            var result = Matrix<Scalar>(rows: steps, columns: columns)
            for row in 0..<steps {
                for column in 0..<columns { result[row, column] = vectors[row][column] }
            }
            return result
        }
        let last = hebb[max(0, steps - 1)]
        return Trajectory(
            excitations: matrix(x, columns: targets), outputs: matrix(y, columns: targets),
            hebb: Matrix(
                rows: targets, columns: sources, elements: (0..<(targets * sources)).map { last[$0] }))
    }
}
