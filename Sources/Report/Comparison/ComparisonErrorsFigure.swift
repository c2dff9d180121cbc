import BOHP
import Document
import Plot
import Text

/// The bit error rate of every run on fresh episodes, grouped by configuration.
struct ComparisonErrorsFigure: CatalogueFigure {
    let name = "comparison-errors"
    let summary =
        "Bit error rates of all runs on fresh episodes with 95 % confidence intervals, grouped by configuration."

    /// A run's place in the figure.
    private struct Row {
        var label: String
        var group: Int
        var estimate: Estimate
    }

    func content(of comparison: RunComparison, _ request: FigureRequest) throws -> FigureContent? {
        let rows = comparison.groups.enumerated().flatMap { group, part in
            part.members.compactMap { run in
                comparison.runs[run].evaluation.map {
                    Row(label: comparison.labels[run], group: group, estimate: $0.bitErrorRate.trained)
                }
            }
        }
        guard !rows.isEmpty else { return nil }
        // Gaps separate the configurations.
        var gaps: [Int: Double] = [:]
        if comparison.groups.contains(where: { $0.members.count > 1 }) {
            for index in rows.indices.dropFirst() where rows[index].group != rows[index - 1].group {
                gaps[index] = 0.6
            }
        }
        let bands = Bands(
            count: rows.count, labels: rows.map { RichText(plain: Self.short($0.label)) }, gaps: gaps)
        var marks: [Mark] = []
        if let chance = Self.chance(in: comparison) {
            // The label is above the plot, at the end of its line.
            marks += [
                .rule(x: chance * 100, dash: [3, 2]),
                .text(
                    "guessing", x: chance * 100, y: bands.domain.lowerBound, anchor: .bottom, offset: (0, -4),
                    ink: .muted),
            ]
        }
        for group in comparison.groups.indices {
            let members = rows.indices.filter { rows[$0].group == group }
            let ink = Ink.series(group)
            marks += members.map { index in
                let (estimate, height) = (rows[index].estimate, bands.center(index))
                return .line(
                    x: [estimate.low * 100, estimate.high * 100], y: [height, height], ink: ink, width: 0.75)
            }
            marks.append(
                .dots(
                    x: members.map { rows[$0].estimate.mean * 100 }, y: members.map { bands.center($0) },
                    ink: ink, radius: 1.8))
        }
        let height = 14 + 5 * (bands.domain.upperBound - bands.domain.lowerBound)
        let figure = Plot.Figure(
            width: request.width(.doubleColumn), height: .millimetres(height),
            panels: [
                Panel(
                    x: .linear(title: "Bit error rate on fresh episodes (%)", including: [0]),
                    y: .bands(bands, reversed: true), marks: marks)
            ])
        return try FigureContent(
            figure,
            caption: Self.caption,
            facts: [
                "runs": .integer(rows.count),
                "episodes": .text(Phrase.counts(rows.map(\.estimate.episodes), "episode")),
            ],
            alternativeText: Self.description(rows),
            data: DataTable([
                .init("run", rows.map(\.label)),
                .init("configuration", rows.map { comparison.groups[$0.group].label }),
                .init("bit_error_rate_percent", rows.map { $0.estimate.mean * 100 }),
                .init("low_percent", rows.map { $0.estimate.low * 100 }),
                .init("high_percent", rows.map { $0.estimate.high * 100 }),
                .init("episodes", rows.map(\.estimate.episodes)),
            ]))
    }

    /// The error rate of guessing; `nil` if it is not the same for all runs.
    private static func chance(in comparison: RunComparison) -> Double? {
        let chances = Set(comparison.runs.map { $0.evaluation?.bitErrorRate.chance })
        return chances.count == 1 ? chances.first ?? nil : nil
    }

    /// A label cut to 48 characters in its middle, so that it leaves room for the plot.
    static func short(_ label: String) -> String {
        let longest = 48
        return label.count <= longest
            ? label : label.prefix(longest / 2 - 1) + "…" + label.suffix(longest / 2)
    }

    // MARK: Words

    private static let caption =
        "Bit error rate of {{ figure.runs | count(\"run\") }} on fresh episodes ({{ figure.episodes }}), with 95 % confidence "
        + "intervals (Wilson). Runs of one colour differ only in their seeds."

    private static func description(_ rows: [Row]) -> String {
        let parts = rows.map { "\($0.label): \(NumberText.percent($0.estimate.mean, digits: 2))" }
        return "Bit error rate on fresh episodes. \(parts.joined(separator: "; "))."
    }
}
