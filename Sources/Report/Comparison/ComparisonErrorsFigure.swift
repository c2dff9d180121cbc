import Analysis
import BOHP
import Document
import Plot
import Text

/// The bit error rate of every run on fresh episodes, by configuration, a panel for each task.
struct ComparisonErrorsFigure: CatalogueFigure {
    let name = "comparison-errors"
    let summary =
        "Error rates of all runs on fresh episodes by configuration, a panel for each task: medians of seeds, or 95 % "
        + "confidence intervals of single runs."

    var options: [any AnyDirectiveOption] { [ComparisonScale.option] }

    /// The most rows and panels on the usual page, each row being ``rowHeight`` millimetres high.
    private static let (mostRows, mostTasks) = (42, 6)
    private static let rowHeight = 4.2
    /// The longest label with names of settings, in characters.
    private static let longestLabel = 20

    func content(of comparison: RunComparison, _ request: FigureRequest) throws -> FigureContent? {
        let measured = comparison.tasks.indices.filter { task in
            comparison.tasks[task].groups.contains { comparison.groups[$0].bitErrorRate != nil }
        }
        let tasks = measured.prefix(Self.mostTasks)
        guard !tasks.isEmpty else { return nil }
        let mostRows = Int(Double(Self.mostRows) * request.sheet.height / FigureSheet().height)
        let rows = tasks.map { task in
            comparison.selection(of: task, most: mostRows / tasks.count)
                .map { comparison.groups[$0] }.filter { $0.bitErrorRate != nil }
        }
        let drawn = rows.reduce(0) { $0 + $1.count }
        let guesses = tasks.map { BestGuess(of: comparison.tasks[$0].task).bitErrorRate * 100 }
        let scale = ComparisonScale(
            of: rows.joined().flatMap { Self.extent($0) } + guesses,
            wanted: request.settings[ComparisonScale.option])
        let shown = rows.flatMap(\.self)
        let rate = comparison.words.rate
        // Long labels would leave little room for the plot; there, the axis title has the names of the settings.
        let usesValues =
            !comparison.runsAlone && comparison.trainingSettings.count > 1
            && shown.contains { $0.inTask.count > Self.longestLabel || $0.inTask == $0.numberLabel }
            && shown.allSatisfy { $0.values.count <= RunComparison.longestLabel }
        let panels = zip(zip(tasks, guesses), rows).map { task, groups in
            let (task, guess) = task
            let label = comparison.tasks[task].short
            return Panel(
                title: label.isEmpty ? nil : RichText(plain: label),
                x: scale.axis(
                    task == tasks.last ? RichText(plain: "\(rate) on fresh episodes (%)") : nil),
                y: .bands(
                    Bands(
                        count: groups.count,
                        labels: groups.map { RichText(plain: usesValues ? $0.values : $0.inTask) }),
                    title: usesValues && task == tasks.first
                        ? RichText(plain: comparison.trainingSettings.joined(separator: ", ")) : nil,
                    reversed: true),
                marks: Self.bestGuess(guess, at: comparison.tasks[task].task, scale)
                    + groups.enumerated().flatMap { Self.marks($1, at: Double($0), scale) },
                aspect: .height(.millimetres(Double(groups.count) * Self.rowHeight)))
        }
        let figure = Plot.Figure(
            width: request.width(.singleColumn), panels: panels, letters: panels.count > 1)
        let episodes = comparison.runs.compactMap { $0.evaluation?.bitErrorRate.trained.episodes }
        return FigureContent(
            figure,
            caption: Self.caption(rate, shown, leavesOut: drawn < comparison.groups.count)
                + scale.caption(shown.flatMap { Self.extent($0) }),
            facts: [
                "runs": .integer(episodes.count), "episodes": .text(Phrase.counts(episodes, "episode")),
                "left_out": .integer(comparison.groups.count - drawn),
                "groups": .integer(comparison.groups.count),
            ],
            alternativeText: Self.description(rate, shown), data: RunTable.data(of: comparison))
    }

    /// The values that a group's marks extend over, in percent.
    private static func extent(_ group: ComparedGroup) -> [Double] {
        guard let rate = group.bitErrorRate else { return [] }
        let interval = group.members.count == 1 ? [rate.interval.lowerBound, rate.interval.upperBound] : []
        return (rate.values + interval).map { $0 * 100 }
    }

    /// A single run with its interval, or the runs of a group with their median.
    private static func marks(_ group: ComparedGroup, at row: Double, _ scale: ComparisonScale) -> [Mark] {
        guard let rate = group.bitErrorRate else { return [] }
        let values = scale.shown(rate.values.map { $0 * 100 })
        if group.members.count == 1 {
            let ends = scale.shown([rate.interval.lowerBound * 100, rate.interval.upperBound * 100])
            return [
                .line(x: ends, y: [row, row], ink: .trained, width: 0.75),
                .dots(x: values, y: [row], ink: .trained, radius: 1.6),
            ]
        }
        let median = scale.shown([rate.quartiles.median * 100])[0]
        // Runs of nearly the same error are drawn at several heights.
        let heights = values.indices.map { row + 0.14 * Double($0 % 3 - 1) }
        return [
            .dots(x: values, y: heights, ink: .trained.faded(0.5), radius: 1.1),
            .line(x: [median, median], y: [row - 0.42, row + 0.42], ink: .ink, width: 1.2),
        ]
    }

    /// The best guess at a task without memory, in percent.
    private static func bestGuess(
        _ rate: Double, at task: any EpisodicTask, _ scale: ComparisonScale
    ) -> [Mark] {
        // The label is above the plot, at the end of its line, and extends towards the wider part of the axis.
        let isLeft = scale.position(of: rate) < 0.5
        return [
            .rule(x: rate, ink: .bestGuess, dash: [3, 2]),
            .text(
                RichText(plain: task.bestGuessWords), x: rate, y: -0.5,
                anchor: isLeft ? .bottomLeft : .bottomRight,
                offset: (0, -4), ink: .bestGuess),
        ]
    }

    // MARK: Words

    private static func caption(_ rate: String, _ groups: [ComparedGroup], leavesOut: Bool) -> String {
        var text =
            "\(rate) of {{ figure.runs | count(\"run\") }} on fresh episodes ({{ figure.episodes }})."
        if groups.contains(where: { $0.members.count > 1 }) {
            text += " Dots are runs that differ only in their seeds, and vertical lines their medians."
        }
        if groups.contains(where: { $0.members.count == 1 }) {
            text += " Horizontal lines are 95 % confidence intervals (Wilson) of single runs."
        }
        if leavesOut {
            text +=
                " The configurations with the lowest and the highest errors are drawn; {{ figure.left_out | grouped }} of "
                + "{{ figure.groups | grouped }} are left out. The data have all."
        }
        return text
    }

    private static func description(_ rate: String, _ groups: [ComparedGroup]) -> String {
        let most = 12
        let parts = groups.prefix(most).map { "\($0.label): \($0.bitErrorRateText ?? "")" }
        let rest = groups.count > most ? "; and \(groups.count - most) others" : ""
        return "\(rate) on fresh episodes. \(parts.joined(separator: "; "))\(rest)."
    }
}
