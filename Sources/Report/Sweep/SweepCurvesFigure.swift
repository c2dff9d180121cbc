import Analysis
import Document
import Plot
import Text

/// The measure against one setting, a line for each value of another, with every seed.
struct SweepCurvesFigure: CatalogueFigure {
    let name = "sweep-curves"
    let summary =
        "A measure against the most important setting with a line for each value of the next one: seeds, their "
        + "interquartile means and 95 % intervals. All other settings have the values of the best configuration."

    var options: [any AnyDirectiveOption] { [SweepMeasure.option, ComparisonScale.option] }

    /// A line: the configurations along the first setting.
    private struct Course {
        var label: String?
        var entries: [SweepRanking.Entry]
    }

    func content(of sweep: SweepResults, _ request: FigureRequest) throws -> FigureContent? {
        guard let ranking = sweep.ranking(request.settings),
            let (setting, other) = Self.axes(sweep, ranking)
        else { return nil }
        let best = ranking.best.configuration
        let rest = sweep.settings.indices.filter { $0 != setting && $0 != other }
        let entries = ranking.entries.filter { entry in
            rest.allSatisfy {
                sweep.settings[$0].values[entry.configuration] == sweep.settings[$0].values[best]
            }
        }
        let axis = sweep.settings[setting]
        let courses: [Course] =
            other.map { other in
                let other = sweep.settings[other]
                return other.distinct.map { value in
                    Course(
                        label: "\(other.name) = \(value)",
                        entries: entries.filter { other.values[$0.configuration] == value })
                }.filter { !$0.entries.isEmpty }
            } ?? [Course(entries: entries)]
        guard courses.contains(where: { $0.entries.count > 1 }) else { return nil }
        let values = entries.flatMap { $0.values.map(\.value) }
        let scale = ComparisonScale(of: values, wanted: request.settings[ComparisonScale.option])
        let marks = courses.enumerated().flatMap { place, course in
            Self.marks(course, axis, GroupStyle(place), of: courses.count, at: place, scale)
        }
        let figure = Plot.Figure(
            width: request.width(.singleColumn),
            panels: [
                Panel(
                    x: axis.axis, y: scale.axis(RichText(plain: ranking.measure.title)), marks: marks,
                    aspect: .ratio(0.75), legend: .above)
            ])
        let others = rest.map { "\(sweep.settings[$0].name) = \(sweep.settings[$0].values[best])" }
        return FigureContent(
            figure,
            caption: "The {{ figure.measure }} against {{ figure.setting }}"
                + (others.isEmpty ? "" : ", with {{ figure.others }} as in the best configuration")
                + ": every seed a small dot, lines and large markers the interquartile means of seeds"
                + (entries.contains { $0.values.count > 1 }
                    ? ", bars their 95 % intervals (bootstrap)." : ".") + scale.caption(values),
            facts: sweep.facts(of: ranking).merging([
                "setting": .code(axis.name), "others": .text(Phrase.list(others)),
            ]) { $1 },
            alternativeText: "\(ranking.measure.title) against \(axis.name). "
                + courses.map { course in
                    (course.label.map { "\($0): " } ?? "")
                        + course.entries.sorted { Self.place($0, axis) < Self.place($1, axis) }.map {
                            "\(ranking.measure.number($0.mean)) at \(axis.values[$0.configuration])"
                        }.joined(separator: ", ")
                }.joined(separator: "; ") + ".",
            data: sweep.data(of: ranking))
    }

    private static func place(_ entry: SweepRanking.Entry, _ axis: SweepSetting) -> Double {
        axis.position(of: entry.configuration)
    }

    /// The setting along the axis, a numeric one if there is, and the setting of the lines.
    private static func axes(_ sweep: SweepResults, _ ranking: SweepRanking) -> (setting: Int, other: Int?)? {
        let order = ranking.order(of: sweep.settings)
        guard
            let first = order.first(where: {
                sweep.settings[$0].isNumeric && sweep.settings[$0].distinct.count > 2
            })
                ?? order.first
        else { return nil }
        return (
            first,
            order.first { $0 != first && sweep.settings[$0].distinct.count <= GroupStyle.count }
        )
    }

    private static func marks(
        _ course: Course, _ axis: SweepSetting, _ style: GroupStyle, of count: Int, at index: Int,
        _ scale: ComparisonScale
    ) -> [Mark] {
        let entries = course.entries.sorted { place($0, axis) < place($1, axis) }
        // Lines of one category stand side by side.
        let shift = axis.isNumeric ? 0 : 0.5 * ((Double(index) + 0.5) / Double(count) - 0.5)
        let places = entries.map { place($0, axis) + shift }
        let seeds = zip(places, entries).flatMap { place, entry in entry.values.map { (place, $0.value) } }
        let means = scale.shown(entries.map(\.mean))
        let intervals = entries.map(\.interval)
        let line: [Mark] =
            axis.isNumeric
            ? [
                .line(
                    x: places, y: means, ink: style.ink, width: style.width, dash: style.dash,
                    label: course.label.map(RichText.init(plain:)))
            ] : []
        return [
            .dots(
                x: seeds.map(\.0), y: scale.shown(seeds.map(\.1)), ink: style.ink.faded(0.4), radius: 0.9
            ).beneath
        ] + line + [
            .dots(
                x: places, y: means, low: scale.shown(intervals.map { $0?.lowerBound ?? .nan }),
                high: scale.shown(intervals.map { $0?.upperBound ?? .nan }), ink: style.ink,
                form: MarkerForm.series(index), radius: 1.7,
                label: course.label.map(RichText.init(plain:)))
        ]
    }
}
