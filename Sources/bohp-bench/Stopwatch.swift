import Text

/// Takes samples of how long a piece of work takes.
enum Stopwatch {
    /// The seconds that `work` takes.
    static func seconds(_ work: () throws -> Void) rethrows -> Double {
        try ContinuousClock().measure(work).seconds
    }

    /// Warms up, then times `work` as often as `plan` says.
    ///
    /// Short work is timed many times in one sample, so that the samples fill the time they may take; long work
    /// once in a sample, and fewer samples, but never fewer than three, if the time is over.
    ///
    /// - Parameter work: does one unit of the work.
    /// - Returns: seconds per unit, sample by sample, and the units done before the first sample.
    static func samples(_ plan: MeasurementPlan, _ work: () throws -> Void) rethrows -> (
        samples: [Double], warmUp: Int
    ) {
        var warmUp = 0
        var spent = 0.0
        var quickest = Double.infinity
        // A tenth of the time: caches fill, threads start, the clock rises.
        repeat {
            let time = try seconds(work)
            quickest = min(quickest, time)
            spent += time
            warmUp += 1
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
        return (samples, warmUp)
    }
}
