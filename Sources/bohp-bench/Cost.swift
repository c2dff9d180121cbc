import BOHP

/// The cost of a training episode by formula, from the steps that `bohp_kernels.h` states, for N neurons, T
/// steps and numbers of s bytes.
///
/// Only terms in N² and above are counted; vectors (inputs, outputs, tanh) are left out. An addition, a
/// multiplication, a division and a square root are one operation each. Bytes are those that a pass over the
/// matrices reads and writes if it keeps only vectors and sums between its steps.
///
/// BPTT, per step and connection, with m = w + alpha ∘ hebb:
///
///     forward    m: 5 operations; x: 2.  Reads w, alpha, m, writes m: 4 numbers
///     backward   p: 2; alpha · p: 1; three sums: 6.  Reads alpha, m, p, writes p: 4 numbers. At T-1 steps; with m
///                run backwards 5 operations more, and w read and m written: 2 numbers more
///     gradients  hebb: 3; dx ⊗ y: 1; two sums: 3.  In registers: 0 numbers
///
/// RTRL, for each of the 2N² parameters, per step and connection:
///
///     dhebb: 4; dy: 4.  Reads dhebb, m, alpha · y, writes dhebb: 4 numbers
///
/// Then for each of the 2N² parameters the gradient is written (1 number), its norm taken (2 operations,
/// 1 number), and Adam does 13 operations on 7 numbers: reads g, m, v, θ, writes m, v, θ. A batch shares the
/// norm and Adam, and adds every gradient but the first to a sum: 1 operation on 3 numbers.
struct Cost: Codable {
    /// Floating-point operations of an episode.
    var operations: Double
    /// Bytes read and written in an episode.
    var bytes: Double
    /// The working set of one thread in bytes. The cache that it fits in determines the attainable
    /// bandwidth.
    var workingSet: Double

    /// The cost of an episode of a configuration.
    init(_ configuration: Configuration) {
        let task = configuration.task
        let n2 = Double(task.neurons * task.neurons)
        let steps = Double(task.steps)
        let size = configuration.precision == .double ? 8.0 : 4.0
        let batch = Double(configuration.batch)

        let parameters = 2 * n2
        let shared = 1 / batch
        let added = (batch - 1) / batch
        operations = parameters * (15 * shared + added)
        bytes = parameters * size * (1 + 8 * shared + 3 * added)
        switch configuration.engine {
        case .bptt, .published2016:
            let traces = configuration.keptTraces
            let stores = traces >= task.steps
            operations += n2 * (14 * steps + (stores ? 9 : 14) * (steps - 1))
            bytes += n2 * size * (4 * steps + (stores ? 4 : 6) * (steps - 1))
            // w, alpha, p, and m of all steps or of one.
            workingSet = n2 * size * Double(3 + traces)
        case .rtrl:
            operations += parameters * n2 * steps * 8
            bytes += parameters * n2 * size * steps * 4
            // dhebb of eight parameters, and the two matrices that all parameters share.
            workingSet = n2 * size * 10
        }
    }
}
