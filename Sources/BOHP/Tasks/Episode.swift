/// One episode: its inputs, its targets, and the outputs that count.
public struct Episode: Equatable, Sendable {
    /// The inputs, T × I: row t is shown at step t, to the first I ≤ N neurons of a recurrent network without input layer.
    public var inputs: Matrix<Double>
    /// The desired outputs of the counted neurons at the counted steps, one row per step.
    public var targets: Matrix<Double>
    /// The steps whose outputs count, in ascending order.
    public var countedSteps: [Int]
    /// The neurons, or the elements of the network's answer, that count.
    public var countedNeurons: Range<Int>
    /// The outputs before the first step, N numbers; zero if not given.
    public var initialState: [Double]?

    /// An episode of the given parts.
    ///
    /// - Precondition: `targets` has a row for every counted step and a column for every counted neuron.
    public init(
        inputs: Matrix<Double>, targets: Matrix<Double>, countedSteps: some Sequence<Int>,
        countedNeurons: Range<Int>, initialState: [Double]? = nil
    ) {
        let countedSteps = Array(countedSteps)
        precondition(
            targets.rows == countedSteps.count && targets.columns == countedNeurons.count,
            "an episode has a target for every output that counts")
        self.inputs = inputs
        self.targets = targets
        self.countedSteps = countedSteps
        self.countedNeurons = countedNeurons
        self.initialState = initialState
    }

    /// The number of steps, T.
    public var steps: Int { inputs.rows }
}

/// A span of an episode, for instance the presentation of one pattern.
public struct Phase: Codable, Equatable, Sendable {
    /// What happens, for instance `pattern 2` or `test`.
    public var label: String
    /// The first step.
    public var start: Int
    /// The step after the last.
    public var end: Int

    /// A phase from step `start` up to, but not including, step `end`.
    public init(_ label: String, start: Int, end: Int) {
        self.label = label
        self.start = start
        self.end = end
    }
}
