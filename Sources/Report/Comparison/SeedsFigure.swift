import Analysis
import BOHP
import Document
import Plot
import Text

/// Every seed of a few configurations: learning curves, and beside them the errors on fresh episodes after training.
struct SeedsFigure: CatalogueFigure {
    let name = "seeds"
    let summary =
        "Learning curves of all seeds with the median of each configuration, beside the errors on fresh episodes; for up "
        + "to three tasks of up to six configurations, at least one of them with several seeds."

    /// The quantities that are logged in training and measured on fresh episodes.
    private static let quantities = [LoggedQuantity.bitErrorRate, .absoluteError]
    private static let quantity = LoggedQuantity.option(quantities, "which number is drawn")

    var options: [any AnyDirectiveOption] { [Self.quantity, ComparisonScale.option, ComparedCurves.window] }

    /// The most tasks whose panels are readable on one page.
    private static let mostTasks = 3
    /// The most configurations beside whose dots the median has room as a number.
    private static let mostWritten = 2

    func content(of comparison: RunComparison, _ request: FigureRequest) throws -> FigureContent? {
        guard comparison.tasks.count <= Self.mostTasks,
            comparison.tasks.allSatisfy({ $0.groups.count <= GroupStyle.count }), !comparison.runsAlone
        else { return nil }
        let quantity = LoggedQuantity.named(request.settings[Self.quantity], of: comparison)
        let curves = try ComparedCurves(
            of: comparison, quantity, window: request.settings[ComparedCurves.window])
        guard !curves.isEmpty else { return nil }
        let rows = comparison.tasks.map { task in
            panels(of: task, comparison, quantity, curves, request)
        }
        let figure = Plot.Figure(
            width: request.width(.singleColumn), panels: rows.flatMap(\.panels), columns: 2,
            columnWidths: [2.4, 1], letters: true)
        return FigureContent(
            figure,
            caption: Self.caption(
                quantity, curves,
                guess: Phrase.list(Array(Set(comparison.tasks.map(\.task.bestGuessWords))).sorted(), "or"))
                + (rows.map(\.note).first { !$0.isEmpty } ?? ""),
            facts: curves.facts.merging([
                "runs": .integer(comparison.runs.count), "groups": .integer(comparison.groups.count),
                "episodes": .text(
                    Phrase.counts(comparison.runs.compactMap { quantity.fresh($0)?.episodes }, "episode")),
            ]) { $1 },
            alternativeText: Self.description(quantity, comparison),
            data: DataTable(
                [curves.column]
                    + comparison.groups.flatMap { group in
                        group.members.map {
                            .init("\(comparison.labels[$0]) \(quantity.column)_smoothed", curves.curves[$0])
                        } + [
                            .init(
                                "\(group.label) \(quantity.column)_median", curves.quartiles(group).median)
                        ]
                    } + [
                        .init("run", comparison.labels),
                        .init(
                            "\(quantity.column)_fresh",
                            comparison.runs.map { (quantity.fresh($0)?.mean ?? .nan) * quantity.factor }),
                    ]))
    }

