import Text

/// Measures how long work takes.
enum Stopwatch {
    /// The seconds that `work` takes.
    static func seconds(_ work: () throws -> Void) rethrows -> Double {
        try ContinuousClock().measure(work).seconds
    }

    /// Warms up, then times `work` according to `plan`.
    ///
    /// Short work is repeated within a sample, so that the samples fill the plan's time. Long work is done
    /// once per sample, and sampling stops when the time is over, after at least three samples.
    ///
    /// - Parameter work: does one unit of the work.
    /// - Returns: seconds per unit, sample by sample.
    static func samples(_ plan: TimingPlan, _ work: () throws -> Void) rethrows -> [Double] {
        var spent = 0.0
        var quickest = Double.infinity
        // A tenth of the time, in which caches fill, threads start and the processor's clock rises.
        repeat {
            let time = try seconds(work)
            quickest = min(quickest, time)
            spent += time
        } while spent < plan.seconds / 10
        let perSample = plan.seconds / Double(plan.repetitions)
        let units = max(1, Int(perSample / max(quickest, 1e-9)))
        var samples: [Double] = []
        spent = 0
        while samples.count < plan.repetitions, samples.count < 3 || spent < plan.seconds {
            let time = try seconds { for _ in 0..<units { try work() } }
            samples.append(time / Double(units))
            spent += time
        }
        return samples
    }
}
