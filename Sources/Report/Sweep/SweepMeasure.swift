import BOHP
import Document
import Text

/// A number by which the runs of a sweep are ranked: a column of `sweep.csv`.
struct SweepMeasure: Sendable {
    /// The column.
    let name: String
    /// In a sentence: `bit error rate on fresh episodes`.
    let words: String
    /// The title of an axis, with its unit.
    let title: String
    /// From the number in the file to the number shown.
    let factor: Double
    let prefersLess: Bool

    /// In the order in which the first one that was measured is chosen.
    static func all(_ answers: ObjectiveWords = ObjectiveWords()) -> [SweepMeasure] {
        [
            SweepMeasure(
                name: "test_bit_error_rate", words: "\(answers.errorRate) on fresh episodes",
                title: answers.rateTitle,
                factor: 100, prefersLess: true),
            SweepMeasure(
                name: "test_absolute_error", words: "absolute error on fresh episodes",
                title: "Absolute error",
                factor: 1, prefersLess: true),
            SweepMeasure(
                name: "test_accuracy", words: "share of fresh episodes without a wrong \(answers.answer)",
                title: "Episodes without error (%)", factor: 100, prefersLess: false),
            SweepMeasure(
                name: "final_loss", words: "loss over the last episodes of training", title: "Loss, training",
                factor: 1, prefersLess: true),
        ]
    }

    static let option = DirectiveOption.choice(
        "measure", ["automatic"] + all().map(\.name),
        "the column of sweep.csv that is shown; automatic is the first of them that was measured")

    /// A value with its digits, without a unit.
    func number(_ value: Double) -> String {
        factor == 100 ? NumberText.fixed(value, digits: 2) : NumberText.significant(value, digits: 3)
    }

    /// What follows a number in a sentence.
    var unit: String { factor == 100 ? "\u{A0}%" : "" }

    /// What follows a difference in a sentence.
    var differenceUnit: String { factor == 100 ? " percentage points" : "" }

    /// Two ends of an interval: `0.31–0.40`, and `−0.1 to 0.2` if one of them is negative.
    func range(_ interval: ClosedRange<Double>) -> String {
        let ends = (number(interval.lowerBound), number(interval.upperBound))
        return interval.lowerBound < 0 ? "\(ends.0) to \(ends.1)" : "\(ends.0)–\(ends.1)"
    }
}
