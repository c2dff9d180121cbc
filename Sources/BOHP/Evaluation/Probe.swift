/// A measurement of how a trained network works, beside its errors on the task.
///
/// To add one: write a type that conforms, in a file of its own, and add it to `Evaluator.standardProbes`. A probe draws
/// its episodes from a seed of its own, so that probes never change each other's numbers.
public protocol Probe: Sendable {
    /// The name of the finding in `evaluation.json`.
    var name: String { get }
    /// Measures a network; `nil` if the probe says nothing about such a network or task.
    ///
    /// - Parameters:
    ///   - random: the generator to draw episodes from.
    ///   - progress: told the number of episodes that are done, from time to time. It throws to stop the measurement.
    /// - Throws: what `progress` throws.
    func finding<Failure: Error>(
        of subject: ProbedNetwork, random: inout RandomState, progress: (Int) throws(Failure) -> Void
    ) throws(Failure) -> Finding?
}

/// A trained network, and what a probe needs to measure it.
public struct ProbedNetwork {
    /// The network after training.
    public let network: PlasticNetwork<Double>
    /// The network before training.
    public let untrained: PlasticNetwork<Double>
    /// What the network was trained on.
    public let configuration: Configuration
    /// How many episodes the main means are taken over.
    public let episodes: Int
    /// How many episodes a point of a curve is taken over.
    public let pointEpisodes: Int
    let trial: Trial

    /// The shares of wrong signs of several networks in the same `count` episodes of `task`: an array for each network, with
    /// a number for each episode.
    ///
    /// - Throws: what `progress` throws.
    public func bitErrorRates<Failure: Error>(
        of networks: [PlasticNetwork<Double>], at task: any EpisodicTask, count: Int,
        random: inout RandomState, progress: (Int) throws(Failure) -> Void
    ) throws(Failure) -> [[Double]] {
        let rates = try trial.results(of: task, count: count, random: &random, progress: progress) {
            drawn, pass in networks.map { drawn.errors(of: $0, pass).bitErrorRate }
        }
        return networks.indices.map { network in rates.map { $0[network] } }
    }

    /// What `body` makes of the network's trajectory in each of `count` episodes of `task`. Threads call it.
    ///
    /// - Throws: what `progress` throws.
    public func trajectories<Result, Failure: Error>(
        at task: any EpisodicTask, count: Int, random: inout RandomState,
        progress: (Int) throws(Failure) -> Void, body: (DrawnEpisode, Trajectory<Double>) -> Result
    ) throws(Failure) -> [Result] {
        try trial.results(of: task, count: count, random: &random, progress: progress) { drawn, pass in
            pass.run(network, drawn.episode)
            return body(drawn, pass.trajectory(of: network))
        }
    }
}
