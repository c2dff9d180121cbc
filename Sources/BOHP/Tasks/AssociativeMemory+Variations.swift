import Foundation

extension AssociativeMemory {
    /// What an episode can have beside the settings, to test what training did not ask for.
    struct Condition: Equatable, Sendable {
        /// Steps without a pattern between the last delay and the test.
        var extraDelay = 0
        /// Elements of the cue with the opposite sign.
        var flippedBits = 0
        /// Steps after the cue was taken away. The last of them count.
        var freeSteps = 0
    }

    public var variations: [Variation] {
        var variations = [retention, generalisation, noise("noise", freeSteps: 0)]
        variations.append(noise("noise-released", freeSteps: testSteps))
        if patternSize.isMultiple(of: 4) { variations.append(orthogonalLoads) }
        return variations
    }

    /// Longer and longer delays between the last pattern and the cue, in steps.
    private var retention: Variation {
        Variation(
            "retention",
            ([0] + (0...7).map { 1 << $0 }).map { extra in
                var task = self
                task.condition.extraDelay = extra
                return .init(Double(delaySteps + extra), task)
            }, trained: Double(delaySteps))
    }

    /// From one to ten cycles through the patterns, or to twice as many as in training.
    private var generalisation: Variation {
        let most = max(10, 2 * cycles)
        let counts = Set([1, 2, 3, 4, 6, 8, 10, cycles, most]).filter { $0 <= most }
        return Variation(
            "generalisation",
            counts.sorted().map { count in
                var task = self
                task.cycles = count
                return .init(Double(count), task)
            }, trained: Double(cycles))
    }

    /// Whole cues in which more and more elements, up to a third, have the wrong sign; the condition is their share.
    private func noise(_ name: String, freeSteps: Int) -> Variation {
        let most = max(1, patternSize / 3)
        let points = min(most, 9)
        return Variation(
            name,
            (0...points).map { point in
                var task = self
                task.degradedShare = 0
                task.condition.flippedBits = point * most / points
                task.condition.freeSteps = freeSteps
                return .init(Double(task.condition.flippedBits) / Double(patternSize), task)
            })
    }

    /// More and more patterns that are orthogonal to each other, as long as they are quickly found.
    private var orthogonalLoads: Variation {
        let most = max(orthogonal ? patterns : 1, min(patternSize / 4, quickOrthogonalPatterns))
        return Variation(
            "capacity-orthogonal",
            (1...most).map { count in
                var task = self
                task.patterns = count
                task.orthogonal = true
                return .init(Double(count), task)
            }, trained: orthogonal ? Double(patterns) : nil)
    }

    /// How many orthogonal patterns are found with a thousand draws for the last one.
    private var quickOrthogonalPatterns: Int {
        // Another pattern has to share half of the signs of one: C(half, half/2)² / C(size, half), a probability.
        let half = patternSize / 2
        func logChoose(_ n: Int, _ k: Int) -> Double {
            (0..<k).reduce(0) { $0 + log(Double(n - k + 1 + $1) / Double($1 + 1)) }
        }
        let probability = exp(2 * logChoose(half, half / 2) - logChoose(patternSize, half))
        // Being orthogonal to each of several patterns is about as likely as if these were independent.
        return 1 + Int(log(1000) / -log(probability))
    }
}
