import Analysis
import BOHP
import Document
import Text

extension RunValues {
    /// `verdict.`: what the run amounts to, in words. All verdicts are made here, and none in a template.
    static let ofVerdict: [RunValue] = [
        RunValue("verdict.headline", "whether the network has learned the task, in a sentence") {
            .text(VerdictWords(of: $0).headline)
        },
        RunValue("verdict.remarks", "what qualifies that sentence, in some more; missing if nothing does") {
            let remarks = VerdictWords(of: $0).remarks
            return remarks.isEmpty ? .missing : .text(remarks.joined(separator: " "))
        },
    ]
}

/// A verdict in sentences.
struct VerdictWords {
    private let run: AnalysedRun
    private let verdict: Verdict

    init(of run: AnalysedRun) {
        self.run = run
        verdict = Verdict(on: run)
    }

    /// The verdict in one sentence.
    var headline: String {
        let training = "After \(Phrase.count(run.episodesDone, "episode")) of training the network"
        let control = verdict.isControl ? "This is the control without plasticity. " : ""
        switch verdict.outcome {
        case .notMeasurable:
            return "The network cannot be measured: some of its weights are infinite or undefined (NaN)."
        case .notMeasured:
            return control
                + (run.information.status == .running
                    ? "The network will be tested on fresh episodes when training ends."
                    : "The network has not been tested on fresh episodes.")
        case .nothingToLearn:
            return control + "There is nothing to remember: the \(guess) makes no error."
        case .measured(let level):
            if verdict.hasForgotten, let best = verdict.bestMoment {
                let before = best.level == .learned ? "had learned" : "had partly learned"
                return control
                    + "The network \(before) the task near episode \(NumberText.grouped(best.episode)), and lost it again."
            }
            return control + training + " has " + Self.words(for: level) + " the task."
        }
    }

    /// What a reader of the headline has to know as well, in sentences.
    var remarks: [String] {
        [change, hopfield].compactMap(\.self)
    }

    private static func words(for level: Verdict.Level) -> String {
        switch level {
        case .learned: "learned"
        case .partlyLearned: "partly learned"
        case .notLearned: "not learned"
        }
    }

    private var guess: String { run.configuration.task.bestGuessWords }

    /// That training had a better moment than its end.
    private var change: String? {
        guard let best = verdict.bestMoment, verdict.outcome != .nothingToLearn else { return nil }
        let part = verdict.hasForgotten ? "" : " near episode \(NumberText.grouped(best.episode))"
        return
            "During training the \(run.configuration.task.objective.words.errorRate) was \(Self.percent(best.rate))\(part) and "
            + "\(Self.percent(best.finalRate)) at the end."
    }

    /// How a Hopfield network does that stores the same patterns, if it does at least as well.
    private var hopfield: String? {
        guard case .measured = verdict.outcome, let rates = run.evaluation?.bitErrorRate,
            let hopfield = rates.hopfield, hopfield.mean <= rates.trained.mean
        else { return nil }
        return "A Hopfield network, which is not trained, "
            + (hopfield.mean == 0
                ? "makes no error on the same episodes."
                : "reaches \(Self.percent(hopfield.mean)) on the same episodes.")
    }

    private static func percent(_ share: Double) -> String { NumberText.percent(share, digits: 2) }
}
