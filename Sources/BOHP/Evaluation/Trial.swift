/// Runs the trained network and its yardsticks through the same episodes, on several threads.
final class Trial {
    /// How many episodes are drawn before they are run. Episodes of a large network take long, and progress is told, and a
    /// stop noticed, only between these.
    let episodesAtATime: Int

    /// An episode to run the networks through.
    struct DrawnEpisode {
        let episode: Episode
        /// What the episode was made of, for a task that a Hopfield network can solve, too.
        let recall: RecallEpisode?

        init(of task: any EpisodicTask, using random: inout RandomState) {
            recall = (task as? any RecallTask)?.drawRecall(using: &random)
            episode = recall?.episode ?? task.episode(using: &random)
        }
    }

    /// The errors of the networks in one episode.
    struct Result {
        var trained: SquaredError.Errors
        var untrained: SquaredError.Errors
        /// The share of wrong neurons of a Hopfield network, if there were patterns to store in one.
        var hopfieldRate: Double?
    }

    private let trained: PlasticNetwork<Double>
    private let untrained: PlasticNetwork<Double>
    private let team: WorkerTeam
    /// One for each of the team's workers.
    private let passes: [ForwardPass<Double>]

    init(trained: PlasticNetwork<Double>, untrained: PlasticNetwork<Double>, threads: Int?) {
        self.trained = trained
        self.untrained = untrained
        let team = WorkerTeam(threads: threads, parts: 32)
        self.team = team
        episodesAtATime = trained.neurons < 192 ? 32 : team.size
        passes = (0..<team.size).map { _ in ForwardPass(neurons: trained.neurons) }
    }

    func results(of episodes: [DrawnEpisode]) -> [Result] {
        var results = [Result?](repeating: nil, count: episodes.count)
        results.withUnsafeMutableBufferPointer { results in
            team.run { worker in
                for index in stride(from: worker, to: episodes.count, by: team.size) {
                    results[index] = result(of: episodes[index], pass: passes[worker])
                }
            }
        }
        return results.compactMap(\.self)
    }

    private func result(of drawn: DrawnEpisode, pass: ForwardPass<Double>) -> Result {
        func errors(_ network: PlasticNetwork<Double>) -> SquaredError.Errors {
            pass.run(network, inputs: drawn.episode.inputs, initialState: nil, storesHistory: false)
            return SquaredError.Errors(
                outputs: pass.answers(to: drawn.episode), targets: drawn.episode.targets)
        }
        var result = Result(trained: errors(trained), untrained: errors(untrained))
        if let recall = drawn.recall {
            let answer = HopfieldNetwork(storing: recall.patterns).recall(recall.cue)
            // A neuron that stayed undecided, at zero, is as good as guessed.
            let wrong = zip(answer, recall.target).reduce(0.0) { $0 + 0.5 * (1 - $1.0 * $1.1) }
            result.hopfieldRate = wrong / Double(answer.count)
        }
        return result
    }
}
