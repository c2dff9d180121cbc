import BOHP

extension Evaluation.Example {
    /// The bits whose sign in `answer` is not the pattern's, in ascending order. Zero and NaN have a wrong sign.
    public func wrongBits(in answer: [Double]) -> [Int] {
        zip(pattern, answer).enumerated().compactMap { index, pair in
            pair.0 * pair.1 > 0 ? nil : index
        }
    }

    /// The bits that the cue leaves out, in ascending order.
    public var erasedBits: [Int] { cue.indices.filter { cue[$0] == 0 } }

    /// Whether the pattern has bits, and cue and answers have as many.
    public var isWhole: Bool {
        !pattern.isEmpty && cue.count == pattern.count && answer.count == pattern.count
            && (hopfield == nil || hopfield?.count == pattern.count)
    }
}
