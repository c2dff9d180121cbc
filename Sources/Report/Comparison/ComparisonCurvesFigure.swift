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
        "scale", ["linear", "log"], "spacing of the vertical axis")

    /// The default window is wider than for a single curve, because smoother curves are easier to compare where they
    /// overlap.
    private static let window = DirectiveOption.integer(
        "window", 0, in: 0...1_000_001,
        "window of the smoothing filter in episodes, rounded up to an odd number; 0 takes "
            + "\(EpisodeCurve.publishedWindow), or a fiftieth of a longer run"
    )

    var options: [any AnyDirectiveOption] { [Self.quantity, Self.scale, Self.window] }

    /// One line of the figure, with a band if it represents several runs.
    private struct Course {
        var label: String
        /// One run's smoothed values, or the median, lower and upper quartiles of several runs. Element i is the value of
        /// episode i + 1, NaN if there is none.
        var lines: [[Double]]
        var window: Int

        var middle: [Double] { lines[0] }
        var hasBand: Bool { lines.count > 1 }
        var text: RichText { RichText(plain: ComparisonErrorsFigure.short(label)) }
    }

    func content(of comparison: RunComparison, _ request: FigureRequest) throws -> FigureContent? {
        let quantity = LoggedQuantity.named(request.settings[Self.quantity])
        let isLogarithmic = request.settings[Self.scale] == "log"
        let courses = Self.courses(of: comparison, quantity, window: request.settings[Self.window])
        guard let longest = courses.map(\.middle.count).max() else { return nil }
        if isLogarithmic, !courses.contains(where: { $0.middle.contains { $0 > 0 } }) { return nil }

        let drawn = DrawnEpisodes(of: courses.flatMap(\.lines))
        let episodes = drawn.episodes.map(Double.init)
        // Bands are drawn first, so that no band covers a line.
        let bands = courses.enumerated().filter(\.element.hasBand).map { place, course in
            Mark.band(
                x: episodes, lower: drawn.values(of: course.lines[1]),
                upper: drawn.values(of: course.lines[2]),
                ink: .series(place).faded(0.22), label: course.text)
        }
        // The palette has six colours. From the seventh line on, dashes tell lines of one colour apart.
        let dashes: [[Double]] = [[], [4, 2], [1.2, 1.6], [6, 2, 1.2, 2]]
        let lines = courses.enumerated().map { place, course in
            Mark.line(
                x: episodes, y: drawn.values(of: course.middle), ink: .series(place), width: 0.9,
                dash: dashes[place / 6 % 4], label: course.text)
        }
        let greatest = courses.flatMap(\.lines).compactMap { $0.lazy.filter(\.isFinite).max() }.max() ?? 0
        let figure = Plot.Figure(
            width: request.width(.doubleColumn),
            panels: [
                Panel(
                    x: .linear(
                        title: "Episode", domain: longest > 20 ? 0...Double(longest) : nil,
                        wholeNumbers: true),
                    y: quantity.axis(upTo: greatest, isLogarithmic: isLogarithmic),
                    marks: bands + lines, aspect: .ratio(0.45))
            ])
        let windows = Set(courses.map(\.window))
        return try FigureContent(
            figure,
            caption: Self.caption(quantity, hasBands: !bands.isEmpty, windows: windows) + drawn.caption,
            facts: [
                "runs": .integer(comparison.runs.count), "curves": .integer(courses.count),
                "episodes": .text(Phrase.counts(comparison.runs.map(\.run.metrics.count), "episode")),
                "window": .integer(windows.max() ?? 1), "least_window": .integer(windows.min() ?? 1),
                "drawn": .integer(drawn.episodes.count), "neighbours": .integer(drawn.neighbours),
            ],
            alternativeText: Self.description(quantity, courses),
            data: DataTable(
                [drawn.column] + courses.flatMap { Self.columns($0, quantity, at: drawn) }))
    }

    // MARK: Numbers

    private static func courses(
        of comparison: RunComparison, _ quantity: LoggedQuantity, window: Int
    ) -> [Course] {
        comparison.groups.flatMap { group in
            let single = group.members.compactMap { run -> Course? in
                let values = quantity.read(comparison.runs[run].metrics)
                let wanted = window == 0 ? max(EpisodeCurve.publishedWindow, values.count / 50) : window
                return EpisodeCurve(values, scale: .linear, window: wanted).map { curve in
                    Course(
                        label: comparison.labels[run],
                        lines: [curve.smoothed.map { $0 * quantity.factor }], window: curve.window)
                }
            }
            guard single.count >= 3, let window = single.map(\.window).max() else { return single }
            let quartiles = Quartiles.along(single.map(\.middle))
            let lines = [\Quartiles.median, \.lower, \.upper].map { part in
                quartiles.map { $0?[keyPath: part] ?? .nan }
            }
            return [Course(label: group.label, lines: lines, window: window)]
        }
    }

    private static func columns(
        _ course: Course, _ quantity: LoggedQuantity, at drawn: DrawnEpisodes
    ) -> [DataTable.Column] {
        let parts = course.hasBand ? ["median", "lower_quartile", "upper_quartile"] : ["smoothed"]
        return zip(parts, course.lines).map { part, line in
            .init("\(course.label) \(quantity.column)_\(part)", drawn.values(of: line))
        }
    }

    // MARK: Words

    private static func caption(_ quantity: LoggedQuantity, hasBands: Bool, windows: Set<Int>) -> String {
        let smoothing =
            windows.max() ?? 1 <= 3
            ? ""
            : windows.count == 1
                ? ", smoothed by a Savitzky–Golay filter of order 3 over {{ figure.window | grouped }} episodes"
                : ", smoothed by Savitzky–Golay filters of order 3 over {{ figure.least_window | grouped }} to "
                    + "{{ figure.window | grouped }} episodes"
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
