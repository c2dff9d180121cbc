import Foundation

/// Chooses tick values for a range of data.
///
/// The method of J. Talbot, S. Lin and P. Hanrahan, "An Extension of Wilkinson's Algorithm for Positioning
/// Tick Labels on Axes" (IEEE InfoVis 2010). A labelling is a run of `k` values `q·j·10^z` apart. It is
/// scored by
///
///     0.25·simplicity + 0.2·coverage + 0.5·density + 0.05·legibility
///
/// The search goes from simple steps to less simple ones. It leaves each loop as soon as even perfect
/// remaining scores could not beat the best score so far. Simplicity prefers steps early in `1, 5, 2, 2.5, 4,
/// 3` and runs that contain zero. Coverage prefers runs that end where the data end. Density prefers the
/// wanted number of labels. Legibility, which the caller computes, rejects labels that collide.
struct ExtendedWilkinson {
    /// A run of tick values.
    struct Labelling: Hashable, Sendable {
        var start: Double
        var step: Double
        var count: Int

        /// The values; each within rounding of a whole multiple of the step.
        var values: [Double] {
            let first = (start / step).rounded()
            return (0..<count).map { index in
                let value = (first + Double(index)) * step
                return value == 0 ? 0 : value
            }
        }
    }

    private static let steps = [1, 5, 2, 2.5, 4, 3]

    /// The largest `j`. Runs start at multiples of their step here, unlike in the paper, where a step of 2
    /// may give 1, 3, 5. So large `j` would only give odd steps.
    private static let longestSkip = 3

    let range: ClosedRange<Double>
    /// The wanted number of labels.
    let wanted: Double
    /// Whether all values must lie inside the range.
    let inside: Bool
    /// Whether steps must be whole numbers.
    var integers = false

    /// The best labelling; nil if none is legible or the range is narrower than `Domain.leastWidth`.
    ///
    /// - Parameter legibility: at most 1, or nil if the labels of a labelling cannot be shown.
    func best(legibility: (Labelling) throws -> Double?) rethrows -> Labelling? {
        let span = range.upperBound - range.lowerBound
        guard span >= Domain.leastWidth, span.isFinite, wanted > 0 else { return nil }
        let target = max(wanted, 2)
        let slack = inside ? 1e-9 * span : .infinity
        let allowed = range.lowerBound - slack...range.upperBound + slack
        var best: Labelling?
        var bestScore = -2.0

        skips: for skip in 1...ExtendedWilkinson.longestSkip {
            for (rank, q) in ExtendedWilkinson.steps.enumerated() {
                let simplest = simplicityBound(rank: rank, skip: skip)
                if score(simplest, 1, 1, 1) < bestScore {
                    // Later steps of the same skip are less simple still, and so are all later skips.
                    if rank == 0 { break skips }
                    break
                }
                counts: for count in 2...max(2, Int(4 * target) + 4) {
                    let densest = densityBound(count: count, target: target)
                    if score(simplest, 1, densest, 1) < bestScore {
                        if Double(count) > target { break counts }
                        continue
                    }
                    let delta = span / Double(count + 1) / (Double(skip) * q)
                    let leastPower = Int(log10(delta).rounded(.up))
                    for power in leastPower...leastPower + 4 {
                        let step = Double(skip) * q * powerOfTen(power)
                        guard step.isFinite, step > 0 else { break }
                        if integers, step != step.rounded() { continue }
                        let run = step * Double(count - 1)
                        if score(simplest, coverageBound(run: run, span: span), densest, 1) < bestScore {
                            break
                        }
                        let first = (range.upperBound / step).rounded(.down) - Double(count - 1)
                        let last = (range.lowerBound / step).rounded(.up)
                        guard abs(first) < 1e15, abs(last) < 1e15, first <= last else { continue }
                        for multiple in stride(from: first, through: last, by: 1) {
                            let labelling = Labelling(start: multiple * step, step: step, count: count)
                            let (start, end) = (labelling.start, labelling.start + run)
                            guard allowed.contains(start), allowed.contains(end) else { continue }
                            let simplicity = simplest - (containsZero(labelling) ? 0 : 1)
                            let coverage = coverage(start, end, span: span)
                            let density = density(count: count, from: start, to: end, target: target)
                            if score(simplicity, coverage, density, 1) <= bestScore { continue }
                            guard let legible = try legibility(labelling) else { continue }
                            let total = score(simplicity, coverage, density, legible)
                            if total > bestScore { (bestScore, best) = (total, labelling) }
                        }
                    }
                }
            }
        }
        return best
    }

    private func score(
        _ simplicity: Double, _ coverage: Double, _ density: Double, _ legibility: Double
    ) -> Double {
        0.25 * simplicity + 0.2 * coverage + 0.5 * density + 0.05 * legibility
    }

    /// The simplicity of a step if the run contains zero.
    private func simplicityBound(rank: Int, skip: Int) -> Double {
        1 - Double(rank) / Double(ExtendedWilkinson.steps.count - 1) - Double(skip) + 1
    }

    private func containsZero(_ labelling: Labelling) -> Bool {
        let first = (labelling.start / labelling.step).rounded()
        return first <= 0 && first + Double(labelling.count - 1) >= 0
    }

    private func coverage(_ start: Double, _ end: Double, span: Double) -> Double {
        // Relative to the span, because the squares of absolute distances could overflow or underflow.
        let (low, high) = ((range.lowerBound - start) / span, (range.upperBound - end) / span)
        return 1 - 0.5 * (high * high + low * low) / 0.01
    }

    private func coverageBound(run: Double, span: Double) -> Double {
        guard run > span else { return 1 }
        let half = (run / span - 1) / 2
        return 1 - half * half / 0.01
    }

    private func density(count: Int, from start: Double, to end: Double, target: Double) -> Double {
        let have = Double(count - 1) / (end - start)
        let wish = (target - 1) / (max(end, range.upperBound) - min(start, range.lowerBound))
        return 2 - max(have / wish, wish / have)
    }

    private func densityBound(count: Int, target: Double) -> Double {
        Double(count) >= target ? 2 - Double(count - 1) / (target - 1) : 1
    }
}
