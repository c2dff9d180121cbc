/// How neurons are connected. A configuration chooses it by name.
///
/// To add an architecture: write a type that conforms, in a file of its own, and add it to `Repertoire.architectures`.
public protocol Architecture: Component {
    /// The neurons whose connections are plastic, and the neurons or inputs that these connections come from.
    func plasticLayer(for task: TaskShape) -> (targets: Int, sources: Int)
    /// The arrays of parameters that connections from inputs or to outputs, if there are any, have beside `w` and `alpha`.
    func otherParts(for task: TaskShape) -> [NetworkDescription.Part]
    /// Whether one plasticity coefficient is shared by all plastic connections.
    var sharesAlpha: Bool { get }
    /// Whether the plastic connections of neurons to themselves, if there are any, have no plasticity.
    var clearsDiagonal: Bool { get }
    /// Draws the parameters before training, in the order of the published program.
    func draw<Scalar: NetworkScalar>(
        _ network: NetworkDescription, using random: inout RandomState,
        into parameters: inout Parameters<Scalar>)
    /// What runs networks of this description through episodes.
    func startPass<Scalar: NetworkScalar>(_: Scalar.Type, _ network: NetworkDescription)
        -> any EpisodePass<Scalar>
    /// What computes gradients of networks of this description by `method`.
    func startEngine<Scalar: NetworkScalar>(
        _: Scalar.Type, _ network: NetworkDescription, method: GradientMethod, objective: any Objective,
        traceMemory: TraceMemory, team: WorkerTeam
    ) -> any GradientEngine<Scalar>
    /// Throws `ConfigurationError` if the network cannot be trained as `configuration` says.
    func validate(_ configuration: Configuration) throws
}

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

/// Runs networks of one description through episodes.
///
/// A class, because its memory is reused from episode to episode.
public protocol EpisodePass<Scalar>: AnyObject {
    associatedtype Scalar: NetworkScalar
    /// Runs a network through an episode.
    func run(_ network: PlasticNetwork<Scalar>, _ episode: Episode)
    /// The counted outputs of the episode just run.
    func answers(to episode: Episode) -> Matrix<Double>
    /// Everything that `network`, which must be the network just run, did in the episode.
    func trajectory(of network: PlasticNetwork<Scalar>) -> Trajectory<Scalar>
}
