import BOHP
import Plot

/// The phases of an episode as strips above a raster, and the delays between them.
struct EpisodeStrips {
    /// One strip if no phases overlap, else as many as overlap at once.
    let strips: [Strip]
    /// Whether some phases are labelled by their number alone, because there is no room for more.
    let hasBareNumbers: Bool

    /// The average width of a character of a label in points, rounded up.
    private static let characterWidth = 3.9

    /// - Parameters:
    ///   - steps: the number of steps of the episode.
    ///   - width: the width of the strips in millimetres.
    init(_ phases: [Phase], steps: Int, width: Double) {
        var rows: [[Phase]] = []
        for phase in phases.sorted(by: { $0.start < $1.start }) where phase.end > phase.start {
            if let free = rows.firstIndex(where: { ($0.last?.end ?? 0) <= phase.start }) {
                rows[free].append(phase)
            } else {
                rows.append([phase])
            }
        }
        let delays = Self.delays(between: phases, steps: steps)
        // In the last phase the network answers.
        let answer = phases.last
        if let first = rows.first { rows[0] = (first + delays).sorted { $0.start < $1.start } }
        let step = Length.millimetres(width).points / Double(max(1, steps))
        // For each kind of phase, the place of the longest label that fits all phases of that kind; `nil` if none fits.
        let fitting = Dictionary(grouping: rows.joined(), by: Self.kind).mapValues { phases in
            (0..<4).first { place in
                phases.allSatisfy { phase in
                    // A label may be slightly wider than its bar.
                    let width = Self.characterWidth * Double(Self.labels(phase)[place].count)
                    return width <= 1.15 * step * Double(phase.end - phase.start)
                }
            }
        }
        strips = rows.map { row in
            Strip(
                row.map { phase in
                    let place = fitting[Self.kind(phase)] ?? nil
                    return Strip.Span(
                        Double(phase.start) - 0.5...Double(phase.end) - 0.5,
                        label: place.map { RichText(plain: Self.labels(phase)[$0]) },
                        ink: Self.kind(phase) == Self.delay ? .grid : phase == answer ? .ink : .series(0))
                })
        }
        // The third label is the number.
        hasBareNumbers = fitting.values.contains(2)
    }

    // MARK: Labels

    /// What may be written of a label, the whole first: `test of pattern 2`; `test 2`; of two words the number, `2`;
    /// `test`.
    private static func labels(_ phase: Phase) -> [String] {
        let words = phase.label.split(separator: " ").map(String.init)
        guard words.count > 1 else { return Array(repeating: phase.label, count: 4) }
        let (first, last) = (words[0], words[words.count - 1])
        let number = words.count == 2 && Int(last) != nil ? last : phase.label
        return [phase.label, "\(first) \(last)", number, first]
    }

    /// The kind of a phase is the first word of its label: `pattern` of `pattern 3`.
    private static func kind(_ phase: Phase) -> String {
        phase.label.split(separator: " ").first.map(String.init) ?? ""
    }

    // MARK: Bars

    private static let delay = "delay"

    /// The steps without a phase, as phases.
    private static func delays(between phases: [Phase], steps: Int) -> [Phase] {
        var delays: [Phase] = []
        var end = 0
        for phase in phases.sorted(by: { $0.start < $1.start }) {
            if phase.start > end { delays.append(Phase(delay, start: end, end: phase.start)) }
            end = max(end, phase.end)
        }
        if end < steps { delays.append(Phase(delay, start: end, end: steps)) }
        return delays
    }
}
