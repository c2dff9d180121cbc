/// What a task shows to a network and asks from it.
public struct TaskShape: Equatable, Sendable {
    /// Elements of an input.
    public var inputs: Int
    /// Elements of an answer.
    public var outputs: Int
    /// The neurons of a network whose first neurons receive the inputs and answer.
    public var neurons: Int

    /// A shape of the given numbers.
    public init(inputs: Int, outputs: Int, neurons: Int) {
        self.inputs = inputs
        self.outputs = outputs
        self.neurons = neurons
    }
}
