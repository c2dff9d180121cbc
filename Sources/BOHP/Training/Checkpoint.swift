/// Everything that a trainer needs to continue from the state of another, to the bit.
public struct Checkpoint: Equatable, Sendable {
    /// Episodes trained on.
    public var episodesDone: Int
    /// Updates made, which the optimizer's bias corrections depend on.
    public var updates: Int
    /// The random generator.
    public var random: RandomState.Snapshot
    /// What is learned (`parameters.w`, …) and the optimizer's whole state (`optimizer.first_moment.w`, …).
    public var arrays: [NamedArray]

    /// A checkpoint of the given parts.
    public init(episodesDone: Int, updates: Int, random: RandomState.Snapshot, arrays: [NamedArray]) {
        self.episodesDone = episodesDone
        self.updates = updates
        self.random = random
        self.arrays = arrays
    }

    /// The array of the given name and shape.
    ///
    /// - Throws: `CheckpointError`.
    func array(_ name: String, shape: [Int]) throws -> NamedArray {
        guard let array = arrays.first(where: { $0.name == name }) else {
            throw CheckpointError(problem: "it has no “\(name)”")
        }
        func words(_ shape: [Int]) -> String {
            shape.isEmpty ? "a single number" : shape.map(String.init).joined(separator: " × ")
        }
        guard array.shape == shape, array.values.count == shape.reduce(1, *) else {
            throw CheckpointError(problem: "“\(name)” is \(words(array.shape)), not \(words(shape))")
        }
        return array
    }
}

/// A checkpoint does not fit the configuration that would continue from it.
public struct CheckpointError: Error, Equatable, CustomStringConvertible {
    /// What does not fit.
    public var problem: String

    /// An error with the given problem.
    public init(problem: String) { self.problem = problem }

    public var description: String { "the checkpoint does not fit the configuration: \(problem)" }
}
