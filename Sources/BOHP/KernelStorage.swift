import BOHPKernels

/// Memory for the kernels, aligned to whole vectors and cleared.
///
/// A class, because it owns memory that C code writes to; engines keep theirs to themselves.
class KernelStorage<Scalar: NetworkScalar> {
    let base: UnsafeMutablePointer<Scalar>
    let count: Int

    /// Elements of a 64-byte vector.
    static var lanes: Int { Scalar.kernels.lanes }

    /// A number of elements, rounded up to whole vectors.
    static func wholeVectors(_ count: Int) -> Int { (count + lanes - 1) / lanes * lanes }

    fileprivate init(count: Int, alignment: Int = Int(BOHP_ALIGNMENT)) {
        self.count = count
        base = UnsafeMutableRawPointer.allocate(
            byteCount: max(count, 1) * MemoryLayout<Scalar>.stride, alignment: alignment
        ).bindMemory(to: Scalar.self, capacity: count)
        base.initialize(repeating: 0, count: count)
    }

    deinit { base.deallocate() }

    /// All elements, padding included, for work that treats every element alike.
    var all: UnsafeMutableBufferPointer<Scalar> { UnsafeMutableBufferPointer(start: base, count: count) }

    func clear() { base.update(repeating: 0, count: count) }

    func scale(by factor: Scalar) {
        for index in 0..<count { base[index] *= factor }
    }
}

/// Vectors of N numbers, one behind the other, each padded with zeros to whole 64-byte vectors.
final class VectorSequence<Scalar: NetworkScalar>: KernelStorage<Scalar> {
    /// How many vectors there are.
    let vectors: Int
    /// Elements from one vector to the next.
    let stride: Int

    init(_ vectors: Int, neurons: Int) {
        self.vectors = vectors
        stride = Self.wholeVectors(neurons)
        super.init(count: vectors * stride)
    }

    subscript(index: Int) -> UnsafeMutablePointer<Scalar> { base + index * stride }
}

/// N × N matrices, one behind the other, in the blocked layout that `bohp_kernels.h` describes.
///
/// Each begins on a border of 4 KB, unless it is smaller than that. A kernel that stores an element and then loads
/// one whose address ends in the same twelve bits may have to wait; with all matrices alike, these are the same
/// element of two matrices, and kernels load before they store.
final class BlockedMatrices<Scalar: NetworkScalar>: KernelStorage<Scalar> {
    let neurons: Int
    /// How many matrices there are.
    let matrices: Int
    /// Columns with their padding.
    let stride: Int
    /// Elements from one matrix to the next.
    let matrixCount: Int

    init(_ matrices: Int = 1, neurons: Int) {
        self.neurons = neurons
        self.matrices = matrices
        stride = Self.wholeVectors(neurons)
        let block = Int(BOHP_ROWS)
        let count = (neurons + block - 1) / block * block * stride
        let page = 4096 / MemoryLayout<Scalar>.stride
        matrixCount = count < page ? count : (count + page - 1) / page * page
        super.init(count: matrices * matrixCount, alignment: 4096)
    }

    /// The first element of a matrix.
    func matrix(_ index: Int) -> UnsafeMutablePointer<Scalar> { base + index * matrixCount }

    /// Where in a matrix the elements of some rows are, padding included; `rows` starts with a block.
    func elements(rows: Range<Int>) -> Range<Int> {
        let block = Int(BOHP_ROWS)
        return (rows.lowerBound * stride)..<((rows.upperBound + block - 1) / block * block * stride)
    }

    /// Scales some rows of the first matrix.
    func scale(by factor: Scalar, rows: Range<Int>) {
        for index in elements(rows: rows) { base[index] *= factor }
    }

    /// Where in a matrix the element of a target and a source neuron is.
    func offset(target: Int, source: Int) -> Int {
        let block = Int(BOHP_ROWS)
        let lanes = Self.lanes
        return target / block * block * stride + source / lanes * lanes * block + target % block * lanes
            + source % lanes
    }

    /// Calls `body` with the offset and the row-by-row index of every element that counts.
    private func forEachElement(_ body: (_ offset: Int, _ index: Int) -> Void) {
        let lanes = Self.lanes
        for target in 0..<neurons {
            for first in Swift.stride(from: 0, to: neurons, by: lanes) {
                let start = offset(target: target, source: first)
                let index = target * neurons + first
                for lane in 0..<min(lanes, neurons - first) { body(start + lane, index + lane) }
            }
        }
    }

    /// Overwrites a matrix.
    func set(_ matrix: Matrix<Scalar>, at index: Int = 0) {
        let target = self.matrix(index)
        matrix.elements.withUnsafeBufferPointer { source in
            forEachElement { target[$0] = source[$1] }
        }
    }

    /// A copy of a matrix.
    func get(_ index: Int = 0) -> Matrix<Scalar> {
        let source = matrix(index)
        var result = Matrix<Scalar>(rows: neurons, columns: neurons)
        result.elements.withUnsafeMutableBufferPointer { target in
            forEachElement { target[$1] = source[$0] }
        }
        return result
    }
}

/// A network's parameters, or a gradient or moment of their shape, ready for the kernels.
struct KernelParameters<Scalar: NetworkScalar> {
    let w: BlockedMatrices<Scalar>
    let alpha: BlockedMatrices<Scalar>

    var neurons: Int { w.neurons }

    init(neurons: Int) {
        w = BlockedMatrices(neurons: neurons)
        alpha = BlockedMatrices(neurons: neurons)
    }

    init(_ network: PlasticNetwork<Scalar>) {
        self.init(neurons: network.neurons)
        w.set(network.w)
        alpha.set(network.alpha)
    }

    var gradient: NetworkGradient<Scalar> { NetworkGradient(w: w.get(), alpha: alpha.get()) }

    /// The Euclidean norm over all elements, accumulated in double precision.
    var norm: Double {
        // Eight sums side by side keep the processor's adders busy; their number is fixed, so the rounding is too.
        var sums = SIMD8<Double>()
        for part in [w, alpha] {
            for first in Swift.stride(from: 0, to: part.count, by: 8) {
                for lane in 0..<8 {
                    let element = Double(part.base[first + lane])
                    sums[lane] += element * element
                }
            }
        }
        return sums.sum().squareRoot()
    }

    func clear() {
        for part in [w, alpha] { part.clear() }
    }

    func add(_ other: KernelParameters) {
        for (part, otherPart) in [(w, other.w), (alpha, other.alpha)] {
            for index in 0..<part.count { part.base[index] += otherPart.base[index] }
        }
    }

    func scale(by factor: Scalar) {
        for part in [w, alpha] { part.scale(by: factor) }
    }
}
