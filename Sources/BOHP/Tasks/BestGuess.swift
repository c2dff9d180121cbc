import Foundation

/// The errors of the best answer without memory: of whoever knows how the task draws its episodes, and in an episode only
/// what is shown while the answer is due.
public struct BestGuess: Equatable, Sendable {
    /// The expected share of counted outputs with the wrong sign, when that share is as small as possible.
    public var bitErrorRate: Double
    /// The expected share of episodes without a wrong sign, when that share is as large as possible; `nil` if not known.
    public var accuracy: Double?

    /// Errors of the given size.
    public init(bitErrorRate: Double, accuracy: Double?) {
        self.bitErrorRate = bitErrorRate
        self.accuracy = accuracy
    }

    /// The best guess of a pattern of `size` signs, `negatives` of them -1, of which `erased` are unknown: all
    /// arrangements are equally likely, and so is every choice of the erased signs.
    ///
    /// The signs shown tell how many of the erased ones are -1, k. The best guess of every sign is the more frequent one,
    /// and k is hypergeometric, so that E[min(k, erased - k)] / size of all signs are wrong. The best guess of the whole
    /// pattern is any arrangement, which is right in one of C(erased, k) cases. Takes time in proportion to `erased`.
    ///
    /// - Precondition: `negatives` and `erased` are in 0...size, and `size` is positive.
    public init(patternSize size: Int, negatives: Int, erased: Int) {
        precondition((0...size).contains(negatives) && (0...size).contains(erased) && size > 0)
        func logChoose(_ n: Int, _ k: Int) -> Double {
            lgamma(Double(n + 1)) - lgamma(Double(k + 1)) - lgamma(Double(n - k + 1))
        }
        var (wrong, right) = (0.0, 0.0)
        for k in max(0, erased - (size - negatives))...min(erased, negatives) {
            let probability = exp(
                logChoose(negatives, k) + logChoose(size - negatives, erased - k) - logChoose(size, erased))
            wrong += probability * Double(min(k, erased - k))
            right += probability * exp(-logChoose(erased, k))
        }
        self.init(bitErrorRate: wrong / Double(size), accuracy: min(1, right))
    }

    /// The best guess at `task`: the one that the task knows, or else the best constant answer, estimated.
    public init(of task: any EpisodicTask) {
        self = task.bestGuess ?? BestGuess(bitErrorRate: Self.constantAnswer(to: task), accuracy: nil)
    }

    /// The bit error rate of the best constant answer, estimated from episodes of a fixed seed: up to 2000, fewer for long
    /// ones. The first half decides on the answer and the second half tests it, so that the estimate has no bias.
    private static func constantAnswer(to task: any EpisodicTask) -> Double {
        var random = RandomState(seed: 1_000_003)
        let size = max(1, task.neurons * task.steps)
        let half = max(10, min(1000, 10_000_000 / size))
        var balances: [Int] = []
        for _ in 0..<half {
            let targets = task.episode(using: &random).targets.elements
            if balances.isEmpty { balances = [Int](repeating: 0, count: targets.count) }
            for (index, target) in targets.enumerated() { balances[index] += target > 0 ? 1 : -1 }
        }
        var wrong = 0
        for _ in 0..<half {
            let targets = task.episode(using: &random).targets.elements
            wrong += zip(balances, targets).count { ($0 > 0) != ($1 > 0) }
        }
        return Double(wrong) / Double(max(1, half * balances.count))
    }
}
