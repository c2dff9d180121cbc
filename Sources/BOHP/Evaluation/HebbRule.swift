/// How well the effective weights of an associative memory agree with the weights of Hebb's rule, Σ p ⊗ p over the stored
/// patterns, which a Hopfield network has.
///
/// For each of several episodes, Pearson's correlation over the connections between different pattern neurons at the last
/// step. Facts: the means `r_effective`, of w + alpha ∘ hebb, and `r_trace`, of hebb alone, each with `_low` and `_high`,
/// the ends of its 95 % interval; and `episodes`. An episode without a correlation, because one of the two does not vary,
/// is left out.
public struct HebbRule: Probe {
    public let name = "hebb_rule"

    /// The probe has no settings.
    public init() {}

    public func finding<Failure: Error>(
        of subject: ProbedNetwork, random: inout RandomState, progress: (Int) throws(Failure) -> Void
    ) throws(Failure) -> Finding? {
        guard subject.configuration.plastic, subject.configuration.architecture is Recurrent,
            let task = subject.configuration.task as? any RecallTask
        else {
            return nil
        }
        let (w, alpha) = (subject.network.w, subject.network.alpha)
        let correlations = try subject.trajectories(
            at: task, count: max(2, subject.pointEpisodes / 4), random: &random, progress: progress
        ) { drawn, trajectory in
            let pairs = Self.pairs(drawn.recall?.patterns ?? [], w: w, alpha: alpha, hebb: trajectory.hebb)
            return (
                effective: Self.correlation(pairs.map(\.rule), pairs.map(\.effective)),
                trace: Self.correlation(pairs.map(\.rule), pairs.map(\.trace))
            )
        }
        var finding = Finding()
        for (name, values) in [
            ("r_effective", correlations.map(\.effective)), ("r_trace", correlations.map(\.trace)),
        ] {
            let known = values.filter(\.isFinite)
            guard known.count > 1 else { return nil }
            let estimate = Estimate(values: known)
            finding.facts[name] = estimate.mean
            finding.facts["\(name)_low"] = estimate.low
            finding.facts["\(name)_high"] = estimate.high
        }
        finding.facts["episodes"] = Double(correlations.count)
        return finding
    }

    /// A connection between different pattern neurons, by its weight in three matrices.
    public struct Pair: Equatable, Sendable {
        /// By Hebb's rule: Σ p ⊗ p.
        public var rule: Double
        /// w + alpha ∘ hebb.
        public var effective: Double
        /// hebb.
        public var trace: Double
    }

    /// Every connection between different neurons of the patterns, row by row; none without a pattern.
    ///
    /// - Precondition: the patterns have one length, at most that of the square matrices.
    public static func pairs(
        _ patterns: [[Double]], w: Matrix<Double>, alpha: Matrix<Double>, hebb: Matrix<Double>
    ) -> [Pair] {
        let size = patterns.first?.count ?? 0
        return (0..<size).flatMap { target in
            (0..<size).compactMap { source in
                guard target != source else { return nil }
                let trace = hebb[target, source]
                return Pair(
                    rule: patterns.reduce(0) { $0 + $1[target] * $1[source] },
                    effective: w[target, source] + alpha[target, source] * trace, trace: trace)
            }
        }
    }

    /// Pearson's correlation; NaN if one of the two does not vary.
    public static func correlation(_ a: [Double], _ b: [Double]) -> Double {
        let count = Double(a.count)
        let (meanA, meanB) = (a.reduce(0, +) / count, b.reduce(0, +) / count)
        var (aa, bb, ab) = (0.0, 0.0, 0.0)
        for (x, y) in zip(a, b) {
            aa += (x - meanA) * (x - meanA)
            bb += (y - meanB) * (y - meanB)
            ab += (x - meanA) * (y - meanB)
        }
        return aa > 0 && bb > 0 ? ab / (aa.squareRoot() * bb.squareRoot()) : .nan
    }
}
