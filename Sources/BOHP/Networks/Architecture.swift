/// How neurons are connected. `TrainableArchitecture` has gradients, too.
public protocol Architecture: Component {
    /// Whether plastic connections come from the neurons themselves, and not from inputs; they do by default.
    var isRecurrent: Bool { get }
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
}

extension Architecture {
    public var isRecurrent: Bool { true }
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