    /// The panels of a task: curves, and the values on fresh episodes on the same scale; and a sentence of the caption.
    private func panels(
        of task: RunComparison.ComparedTask, _ comparison: RunComparison, _ quantity: LoggedQuantity,
        _ curves: ComparedCurves, _ request: FigureRequest
    ) -> (panels: [Panel], note: String) {
        let groups = task.groups.map { comparison.groups[$0] }
        let fresh = groups.map { group in
            group.members.map { (quantity.fresh(comparison.runs[$0])?.mean ?? .nan) * quantity.factor }
        }
        let medians = groups.map { curves.quartiles($0).median }
        let scale = ComparisonScale(
            of: (medians + fresh).joined(), wanted: request.settings[ComparisonScale.option])
        // The second panel names a configuration by the one setting that differs, or by a number of the legend.
        let differing = comparison.differences.filter { !$0.isOfTask }
        let setting = differing.count == 1 ? differing[0] : nil
        var (thin, thick): ([Mark], [Mark]) = ([], [])
        var dots: [Mark] = []
        for (place, group) in groups.enumerated() {
            let style = GroupStyle(place)
            thin += group.members.map { run in
                let line = scale.shown(curves.curves[run])
                return .line(x: curves.positions(line), y: line, ink: style.ink.faded(0.35), width: 0.35)
            }
            let median = scale.shown(medians[place])
            thick.append(
                .line(
                    x: curves.positions(median), y: median, ink: style.ink, width: 1.1, dash: style.dash,
                    label: RichText(
                        plain: setting == nil && group.inTask != group.numberLabel
                            ? "\(group.number) \(group.inTask)" : group.inTask)))
            let values = scale.shown(fresh[place].filter(\.isFinite))
            guard let middle = Quartiles(of: values)?.median else { continue }
            let center = Double(place)
            let step = min(0.12, 0.6 / Double(max(1, values.count - 1)))
            let places = values.indices.map { center + step * (Double($0) - Double(values.count - 1) / 2) }
            dots += [
                .dots(x: places, y: values, ink: style.ink.faded(0.7), radius: 1.2),
                .line(x: [center - 0.38, center + 0.38], y: [middle, middle], ink: style.ink, width: 1.1),
            ]
            if groups.count <= Self.mostWritten, let highest = values.max() {
                dots.append(
                    .text(
                        RichText(
                            plain: NumberText.significant(middle, digits: 2)
                                + (quantity.isShare ? "\u{A0}%" : "")), x: center, y: highest,
                        anchor: .bottom, offset: (0, -4), ink: style.ink))
            }
        }
        let labels = groups.map { group in
            RichText(
                plain: setting.map { $0.exact[group.index]?.description ?? "none" } ?? "\(group.number)")
        }
        let guess =
            quantity.name == LoggedQuantity.bitErrorRate.name
            ? [Mark.rule(y: BestGuess(of: task.task).bitErrorRate * 100, ink: .bestGuess, dash: [0.8, 1.6])]
            : []
        let panels = [
            Panel(
                title: task.short.isEmpty ? nil : RichText(plain: task.short),
                x: curves.axis(title: "Episode"), y: scale.axis(quantity.title), marks: guess + thin + thick,
                aspect: .ratio(0.85), legend: .above),
            Panel(
                x: .bands(
                    Bands(count: groups.count, labels: labels),
                    title: setting.map { RichText(plain: $0.label) } ?? "Configuration"),
                y: scale.axis(nil), marks: guess + dots),
        ]
        let drawn = groups.flatMap { group in group.members.flatMap { curves.curves[$0] } } + fresh.joined()
        return (panels, scale.caption(drawn))
    }

    // MARK: Words

    private static func caption(
        _ quantity: LoggedQuantity, _ curves: ComparedCurves, guess: String
    ) -> String {
        "\(quantity.words) (\(quantity.definition)) of {{ figure.runs | count(\"run\") }} in "
            + "{{ figure.groups | count(\"configuration\") }}: during training\(curves.smoothing), each seed thin "
            + "and the median thick; and after training on fresh episodes ({{ figure.episodes }}), each seed a dot and "
            + "the median a line."
            + (quantity.name == LoggedQuantity.bitErrorRate.name
                ? " The dotted line is the \(guess)." : "") + curves.caption
    }

    private static func description(_ quantity: LoggedQuantity, _ comparison: RunComparison) -> String {
        let parts = comparison.groups.map { group in
            let values = group.members.compactMap { quantity.fresh(comparison.runs[$0])?.mean }.filter(
                \.isFinite)
            let median = Quartiles(of: values).map {
                NumberText.significant($0.median * quantity.factor, digits: 3)
            }
            return "\(group.label): \(median ?? "not measured")"
        }
        return "\(quantity.words)\(quantity.isShare ? " in percent" : "") during and after training. "
            + "Medians on fresh episodes: \(parts.joined(separator: "; "))."
    }
}

extension LoggedQuantity {
    /// The same quantity on fresh episodes after training, if it was measured.
    fileprivate func fresh(_ run: ComparedRun) -> Estimate? {
        switch name {
        case Self.bitErrorRate.name: run.evaluation?.bitErrorRate.trained
        case Self.absoluteError.name: run.evaluation?.absoluteError
        default: nil
        }
    }
}
