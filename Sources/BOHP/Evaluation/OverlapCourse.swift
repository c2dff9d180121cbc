/// The overlap of the network's outputs with the stored patterns, step by step through the test of an associative memory.
///
/// The overlap of outputs y with a pattern p of M elements is m = p · y / M: 1 for the pattern itself, 0 for outputs that
/// have nothing in common with it. Columns: `step`, 0 when the cue appears; `cued`, the mean overlap with the pattern
/// that is tested, with `cued_lower` and `cued_upper`, between which the middle 80 % of the episodes lie; and `others`,
/// the mean magnitude of the overlaps with the other patterns, if there are any. Fact: `episodes`.
public struct OverlapCourse: Probe {
    public let name = "overlap"

    /// The probe has no settings.
    public init() {}

    public func finding<Failure: Error>(
        of subject: ProbedNetwork, random: inout RandomState, progress: (Int) throws(Failure) -> Void
    ) throws(Failure) -> Finding? {
        guard subject.configuration.architecture is Recurrent,
            let task = subject.configuration.task as? any RecallTask
        else { return nil }
        var scratch = random
        guard let test = task.episodeWithPhases(using: &scratch).phases.last else { return nil }
        // As many steps before the cue as the test has.
        let steps = Array(max(0, 2 * test.start - test.end)..<test.end)
        let courses = try subject.trajectories(
            at: task, count: subject.pointEpisodes, random: &random, progress: progress
        ) { drawn, trajectory in
            steps.map { step in
                Self.overlaps(trajectory.outputs.row(step), drawn.recall?.patterns ?? [])
            }.map { overlaps in
                let tested = drawn.recall?.tested ?? 0
                let others = overlaps.indices.filter { $0 != tested }.map { abs(overlaps[$0]) }
                return (cued: overlaps[tested], others: others.reduce(0, +) / Double(others.count))
            }
        }
        var finding = Finding()
        finding.columns["step"] = steps.map { Double($0 - test.start) }
        let count = Double(courses.count)
        let cued = steps.indices.map { step in courses.map { $0[step].cued } }
        finding.columns["cued"] = cued.map { $0.reduce(0, +) / count }
        finding.columns["cued_lower"] = cued.map { Self.quantile(0.1, of: $0) }
        finding.columns["cued_upper"] = cued.map { Self.quantile(0.9, of: $0) }
        if task.patterns > 1 {
            finding.columns["others"] = steps.indices.map { step in
                courses.reduce(0) { $0 + $1[step].others } / count
            }
        }
        finding.facts["episodes"] = count
        return finding
    }

    /// The overlap with each pattern.
    private static func overlaps(_ outputs: ArraySlice<Double>, _ patterns: [[Double]]) -> [Double] {
        patterns.map { pattern in
            zip(pattern, outputs).reduce(0) { $0 + $1.0 * $1.1 } / Double(pattern.count)
        }
    }

    /// The quantile, interpolated linearly.
    private static func quantile(_ share: Double, of values: [Double]) -> Double {
        let sorted = values.sorted()
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }
}
