import Analysis
import BOHP
import RunRecord
import Testing

@testable import Report

/// Verdicts on runs of every kind that a reader could misjudge.
@Suite struct VerdictTests {
    /// The shares of bits that are wrong: 28 bits, 14 of them erased. The best guess without memory errs on 21.3 %.
    private func run(
        _ rate: Double?, low: Double? = nil, high: Double? = nil, hopfield: Double? = nil,
        plastic: Bool = true,
        training: [Double] = [], episodes: Int? = nil, task: any EpisodicTask = AssociativeMemory(),
        weight: Double = 0.1, tests: [Double] = [], status: RunInformation.Status = .finished
    ) -> AnalysedRun {
        var configuration = Configuration()
        configuration.task = task
        configuration.plastic = plastic
        let neurons = task.neurons
        var network = SampleRun.network(neurons)
        network.w[0, 1] = weight
        func estimate(_ mean: Double, _ low: Double? = nil, _ high: Double? = nil) -> Estimate {
            var result = Estimate(rates: [mean, mean], bits: 28)
            (result.low, result.high) = (low ?? mean, high ?? mean)
            return result
        }
        let evaluation = rate.map { rate in
            var evaluation = FigureRuns.evaluation()
            evaluation.bitErrorRate.trained = estimate(rate, low, high)
            evaluation.bitErrorRate.hopfield = hopfield.map { estimate($0) }
            return evaluation
        }
        var metrics = Metrics(columns: configuration.columns)
        for rate in training {
            metrics.append(configuration.columns.map { $0 == "bit_error_rate" ? rate : 1 })
        }
        var information = RunInformation(name: "made", configuration: configuration, command: [])
        information.status = status
        information.episodesDone = episodes ?? training.count
        let spread = WeightSample.Spread(mean: 0, lowerQuartile: 0, upperQuartile: 0)
        var history = WeightHistory()
        history.samples = tests.enumerated().map { place, rate in
            WeightSample(
                episode: 100 * place, wSelf: spread, wBetween: spread, alphaBetween: spread,
                test: TestError(bitErrorRate: rate, standardDeviation: 0.03, absoluteError: rate))
        }
        return AnalysedRun(
            Run(
                path: "/nowhere/made", information: information, metrics: metrics, history: history,
                network: network,
                evaluation: evaluation))
    }

    private func words(_ run: AnalysedRun) -> String {
        let words = VerdictWords(of: run)
        return ([words.headline] + words.remarks).joined(separator: " ")
    }

    @Test(arguments: [
        (0.0055, 0.0073, "has learned"), (0.0212, 0.022, "has learned"),
        (0.0214, 0.022, "has partly learned"),
        (0.09, 0.10, "has partly learned"), (0.1, 0.108, "has not learned"), (0.19, 0.22, "has not learned"),
        (0.0055, 0.2, "has not learned"),
    ])
    func theYardstickIsTheBestGuessWithoutMemory(rate: Double, high: Double, words: String) {
        let run = run(rate, high: high, episodes: 10_000)
        #expect(self.words(run) == "After 10,000 episodes of training the network \(words) the task.")
    }

    @Test func aShortRunSaysHowShortItWas() {
        #expect(
            words(run(0.24, training: [0.3, 0.25, 0.2, 0.25, 0.3]))
                == "After 5 episodes of training the network has not learned the task.")
    }

    @Test func aHopfieldNetworkThatDoesAtLeastAsWellIsNamed() {
        #expect(
            words(run(0.0055, hopfield: 0)).hasSuffix(
                " A Hopfield network, which is not trained, makes no error on the same episodes."))
        #expect(words(run(0.0055, hopfield: 0.001)).hasSuffix(" reaches 0.10\u{A0}% on the same episodes."))
        #expect(!words(run(0.0055, hopfield: 0.006)).contains("Hopfield"))
    }

    @Test func theControlSaysThatItIsOne() {
        #expect(
            words(run(0.237, plastic: false, episodes: 10_000))
                == "This is the control without plasticity. After 10,000 episodes of training the network has not learned the task."
        )
    }

    /// 20,000 episodes: bits wrong at `first`, from the middle at `second`, in blocks of whole and no errors.
    private func course(_ first: Double, _ second: Double) -> [Double] {
        (0..<20_000).map { episode in
            let rate = episode < 1000 ? 0.2 : episode < 10_000 ? first : second
            return episode % 4 == 0 ? rate * 4 : 0
        }
    }

    @Test func whatWasLearnedAndLostIsNotCalledUnlearned() {
        let verdict = Verdict(on: run(0.12, training: course(0.004, 0.12)))
        #expect(verdict.hasForgotten && verdict.outcome == .measured(.notLearned))
        let text = words(run(0.12, training: course(0.004, 0.12)))
        #expect(text.contains("The network had learned the task near episode "))
        #expect(
            text.contains(
                "and lost it again. During training the bit error rate was 0.40\u{A0}% and 12.00\u{A0}% at the end."
            ))
        #expect(words(run(0.15, training: course(0.05, 0.15))).contains("had partly learned the task near"))
    }

    /// Tests on fresh episodes say more than the errors of training, which are then not asked.
    @Test func testsDuringTrainingDecide() {
        let lost = run(0.12, training: course(0.004, 0.004), tests: [0.2, 0.01, 0.12, 0.12, 0.12])
        #expect(
            words(lost)
                == "The network had learned the task near episode 100, and lost it again. During training the bit error rate was 1.00\u{A0}% and 12.00\u{A0}% at the end."
        )
        let kept = run(0.005, training: course(0.004, 0.12), tests: [0.2, 0.01, 0.01, 0.005, 0.01])
        #expect(words(kept) == "After 20,000 episodes of training the network has learned the task.")
    }

    @Test func aRunThatBecameWorseSaysSo() {
        let text = words(run(0.0144, training: course(0.005, 0.0144)))
        #expect(
            text.contains(
                "has learned the task. During training the bit error rate was 0.50\u{A0}% near episode "))
        #expect(text.contains("and 1.44\u{A0}% at the end."))
        // Noise, a small change, and a run too short to tell are no change.
        #expect(words(run(0.0044, training: course(0.004, 0.0044))).hasSuffix("the task."))
        var random = RandomState(seed: 5)
        let noise = (0..<20_000).map { _ in max(0, 0.005 + 0.03 * random.randn()) }
        #expect(words(run(0.015, training: noise)).hasSuffix("the task."))
        #expect(words(run(0.2, training: [0, 0, 0.9])).hasSuffix("the task."))
    }

    @Test(arguments: [Double.nan, .infinity])
    func aNetworkThatIsNotFiniteIsNotMeasured(weight: Double) {
        let run = run(1, low: 0.99, weight: weight)
        #expect(
            words(run)
                == "The network cannot be measured: some of its weights are infinite or undefined (NaN).")
        let context = Catalogue.standard.context(of: run)
        #expect(context.value("evaluation.bit_error_rate") == .missing)
        #expect(EvaluationTable().content(of: run, .init()) == nil)
        #expect(AnalysedRun(run.run).evaluation == nil && run.run.evaluation != nil)
    }

    @Test func aRunWithoutAMeasurementSaysSo() {
        #expect(words(run(nil)) == "The network has not been tested on fresh episodes.")
        #expect(
            words(run(nil, status: .running))
                == "The network will be tested on fresh episodes when training ends.")
    }

    @Test func aTaskWithoutAGapHasNothingToLearn() {
        var task = AssociativeMemory()
        task.degradedShare = 0
        #expect(
            words(run(0, task: task))
                == "There is nothing to remember: the best guess without memory makes no error.")
    }
}
