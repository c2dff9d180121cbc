import Analysis
import BOHP
import Document
import Plot
import RunRecord
import Text

/// A number that training logs in every episode, as figures show it.
struct LoggedQuantity: Sendable {
    /// How a template calls it.
    let name: String
    /// The column of the figure's data.
    let column: String
    /// The title of its axis.
    var title: RichText
    /// Its name in captions and alternative texts.
    var words: String
    /// What it is, for a caption.
    var definition: String
    /// The column of `metrics.csv`.
    let logged: String
    /// Whether it is a share, which is drawn in percent.
    var isShare = false
    /// What the best answer without memory would have; `nil` if the task does not know it.
    var bestGuess: @Sendable (any EpisodicTask) -> Double? = { _ in nil }
    /// Whether the episodes of an update share one value.
    var isOfUpdate = false

    /// What a smooth curve shows of it.
    var statistic: EpisodeCurve.Statistic { isShare ? .mean : .median }

    /// What a value is multiplied by for the axis.
    var factor: Double { isShare ? 100 : 1 }

    /// The axis of values from `least` to `greatest`, in the axis's unit. A linear axis starts at 0, unless a value is
    /// negative.
    func axis(from least: Double = 0, upTo greatest: Double, isLogarithmic: Bool) -> Axis {
        let top = greatest * 1.04
        return isLogarithmic
            ? .log(title: title)
            : .linear(title: title, domain: least >= 0 && top > 0 && top.isFinite ? 0...top : nil)
    }

    /// The quantity in the words of an objective.
    func inWords(of objective: ObjectiveWords) -> LoggedQuantity {
        var quantity = self
        switch name {
        case Self.loss.name:
            quantity.title = RichText(plain: "Loss (\(objective.loss))")
            quantity.definition = "the \(objective.loss) of the scored outputs"
        case Self.bitErrorRate.name:
            quantity.words = objective.rate
            quantity.title = RichText(plain: objective.rateTitle)
            quantity.definition = "the share of scored \(objective.wrongAnswers)"
        case Self.gradientNorm.name:
            quantity.definition =
                "Euclidean; of \(objective.descended), with respect to all learned parameters"
        default: break
        }
        return quantity
    }

    static let absoluteError = LoggedQuantity(
        name: "absolute-error", column: "absolute_error", title: "Absolute error", words: "Absolute error",
        definition: "the sum of |output − target| over the scored outputs", logged: "absolute_error")
    static let loss = LoggedQuantity(
        name: "loss", column: "loss", title: "Loss (mean squared error)", words: "Loss",
        definition: "the mean squared error of the scored outputs", logged: "loss")
    static let bitErrorRate = LoggedQuantity(
        name: "bit-error-rate", column: "bit_error_rate_percent", title: "Bit error rate (%)",
        words: "Bit error rate",
        definition: "the share of scored outputs with the wrong sign", logged: "bit_error_rate",
        isShare: true, bestGuess: { $0.bestGuess?.bitErrorRate })
    static let correlation = LoggedQuantity(
        name: "correlation", column: "correlation", title: "Correlation with the target",
        words: "Correlation", definition: "Pearson's, of the scored outputs with their targets",
        logged: "correlation")
    static let gradientNorm = LoggedQuantity(
        name: "gradient-norm", column: "gradient_norm", title: "Norm of the gradient",
        words: "Norm of the gradient",
        definition: "Euclidean; with respect to all learned parameters",
        logged: "gradient_norm", isOfUpdate: true)

    /// The errors, and what is better if it is large. The first one is drawn unless a template asks for another.
    static let errors = [absoluteError, loss, bitErrorRate, correlation]
    /// Everything that is logged.
    static let all = errors + [gradientNorm]

    /// An option that chooses one of some quantities.
    static func option(_ quantities: [LoggedQuantity], _ summary: String) -> DirectiveOption<String> {
        .choice("quantity", quantities.map(\.name), summary)
    }

    /// The quantity of the given name; the absolute error if there is none.
    static func named(_ name: String) -> LoggedQuantity { all.first { $0.name == name } ?? .absoluteError }

    /// The quantity of the given name in the words of a run; if the run does not log it, the first error that it logs.
    static func named(_ name: String, of run: AnalysedRun) -> LoggedQuantity {
        let quantity = named(name)
        let logged = ([quantity] + errors).first { run.metrics.columns.contains($0.logged) } ?? quantity
        return logged.inWords(of: run.configuration.task.objective.words)
    }
}

extension ObjectiveWords {
    /// The error rate as a sentence starts with it: `Bit error rate`.
    var rate: String { Phrase.sentenceStart(errorRate) }
    /// The title of its axis.
    var rateTitle: String { rate + " (%)" }
}
