/// Trains a plastic network episode by episode.
///
/// The same configuration gives the same numbers, whatever the number of threads. A class, because training changes it;
/// not to be shared between threads.
public final class Trainer {
    /// What is trained, and how.
    public let configuration: Configuration
    private let core: any TrainingCore

    /// A trainer with a freshly drawn network.
    ///
    /// - Parameter threads: how many threads may work on a batch or within an episode; all processors if `nil`.
    /// - Throws: `ConfigurationError`.
    public init(_ configuration: Configuration, threads: Int? = nil) throws {
        try configuration.validate()
        try configuration.task.checkData()
        self.configuration = configuration
        switch configuration.precision {
        case .double: core = TrainerCore<Double>(configuration, threads: threads)
        case .float: core = TrainerCore<Float>(configuration, threads: threads)
        }
    }

    /// A trainer that continues from a checkpoint, to the bit.
    ///
    /// - Throws: `ConfigurationError`, and `CheckpointError` if the checkpoint is not one of this configuration.
    public convenience init(
        _ configuration: Configuration, resuming checkpoint: Checkpoint, threads: Int? = nil
    ) throws {
        try self.init(configuration, threads: threads)
        try core.restore(checkpoint)
    }

    /// How many episodes have been trained on.
    public var episodesDone: Int { core.episodesDone }

    /// Whether all of the configuration's episodes have been trained on.
    public var isFinished: Bool { episodesDone >= configuration.episodes }

    /// The present network. Exact, because a double holds every float.
    public var network: PlasticNetwork<Double> { core.network }

    /// Everything that is needed to continue from here to the bit.
    public var checkpoint: Checkpoint { core.checkpoint }

    /// Trains on the next batch of episodes (the last one may be smaller), and updates the network once.
    ///
    /// - Parameter isCancelled: asked before each episode of a batch whether to give up the batch. Threads call it.
    /// - Returns: the numbers of each episode, in order; none if training is finished.
    /// - Throws: `DivergenceError`, and `CancellationError` if the batch was given up; the network is then as it was before.
    public func trainBatch(
        unless isCancelled: @Sendable () -> Bool = { false }
    ) throws -> [EpisodeMetrics] {
        try core.trainBatch(unless: isCancelled)
    }

    /// Compares backpropagation, RTRL and central differences of step `perturbation` at up to `probes` connections.
    public func checkGradients(perturbation: Double = 1e-5, probes: Int = 200) -> GradientCheck {
        checkGradients(perturbation: perturbation, probes: probes) { (_: Double) throws(Never) in }
    }

    /// Compares backpropagation, RTRL and central differences on the configuration's first episode. Training is not
    /// disturbed.
    ///
    /// - Parameters:
    ///   - perturbation: the step h of the central differences (L(θ+h) - L(θ-h)) / 2h.
    ///   - probes: at how many connections of each array to take them; all if the network has fewer.
    ///   - progress: told the share of the work that is done, 0...1, from time to time. It throws to stop the check.
    /// - Throws: what `progress` throws.
    public func checkGradients<Failure: Error>(
        perturbation: Double = 1e-5, probes: Int = 200,
        progress: (Double) throws(Failure) -> Void
    ) throws(Failure) -> GradientCheck {
        try GradientCheck(configuration, perturbation: perturbation, probes: probes, progress: progress)
    }
}
