/// All that a trainer needs to go on from where another stood, to the bit.
public struct Checkpoint: Equatable, Sendable {
    /// Episodes trained on.
    public var episodesDone: Int
    /// Updates made, which the optimizer's bias corrections depend on.
    public var updates: Int
    /// The random generator.
    public var random: RandomState.Snapshot
    /// The parameters (`parameters.w`, `parameters.alpha`) and the optimizer's memory
    /// (`optimizer.first_moment.w`, …), N × N each. A double holds every float, so nothing is lost.
    public var matrices: [String: Matrix<Double>]

    /// A checkpoint of the given parts.
    public init(
        episodesDone: Int, updates: Int, random: RandomState.Snapshot, matrices: [String: Matrix<Double>]
    ) {
        self.episodesDone = episodesDone
        self.updates = updates
        self.random = random
        self.matrices = matrices
    }
}

/// A checkpoint does not belong to the configuration that is to go on from it.
public struct CheckpointError: Error, Equatable, CustomStringConvertible {
    /// What does not fit.
    public var problem: String

    /// An error with the given problem.
    public init(problem: String) { self.problem = problem }

    public var description: String { "the checkpoint does not fit the configuration: \(problem)" }
}
