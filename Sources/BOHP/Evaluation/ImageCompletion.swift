/// How well the hidden half of an image is completed, pixel by pixel, in images that training has not seen.
///
/// The rows are `trained` and `untrained`, the network after and before training; `alpha_zero`, the trained one without
/// plasticity; and two completions without memory: `mirror`, the shown half upside down, and `grey`, the mean of all
/// images.
///
/// Columns, each with `_low` and `_high`, the ends of its 95 % interval: `correlation`, Pearson's coefficient of the hidden
/// pixels with the completion, 0 for a completion of one colour; and `squared_error`, the mean of their squared
/// differences. Fact: `episodes`.
public struct ImageCompletion: Probe {
    public let name = "images"

    /// The probe has no settings.
    public init() {}

    /// One completion of a hidden half.
    private struct Score {
        var correlation: Double
        var squaredError: Double

        init(_ answer: [Double], _ target: [Double]) {
            correlation = BOHP.correlation(answer, target)
            squaredError =
                zip(answer, target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
                / Double(max(1, target.count))
        }
    }

    public func finding<Failure: Error>(
        of subject: ProbedNetwork, random: inout RandomState, progress: (Int) throws(Failure) -> Void
    ) throws(Failure) -> Finding? {
        guard let task = subject.configuration.task as? Images else { return nil }
        var unplastic = subject.network
        unplastic.parameters["alpha"].elements = unplastic.parameters["alpha"].elements.map { _ in 0 }
        let networks = [subject.network, subject.untrained, unplastic]
        let scores = try subject.trial.results(
            of: task, count: subject.episodes, random: &random, progress: progress
        ) { drawn, pass in
            guard let recall = drawn.recall else { return [Score]() }
            let hidden = recall.cue.indices.filter { recall.cue[$0] == 0 }
            let target = hidden.map { recall.target[$0] }
            let answers = networks.map { network in
                pass.run(network, drawn.episode)
                return pass.answers(to: drawn.episode).elements
            }
            let side = task.side
            let mirror = recall.target.indices.map { pixel in
                recall.cue[(side - 1 - pixel / side) * side + pixel % side]
            }
            return (answers + [mirror, [Double](repeating: 0, count: mirror.count)]).map { answer in
                Score(hidden.map { answer[$0] }, target)
            }
        }
        var finding = Finding()
        finding.rows = ["trained", "untrained", "alpha_zero", "mirror", "grey"]
        func add(_ name: String, _ value: (Score) -> Double) {
            finding.add(
                name, finding.rows.indices.map { row in Estimate(values: scores.map { value($0[row]) }) })
        }
        add("correlation", \.correlation)
        add("squared_error", \.squaredError)
        finding.facts["episodes"] = Double(scores.count)
        return finding
    }
}
