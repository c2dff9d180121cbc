import Analysis
import Document
import Foundation
import Plot
import RunRecord
import Text

/// Smoothed training curves of several runs in one panel.
struct ComparisonCurvesFigure: CatalogueFigure {
    let name = "comparison-curves"
    let summary =
        "Smoothed training curves of all runs; median and quartiles of three or more runs that differ only in their seeds."

    private static let quantity = LoggedQuantity.option(LoggedQuantity.all, "which number is drawn")
    private static let scale = DirectiveOption.choice(
        "scale", ["automatic", "linear", "log"],
        "spacing of the vertical axis; automatic is log for a number that spans a decade")
    private static let window = DirectiveOption.integer(
        "window", 0, in: 0...1_000_001,
        "window of the smooth curves in episodes, rounded up to an odd number; 0 takes 2 % of the longest run, and more of "
            + "a short one")

    var options: [any AnyDirectiveOption] { [Self.quantity, Self.scale, Self.window] }

    /// One line of the figure, with a band if it represents several runs.
    private struct Course {
        var label: String
        /// One run's smoothed values, or the median, lower and upper quartiles of several runs, at the centres of the
        /// moving window.
        var lines: [[Double]]

        var middle: [Double] { lines[0] }
        var hasBand: Bool { lines.count > 1 }
        var text: RichText { RichText(plain: ComparisonErrorsFigure.short(label)) }
    }

    func content(of comparison: RunComparison, _ request: FigureRequest) throws -> FigureContent? {
        let quantity = LoggedQuantity.named(request.settings[Self.quantity])
        let longest = comparison.runs.map { quantity.read($0.metrics).count }.max() ?? 0
        // One window for all runs, because a wider one shows less of the same fluctuations.
        let window = MovingWindow(for: longest, length: request.settings[Self.window])
        let courses = Self.courses(of: comparison, quantity, window)
        let values = courses.flatMap(\.middle).filter(\.isFinite)
        guard let least = values.min(), let greatest = values.max() else { return nil }
        let spansDecade = least > 0 && greatest / least >= 10 && !quantity.isShare
        let scale = request.settings[Self.scale]
        let isLogarithmic = scale == "log" || scale == "automatic" && spansDecade
        if isLogarithmic, greatest <= 0 { return nil }

        let centers = window.centers(of: longest).map { $0 + 1 }
        let episodes = centers.map(Double.init)
        // Bands are drawn first, so that no band covers a line.
        let bands = courses.enumerated().filter(\.element.hasBand).map { place, course in
            Mark.band(
                x: Array(episodes.prefix(course.middle.count)), lower: course.lines[1],
                upper: course.lines[2],
                ink: .series(place).faded(0.22), label: course.text)
        }
        // The palette has six colours. From the seventh line on, dashes tell lines of one colour apart.
        let dashes: [[Double]] = [[], [4, 2], [1.2, 1.6], [6, 2, 1.2, 2]]
        let lines = courses.enumerated().map { place, course in
            Mark.line(
                x: episodes, y: course.middle, ink: .series(place), width: 0.9,
                dash: dashes[place / 6 % 4], label: course.text)
        }
        let highest = courses.flatMap(\.lines).compactMap { $0.lazy.filter(\.isFinite).max() }.max() ?? 0
        let figure = Plot.Figure(
            width: request.width(.doubleColumn),
            panels: [
                Panel(
                    x: .linear(
                        title: "Episode", domain: longest > 20 ? 0...Double(longest) : nil,
                        wholeNumbers: true),
                    y: quantity.axis(upTo: highest, isLogarithmic: isLogarithmic),
                    marks: bands + lines, aspect: .ratio(0.45))
            ])
        return try FigureContent(
            figure,
            caption: Self.caption(quantity, hasBands: !bands.isEmpty, isSmoothed: window.length > 1),
            facts: [
                "runs": .integer(comparison.runs.count), "curves": .integer(courses.count),
                "episodes": .text(Phrase.counts(comparison.runs.map(\.run.metrics.count), "episode")),
                "window": .integer(window.length),
            ],
            alternativeText: Self.description(quantity, courses),
            data: DataTable([.init("episode", centers)] + courses.flatMap { Self.columns($0, quantity) }))
    }

    // MARK: Numbers

    private static func courses(
        of comparison: RunComparison, _ quantity: LoggedQuantity, _ window: MovingWindow
    ) -> [Course] {
        comparison.groups.flatMap { group in
            let single = group.members.compactMap { run -> Course? in
                let values = quantity.read(comparison.runs[run].metrics).map { $0 * quantity.factor }
                let line =
                    switch quantity.statistic {
                    case .mean: window.means(of: values)
                    case .median: window.quantiles([0.5], of: values)[0]
                    }
                return line.contains(where: \.isFinite)
                    ? Course(label: comparison.labels[run], lines: [line]) : nil
            }
            guard single.count >= 3 else { return single }
            let quartiles = Quartiles.along(single.map(\.middle))
            let lines = [\Quartiles.median, \.lower, \.upper].map { part in
                quartiles.map { $0?[keyPath: part] ?? .nan }
            }
            return [Course(label: group.label, lines: lines)]
        }
    }

    private static func columns(_ course: Course, _ quantity: LoggedQuantity) -> [DataTable.Column] {
        let parts = course.hasBand ? ["median", "lower_quartile", "upper_quartile"] : ["smoothed"]
        return zip(parts, course.lines).map { part, line in
            .init("\(course.label) \(quantity.column)_\(part)", line)
        }
    }

    // MARK: Words

    private static func caption(_ quantity: LoggedQuantity, hasBands: Bool, isSmoothed: Bool) -> String {
        let statistic = quantity.statistic == .mean ? "mean" : "median"
        let smoothing =
            isSmoothed ? ": \(statistic) of a moving window of {{ figure.window | grouped }} episodes" : ""
        let bands =
            hasBands
            ? " Three or more runs that differ only in their seeds are drawn as their median and the band between their "
                + "quartiles, up to the end of the shortest." : ""
        return
            "\(quantity.words) (\(quantity.definition)) during training of {{ figure.runs | count(\"run\") }} "
            + "({{ figure.episodes }})\(smoothing).\(bands)"
    }

    private static func description(_ quantity: LoggedQuantity, _ courses: [Course]) -> String {
        let parts = courses.map { course in
            let end =
                course.middle.last(where: \.isFinite).map { NumberText.significant($0, digits: 3) }
                ?? "no number"
            guard let first = course.middle.first(where: \.isFinite) else { return "\(course.label): \(end)" }
            return "\(course.label): from \(NumberText.significant(first, digits: 3)) to \(end)"
        }
        return
            "\(quantity.words)\(quantity.isShare ? " in percent" : "") during training, from the first to "
            + "the last smoothed value. \(parts.joined(separator: "; "))."
    }
}
