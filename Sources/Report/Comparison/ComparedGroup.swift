import Analysis
import BOHP
import Document
import RunRecord
import Text

/// Runs that differ only in their seeds, and what they achieved.
struct ComparedGroup: Sendable {
    /// The index in ``RunComparison/groups``.
    let index: Int
    /// Indices of ``RunComparison/runs``.
    let members: [Int]
    /// The index of its task in ``RunComparison/tasks``.
    let task: Int
    /// The name of a run that is a configuration of its own, otherwise the settings that tell the group from the others.
    /// No other group has it.
    let label: String
    /// The label, or the number if the label is longer than ``RunComparison/longestLabel``.
    let short: String
    /// The same without the settings of the task, which a panel's title has; no other group of the task has it.
    let inTask: String
    /// The values of ``RunComparison/trainingSettings``.
    let values: String
    /// The share of wrong bits on fresh episodes.
    let bitErrorRate: SeedDistribution?
    /// The share of fresh episodes without a wrong bit.
    let accuracy: SeedDistribution?
    /// The mean absolute error over the last episodes of training.
    let trainingError: SeedDistribution?

    /// - Parameters:
    ///   - inTask: the label without the settings of the task.
    ///   - runs: the members.
    init(
        index: Int, members: [Int], task: Int, label: String, inTask: String, values: String,
        runs: [ComparedRun]
    ) {
        self.index = index
        self.members = members
        self.task = task
        self.label = label
        self.values = values
        func short(_ label: String) -> String {
            label.count <= RunComparison.longestLabel ? label : Self.numberLabel(index)
        }
        self.short = short(label)
        self.inTask = short(inTask)
        let measured = runs.compactMap(\.evaluation)
        bitErrorRate = SeedDistribution(measured.map(\.bitErrorRate.trained))
        accuracy = SeedDistribution(measured.map(\.accuracy.trained))
        trainingError = SeedDistribution(
            runs.compactMap { $0.final?.absoluteError }.map { Estimate(values: [$0]) })
    }

    /// The number by which tables and legends call the group, from 1.
    var number: Int { index + 1 }

    /// What a figure calls the group where its label is too long.
    var numberLabel: String { Self.numberLabel(index) }

    private static func numberLabel(_ index: Int) -> String { "no. \(index + 1)" }

    /// Whether the group has at least three runs. Quartiles of two runs add nothing to their values.
    var isDistribution: Bool { members.count >= 3 }

    /// The number by which groups of one task are ordered, less being better: wrong bits on fresh episodes, or above all
    /// of these, the error in training.
    var rank: Double {
        if let bitErrorRate { return bitErrorRate.quartiles.median }
        return 1 + (trainingError?.quartiles.median ?? .infinity)
    }

    /// The bit error rate as a sentence has it: the median and the quartiles of seeds, or the mean and the interval of
    /// one run.
    var bitErrorRateText: String? {
        bitErrorRate.map { rate in
            Self.text(rate, unit: "\u{A0}%") { NumberText.fixed($0 * 100, digits: 2) }
        }
    }

    /// The median with the quartiles of at least three seeds, with the range of two, or with the interval of one.
    ///
    /// - Parameter unit: follows the median.
    static func text(_ measure: SeedDistribution, unit: String = "", number: (Double) -> String) -> String {
        let (middle, quartiles) = (number(measure.quartiles.median), measure.quartiles)
        let (low, high) =
            switch measure.values.count {
            case 1: (measure.interval.lowerBound, measure.interval.upperBound)
            case 2: (measure.values.min() ?? quartiles.lower, measure.values.max() ?? quartiles.upper)
            default: (quartiles.lower, quartiles.upper)
            }
        return low == high ? middle + unit : "\(middle)\(unit) (\(number(low))–\(number(high)))"
    }
}
