import Analysis
import Document
import Plot
import Text

/// Smoothed training curves of the groups: on a panel for each task, and, of many groups, for each combination of settings.
struct ComparisonCurvesFigure: CatalogueFigure {
    let name = "comparison-curves"
    let summary =
        "Smoothed training curves, a panel for each task; median and quartiles of three or more runs that differ only in "
        + "their seeds."

    private static let quantity = LoggedQuantity.option(LoggedQuantity.all, "which number is drawn")

    var options: [any AnyDirectiveOption] { [Self.quantity, ComparisonScale.option, ComparedCurves.window] }

    /// The lines of a group: its median, and its quartiles if it has at least three runs; or each of two runs.
    private struct Course {
        let group: ComparedGroup
        let style: GroupStyle
        let lines: [[Double]]
        /// Lower and upper quartiles.
        let band: (lower: [Double], upper: [Double])?

        init(_ group: ComparedGroup, _ style: GroupStyle, _ curves: ComparedCurves, hasBand: Bool) {
            self.group = group
            self.style = style
            if group.isDistribution {
                let (median, lower, upper) = curves.quartiles(group)
                lines = [median]
                band = hasBand ? (lower, upper) : nil
            } else {
                lines = group.members.map { curves.curves[$0] }
                band = nil
            }
        }
    }

    func content(of comparison: RunComparison, _ request: FigureRequest) throws -> FigureContent? {
        let quantity = LoggedQuantity.named(request.settings[Self.quantity], of: comparison)
        let curves = try ComparedCurves(
            of: comparison, quantity, window: request.settings[ComparedCurves.window])
        guard !curves.isEmpty else { return nil }
        let plan = ComparisonFacets(comparison)
        let panels = plan.facets.map { (facet) -> (ComparisonFacets.Facet, [Course]) in
            // More bands than colours on a panel only hide each other.
            let hasBands = facet.groups.count <= GroupStyle.count
            return (
                facet,
                facet.groups.map {
                    Course(comparison.groups[$0.index], $0.style, curves, hasBand: hasBands)
                }
            )
        }
        let courses = panels.flatMap(\.1)
        // Shares compare across tasks; sums over different numbers of outputs do not.
        let sharesScale = comparison.tasks.count == 1 || quantity.isShare
        func scale(_ courses: [Course], _ wanted: String) -> ComparisonScale {
            ComparisonScale(of: courses.flatMap { $0.lines.joined() }, wanted: wanted)
        }
        let common = scale(courses, request.settings[ComparisonScale.option])
        let spacing = common.isLogarithmic ? "log" : "linear"
        let columns = [1, 2, 3, 2, 3][min(panels.count, 5) - 1]
        let figure = Plot.Figure(
            width: request.width(panels.count == 1 ? .singleColumn : .doubleColumn),
            panels: panels.enumerated().map { place, panel in
                let (facet, courses) = panel
                let scale = sharesScale ? common : scale(courses, spacing)
                return Panel(
                    title: facet.title.isEmpty ? nil : RichText(plain: facet.title),
                    x: curves.axis(title: place + columns >= panels.count ? "Episode" : nil),
                    y: scale.axis(place.isMultiple(of: columns) ? quantity.title : nil),
                    marks: courses.flatMap { Self.marks($0, curves, scale) }
                        + facet.legend.map { label, style in
                            .line(
                                y: [], ink: style.ink, width: style.width, dash: style.dash,
                                label: RichText(plain: label))
                        },
                    aspect: .ratio([0.62, 0.5, 0.7][columns - 1]), legend: .above)
            },
            columns: columns, letters: panels.count > 1)
        return FigureContent(
            figure,
            caption: caption(
                quantity, comparison, plan, curves, hasBands: courses.contains { $0.band != nil })
                + common.caption(courses.flatMap { $0.lines.joined() }),
            facts: curves.facts.merging([
                "runs": .integer(comparison.runs.count),
                "curves": .integer(courses.reduce(0) { $0 + $1.lines.count }),
                "episodes": .text(Phrase.counts(comparison.runs.map(\.logged), "episode")),
                "left_out": .integer(plan.leftOut), "groups": .integer(comparison.groups.count),
            ]) { $1 },
            alternativeText: Self.description(quantity, courses),
            data: DataTable([curves.column] + courses.flatMap { Self.columns($0, comparison, quantity) }))
    }

    private static func marks(_ course: Course, _ curves: ComparedCurves, _ scale: ComparisonScale) -> [Mark]
    {
        let style = course.style
        let band = course.band.map { band in
            Mark.band(
                x: curves.positions(band.lower), lower: scale.shown(band.lower),
                upper: scale.shown(band.upper),
                ink: style.ink.faded(0.2))
        }
        let lines = course.lines.map { line in
            Mark.line(
                x: curves.positions(line), y: scale.shown(line), ink: style.ink, width: style.width,
                dash: style.dash)
        }
        return [band].compactMap(\.self) + lines
    }

    private static func columns(
        _ course: Course, _ comparison: RunComparison, _ quantity: LoggedQuantity
    ) -> [DataTable.Column] {
        guard course.group.isDistribution else {
            return zip(course.group.members, course.lines).map { run, line in
                .init("\(comparison.labels[run]) \(quantity.column)_smoothed", line)
            }
        }
        let quartiles = course.band.map { [("lower_quartile", $0.lower), ("upper_quartile", $0.upper)] }
        let parts = [("median", course.lines[0])] + (quartiles ?? [])
        return parts.map { .init("\(course.group.label) \(quantity.column)_\($0)", $1) }
    }

    // MARK: Words

    private func caption(
        _ quantity: LoggedQuantity, _ comparison: RunComparison, _ plan: ComparisonFacets,
        _ curves: ComparedCurves, hasBands: Bool
    ) -> String {
        var text =
            "\(quantity.words) (\(quantity.definition)) during training of {{ figure.runs | count(\"run\") }} "
            + "({{ figure.episodes }})\(curves.smoothing)."
        if hasBands {
            text +=
                " Three or more runs that differ only in their seeds are drawn as their median and the band between "
                + "their quartiles, up to the end of the shortest."
        } else if comparison.groups.contains(where: \.isDistribution) {
            text += " Three or more runs that differ only in their seeds are drawn as their median."
        }
        if plan.leftOut > 0 {
            text +=
                " Of each task, the configurations with the lowest and the highest errors on fresh episodes are drawn; "
                + "{{ figure.left_out | grouped }} of {{ figure.groups | grouped }} are left out."
        }
        return text + curves.caption
    }

    private static func description(_ quantity: LoggedQuantity, _ courses: [Course]) -> String {
        let most = 12
        let parts = courses.prefix(most).map { course in
            let line = course.lines.first ?? []
            func text(_ value: Double?) -> String {
                value.map { NumberText.significant($0, digits: 3) } ?? "no number"
            }
            return "\(course.group.label): from \(text(line.first(where: \.isFinite))) to "
                + text(line.last(where: \.isFinite))
        }
        let rest = courses.count > most ? "; and \(courses.count - most) others" : ""
        return
            "\(quantity.words)\(quantity.isShare ? " in percent" : "") during training, from the first to "
            + "the last smoothed value. \(parts.joined(separator: "; "))\(rest)."
    }
}
