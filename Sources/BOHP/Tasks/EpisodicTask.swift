/// A task that a network learns over many episodes, each with something new to remember.
///
/// To add a task: write a type that conforms, in a file of its own, and add it to `Repertoire.tasks`.
public protocol EpisodicTask: Component {
    /// How many neurons a recurrent network without linear layers needs, N.
    var neurons: Int { get }
    /// The elements of inputs and answers; N of each by default.
    var shape: TaskShape { get }
    /// How many steps an episode lasts, T.
    var steps: Int { get }
    /// The neuron whose input is a constant bias, if there is one.
    var biasNeuron: Int? { get }
    /// The factor of all inputs.
    var inputStrength: Double { get }
    /// The loss; the squared error by default.
    var objective: any Objective { get }
    /// The errors of the best answer without memory, in closed form; `nil`, the default, if the task does not know them.
    var bestGuess: BestGuess? { get }
    /// Conditions that the trained network is tested under; none by default.
    var variations: [Variation] { get }
    /// The task on data that training never sees, for measurements; the task itself by default.
    var unseen: any EpisodicTask { get }
    /// Throws `ConfigurationError` if data that episodes are made of are missing; never by default.
    func checkData() throws
    /// Draws an episode.
    func episode(using random: inout RandomState) -> Episode
    /// Draws the same episode as `episode(using:)`, with its phases in order of time, for figures. In the last phase the
    /// network answers.
    func episodeWithPhases(using random: inout RandomState) -> (episode: Episode, phases: [Phase])
}

extension EpisodicTask {
    public var shape: TaskShape { TaskShape(inputs: neurons, outputs: neurons, neurons: neurons) }
    public var biasNeuron: Int? { nil }
    public var objective: any Objective { SquaredError() }
    public var bestGuess: BestGuess? { nil }
    public var variations: [Variation] { [] }
    public var unseen: any EpisodicTask { self }
    public func checkData() throws {}

    /// How many outputs of an episode count. Takes the time of drawing an episode.
    public var countedOutputs: Int {
        var random = RandomState(seed: 0)
        return episode(using: &random).targets.elements.count
    }
}
