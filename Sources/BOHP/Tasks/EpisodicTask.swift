/// A task that a network learns over many episodes, each with something new to remember.
///
/// To add a task: write a type that conforms, in a file of its own, and add it to `Task`.
public protocol EpisodicTask: Codable, Equatable, Sendable {
    /// The name by which configurations and the command line know the task.
    static var name: String { get }
    /// How many neurons the network needs, N.
    var neurons: Int { get }
    /// How many steps an episode lasts, T.
    var steps: Int { get }
    /// The neuron whose input is a constant bias, if there is one.
    var biasNeuron: Int? { get }
    /// What all inputs are multiplied by.
    var inputStrength: Double { get }
    /// Throws `ConfigurationError` if the task's numbers make no episode.
    func validate() throws
    /// Draws an episode.
    func episode(using random: inout RandomState) -> Episode
    /// Draws an episode to look at: the same one, with the spans of it that a reader should know apart, in
    /// order of time.
    func episodeWithPhases(using random: inout RandomState) -> (episode: Episode, phases: [Phase])
}

extension EpisodicTask {
    public var biasNeuron: Int? { nil }
}

/// One episode: what is shown, what is asked for, and where.
public struct Episode: Equatable, Sendable {
    /// The inputs, T × I with I ≤ N: row t is shown at step t to the first I neurons.
    public var inputs: Matrix<Double>
    /// What the counted neurons should answer at the counted steps, one row a step.
    public var targets: Matrix<Double>
    /// The steps whose outputs count.
    public var countedSteps: Range<Int>
    /// The neurons whose outputs count.
    public var countedNeurons: Range<Int>

    /// An episode of the given parts.
    ///
    /// - Precondition: `targets` has a row for every counted step and a column for every counted neuron.
    public init(
        inputs: Matrix<Double>, targets: Matrix<Double>, countedSteps: Range<Int>,
        countedNeurons: Range<Int>
    ) {
        precondition(
            targets.rows == countedSteps.count && targets.columns == countedNeurons.count,
            "an episode has a target for every output that counts")
        self.inputs = inputs
        self.targets = targets
        self.countedSteps = countedSteps
        self.countedNeurons = countedNeurons
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

/// The tasks that this package brings; the list that a new one is added to.
public enum Task: Equatable, Sendable {
    case associativeMemory(AssociativeMemory)
    case regurgitation(Regurgitation)

    /// Every task with its defaults.
    public static let all: [Task] = [.associativeMemory(.init()), .regurgitation(.init())]

    /// The task itself.
    public var value: any EpisodicTask {
        switch self {
        case .associativeMemory(let task): task
        case .regurgitation(let task): task
        }
    }

    /// The task's name.
    public var name: String { type(of: value).name }
}

extension Task: Codable {
    private enum CodingKeys: String, CodingKey { case name }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .name)
        switch name {
        case AssociativeMemory.name: self = .associativeMemory(try AssociativeMemory(from: decoder))
        case Regurgitation.name: self = .regurgitation(try Regurgitation(from: decoder))
        default:
            throw DecodingError.dataCorruptedError(
                forKey: .name, in: container,
                debugDescription: "no task is called “\(name)”; known: "
                    + Task.all.map(\.name).joined(separator: ", "))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try value.encode(to: encoder)
    }
}
