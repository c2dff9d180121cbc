/// The trained network and its yardsticks on some episodes of one task.
struct Measurement {
    /// A number for each network that is measured.
    struct PerNetwork<Number> {
        var trained: Number
        var untrained: Number
        /// `nil` for a task without patterns.
        var hopfield: Number?

        func map<Other>(_ change: (Number) -> Other) -> PerNetwork<Other> {
            .init(trained: change(trained), untrained: change(untrained), hopfield: hopfield.map(change))
        }
    }

    /// How many independent trials an episode counts for, estimated for each network from all its measurements.
    static func trialsPerEpisode(in measurements: [Measurement]) -> PerNetwork<Double> {
        func trials(_ rates: (Measurement) -> [Double]?) -> Double {
            Estimate.trialsPerEpisode(
                of: measurements.compactMap(rates), bits: measurements.map(\.bits).min() ?? 1)
        }
        return .init(
            trained: trials(\.rates.trained), untrained: trials(\.rates.untrained),
            hopfield: trials(\.rates.hopfield))
    }

    /// How many outputs of an episode count.
    let bits: Int
    /// The share of these outputs with the wrong sign in each episode.
    let rates: PerNetwork<[Double]>
    /// The sum of absolute errors of the trained network in each episode.
    let absoluteErrors: [Double]
    private let task: any EpisodicTask

    /// Measures `count` episodes.
    ///
    /// - Parameter progress: told the number of episodes that are done.
    init<Failure: Error>(
        _ subject: ProbedNetwork, task: any EpisodicTask, count: Int, random: inout RandomState,
        progress: (Int) throws(Failure) -> Void
    ) throws(Failure) {
        self.task = task
        let results = try subject.trial.results(of: task, count: count, random: &random, progress: progress) {
            (
                bits: $0.episode.targets.elements.count, trained: $0.errors(of: subject.network, $1),
                untrained: $0.errors(of: subject.untrained, $1), hopfieldRate: $0.hopfieldRate
            )
        }
        bits = results.first?.bits ?? 1
        rates = .init(
            trained: results.map(\.trained.bitErrorRate), untrained: results.map(\.untrained.bitErrorRate),
            hopfield: task is any RecallTask ? results.compactMap(\.hopfieldRate) : nil)
        absoluteErrors = results.map(\.trained.absoluteError)
    }

    /// The share of outputs with the wrong sign.
    func bitErrorRate(trialsPerEpisode trials: PerNetwork<Double>) -> Evaluation.Comparison {
        Evaluation.Comparison(
            trained: Estimate(rates: rates.trained, bits: bits, trialsPerEpisode: trials.trained),
            untrained: Estimate(rates: rates.untrained, bits: bits, trialsPerEpisode: trials.untrained),
            hopfield: rates.hopfield.map {
                Estimate(rates: $0, bits: bits, trialsPerEpisode: trials.hopfield ?? 1)
            },
            chance: memory.map { 0.5 * $0.degradedShareOfBits },
            bestGuess: BestGuess(of: task).bitErrorRate)
    }

    /// The share of episodes without a wrong sign.
    var accuracy: Evaluation.Comparison {
        let estimates = rates.map { rates in
            Estimate(rates: rates.map { $0 == 0 ? 1 : 0 }, bits: 1)
        }
        return Evaluation.Comparison(
            trained: estimates.trained, untrained: estimates.untrained, hopfield: estimates.hopfield,
            chance: memory.map { (0..<$0.degradedBits).reduce(1.0) { share, _ in share / 2 } },
            bestGuess: task.bestGuess?.accuracy)
    }

    private var memory: (any RecallTask)? { task as? any RecallTask }
}
