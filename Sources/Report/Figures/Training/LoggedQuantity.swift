import Analysis
import BOHP
import Document
import Plot
import RunRecord

/// A number that training logs in every episode, as figures show it.
struct LoggedQuantity: Sendable {
    /// How a template calls it.
    let name: String
    /// The column of the figure's data.
    let column: String
    /// The title of its axis.
    let title: RichText
    /// Its name in captions and alternative texts.
    let words: String
    /// What it is, for a caption.
    let definition: String
    /// Element i is the value of episode i + 1.
    let read: @Sendable (Metrics) -> [Double]
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

    /// The axis of values up to `greatest`, in the axis's unit. A linear axis starts at 0, because errors are not negative.
    func axis(upTo greatest: Double, isLogarithmic: Bool) -> Axis {
        let top = greatest * 1.04
        return isLogarithmic
            ? .log(title: title) : .linear(title: title, domain: top > 0 && top.isFinite ? 0...top : nil)
    }

    static let absoluteError = LoggedQuantity(
        name: "absolute-error", column: "absolute_error", title: "Absolute error", words: "Absolute error",
        definition: "the sum of |output − target| over the scored outputs", read: { $0.absoluteError })
    static let loss = LoggedQuantity(
        name: "loss", column: "loss", title: "Loss (mean squared error)", words: "Loss",
        definition: "the mean squared error of the scored outputs", read: { $0.loss })
    static let bitErrorRate = LoggedQuantity(
        name: "bit-error-rate", column: "bit_error_rate_percent", title: "Bit error rate (%)",
        words: "Bit error rate",
        definition: "the share of scored outputs with the wrong sign", read: { $0.bitErrorRate },
        isShare: true, bestGuess: { $0.bestGuess?.bitErrorRate })
    static let gradientNorm = LoggedQuantity(
        name: "gradient-norm", column: "gradient_norm", title: "Norm of the gradient",
        words: "Norm of the gradient",
        definition: "Euclidean; of half the squared error, with respect to all *w* and *α*",
        read: { $0.gradientNorm }, isOfUpdate: true)

    /// The errors. The first one is drawn unless a template asks for another.
    static let errors = [absoluteError, loss, bitErrorRate]
    /// Everything that is logged.
    static let all = errors + [gradientNorm]

    /// An option that chooses one of some quantities.
    static func option(_ quantities: [LoggedQuantity], _ summary: String) -> DirectiveOption<String> {
        .choice("quantity", quantities.map(\.name), summary)
    }

    /// The quantity of the given name; the absolute error if there is none.
    static func named(_ name: String) -> LoggedQuantity { all.first { $0.name == name } ?? .absoluteError }
}
