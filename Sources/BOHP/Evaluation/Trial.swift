/// Runs networks of one description through episodes, on several threads.
final class Trial {
    /// How many episodes are drawn before they are run. Episodes of a large network take long, and progress is told, and a
    /// stop noticed, only between these.
    private let episodesAtATime: Int

    private let team: WorkerTeam
    /// One for each of the team's workers.
    private let passes: [any EpisodePass<Double>]

    init(_ network: NetworkDescription, threads: Int?) {
        let team = WorkerTeam(threads: threads, parts: 32)
        self.team = team
        episodesAtATime = network.neurons < 192 ? 32 : team.size
        passes = (0..<team.size).map { _ in network.architecture.startPass(Double.self, network) }
    }

    /// Draws `count` episodes of a task, and gives what `body` makes of each, in order. The threads share the episodes.
    ///
    /// - Parameter progress: told the number of episodes that are done.
    func results<Result, Failure: Error>(
        of task: any EpisodicTask, count: Int, random: inout RandomState,
        progress: (Int) throws(Failure) -> Void, body: (DrawnEpisode, any EpisodePass<Double>) -> Result
    ) throws(Failure) -> [Result] {
        var results: [Result] = []
        while results.count < count {
            let episodes = (0..<min(episodesAtATime, count - results.count)).map { _ in
                DrawnEpisode(of: task, using: &random)
            }
            results += self.results(of: episodes, body: body)
            try progress(results.count)
        }
        return results
    }

    /// What `body` makes of each episode, in order. The threads share the episodes.
    func results<Result>(
        of episodes: [DrawnEpisode], body: (DrawnEpisode, any EpisodePass<Double>) -> Result
    ) -> [Result] {
        var results = [Result?](repeating: nil, count: episodes.count)
        results.withUnsafeMutableBufferPointer { results in
            team.run { worker in
                for index in stride(from: worker, to: episodes.count, by: team.size) {
                    results[index] = body(episodes[index], passes[worker])
                }
            }
        }
        return results.compactMap(\.self)
    }
}

/// An episode to run networks through.
public struct DrawnEpisode: Sendable {
    /// Its inputs and targets.
    public let episode: Episode
    /// What it was made of, for a task that shows patterns.
    public let recall: RecallEpisode?
    private let objective: any Objective
    /// Whether a Hopfield network can solve the task, too.
    private let suitsHopfield: Bool

    init(of task: any EpisodicTask, using random: inout RandomState) {
        recall = (task as? any CuedTask)?.drawRecall(using: &random)
        episode = recall?.episode ?? task.episode(using: &random)
        objective = task.objective
        suitsHopfield = task is any RecallTask
    }

    /// The errors of a network in the episode, as its task measures them.
    func errors(
        of network: PlasticNetwork<Double>, _ pass: any EpisodePass<Double>
    ) -> AnswerErrors {
        pass.run(network, episode)
        return objective.errors(outputs: pass.answers(to: episode), targets: episode.targets)
    }

    /// The share of wrong neurons of a Hopfield network; `nil` if there are no patterns to store in one.
    var hopfieldRate: Double? {
        (suitsHopfield ? recall : nil).map { recall in
            let answer = HopfieldNetwork(storing: recall.patterns).recall(recall.cue)
            // A neuron that stayed undecided, at zero, is as good as guessed.
            let wrong = zip(answer, recall.target).reduce(0.0) { $0 + 0.5 * (1 - $1.0 * $1.1) }
            return wrong / Double(answer.count)
        }
    }
}
