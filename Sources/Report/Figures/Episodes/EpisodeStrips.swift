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
        if let first = rows.first { rows[0] = (first + delays).sorted { $0.start < $1.start } }
        let step = Length.millimetres(width).points / Double(max(1, steps))
        let forms = Self.forms(of: rows.joined(), step)
        strips = rows.map { row in
            Strip(
                row.map { phase in
                    let form = forms[Self.kind(phase)] ?? nil
                    return Strip.Span(
                        Double(phase.start) - 0.5...Double(phase.end) - 0.5,
                        label: form.map { RichText(plain: Self.label(phase, $0)) }, ink: Self.ink(phase))
                })
        }
        hasBareNumbers = forms.values.contains(.number)
    }

    // MARK: Labels

    /// How much of a phase's label is written.
    private enum Form: CaseIterable {
        /// `test of pattern 2`
        case whole
        /// `test 2`
        case ends
        /// `2`, of a label of two words
        case number
        /// `test`
        case head
    }

    private static func label(_ phase: Phase, _ form: Form) -> String {
        let words = phase.label.split(separator: " ").map(String.init)
        guard words.count > 1, let first = words.first, let last = words.last else { return phase.label }
        switch form {
        case .whole: return phase.label
        case .ends: return "\(first) \(last)"
        case .number: return words.count == 2 && Int(last) != nil ? last : phase.label
        case .head: return first
        }
    }

    /// The kind of a phase is the first word of its label: `pattern` of `pattern 3`.
    private static func kind(_ phase: Phase) -> String {
        phase.label.split(separator: " ").first.map(String.init) ?? ""
    }

    /// For each kind of phase, the longest form that fits all phases of that kind; `nil` if none fits.
    private static func forms(of phases: some Sequence<Phase>, _ step: Double) -> [String: Form?] {
        Dictionary(grouping: phases, by: kind).mapValues { members in
            Form.allCases.first { form in members.allSatisfy { fits(label($0, form), $0, step) } }
        }
    }

    private static func fits(_ label: String, _ phase: Phase, _ step: Double) -> Bool {
        // A label may be slightly wider than its bar.
        characterWidth * Double(label.count) <= 1.15 * step * Double(phase.end - phase.start)
    }

    // MARK: Bars

    private static let delay = "delay"

    /// The colour of a bar tells presentation, test and delay apart.
    private static func ink(_ phase: Phase) -> Ink {
        switch kind(phase) {
        case delay: .grid
        case "test", "reproduction": .series(1)
        default: .series(0)
        }
    }

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
