import BOHP

/// A measurement of a client: the share of outputs at the last step that are beyond ±0.9.
struct Saturation: Probe {
    let name = "saturation"

    func finding<Failure: Error>(
        of subject: ProbedNetwork, random: inout RandomState, progress: (Int) throws(Failure) -> Void
    ) throws(Failure) -> Finding? {
        let shares = try subject.trajectories(
            at: subject.configuration.task, count: subject.pointEpisodes, random: &random, progress: progress
        ) { drawn, trajectory in
            let outputs = trajectory.outputs.row(drawn.episode.steps - 1)
            return Double(outputs.count { abs($0) > 0.9 }) / Double(outputs.count)
        }
        var finding = Finding()
        finding.facts["share"] = shares.reduce(0, +) / Double(shares.count)
        return finding
    }
}
