/// Runs the trained network and its yardsticks through the same episodes, on several threads.
final class Trial {
    /// How many episodes are drawn before they are run. Episodes of a large network take long, and progress is told, and a
    /// stop noticed, only between these.
    let exercisesAtATime: Int

    /// What to run them through.
    enum Exercise {
        case recall(RecallEpisode)
        case other(Episode)

        var episode: Episode {
            switch self {
            case .recall(let drawn): drawn.episode
            case .other(let episode): episode
            }
        }
    }

    /// How they did in one episode.
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
        exercisesAtATime = trained.neurons < 192 ? 32 : team.size
        passes = (0..<team.size).map { _ in ForwardPass(neurons: trained.neurons) }
    }

    func results(of exercises: [Exercise]) -> [Result] {
        var results = [Result?](repeating: nil, count: exercises.count)
        results.withUnsafeMutableBufferPointer { results in
            team.run { worker in
                for index in stride(from: worker, to: exercises.count, by: team.size) {
                    results[index] = result(of: exercises[index], pass: passes[worker])
                }
            }
        }
        return results.compactMap(\.self)
    }

    private func result(of exercise: Exercise, pass: ForwardPass<Double>) -> Result {
        func errors(_ network: PlasticNetwork<Double>) -> SquaredError.Errors {
            pass.run(network, inputs: exercise.episode.inputs, initialState: nil, storesHistory: false)
            return SquaredError.Errors(
                outputs: pass.answers(to: exercise.episode), targets: exercise.episode.targets)
        }
        var result = Result(trained: errors(trained), untrained: errors(untrained))
        if case .recall(let drawn) = exercise {
            let answer = HopfieldNetwork(storing: drawn.patterns).recall(drawn.cue)
            // A neuron that stayed undecided, at zero, is as good as guessed.
            let wrong = zip(answer, drawn.target).reduce(0.0) { $0 + 0.5 * (1 - $1.0 * $1.1) }
            result.hopfieldRate = wrong / Double(answer.count)
        }
        return result
    }
}
