/// The matrices that a pass carries from step to step, of the steps that are kept: the first of each segment of an episode,
/// and all of the segment that is worked on. If every step is kept there is one segment; if only the last step is kept, there
/// is one matrix.
///
/// A class, because its memory is reused from episode to episode.
final class TraceHistory<Scalar: NetworkScalar> {
    private let neurons: Int
    private var matrices: BlockedMatrices<Scalar>
    /// Steps of a segment; 0 if only the last step is kept.
    private(set) var segment = 0
    /// How many segments there are; 0 if only the last step is kept.
    private(set) var segments = 0

    init(neurons: Int) {
        self.neurons = neurons
        matrices = BlockedMatrices(neurons: neurons)
    }

    /// Makes room for an episode of `steps` steps.
    ///
    /// - Parameter segment: steps of a segment; 0 to keep the last step only.
    func makeRoom(steps: Int, segment: Int) {
        self.segment = segment
        segments = segment == 0 ? 0 : (steps + segment - 1) / segment
        let count = segment == 0 ? 1 : segments + min(segment, steps) - 1
        if matrices.matrices < count { matrices = BlockedMatrices(count, neurons: neurons) }
    }

    /// The matrix of a step. It is there if the step is the first of a segment, or lies in the segment that was computed
    /// last.
    func matrix(_ step: Int) -> UnsafeMutablePointer<Scalar> {
        guard segments > 1 else { return matrices.matrix(segment == 0 ? 0 : step) }
        return matrices.matrix(
            step % segment == 0 ? step / segment : segments + step % segment - 1)
    }
}
