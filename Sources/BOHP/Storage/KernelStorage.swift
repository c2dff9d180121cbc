import BOHPKernels

/// Memory for the kernels, aligned to whole vectors and cleared.
///
/// A class, because it owns memory that C code writes to.
class KernelStorage<Scalar: NetworkScalar> {
    let base: UnsafeMutablePointer<Scalar>
    let count: Int

    /// Elements of a 64-byte vector.
    static var lanes: Int { Scalar.kernels.lanes }

    /// A number of elements, rounded up to whole vectors.
    static func wholeVectors(_ count: Int) -> Int { (count + lanes - 1) / lanes * lanes }

    init(count: Int, alignment: Int = Int(BOHP_ALIGNMENT)) {
        self.count = count
        base = UnsafeMutableRawPointer.allocate(
            byteCount: max(count, 1) * MemoryLayout<Scalar>.stride, alignment: alignment
        ).bindMemory(to: Scalar.self, capacity: count)
        base.initialize(repeating: 0, count: count)
    }

    deinit { base.deallocate() }

    func clear() { base.update(repeating: 0, count: count) }

    func scale(by factor: Scalar) {
        for index in 0..<count { base[index] *= factor }
    }

    func add(_ other: KernelStorage) {
        let (base, others) = (base, other.base)
        for index in 0..<count { base[index] += others[index] }
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

/// Where the elements of a matrix are in the blocked layout that `bohp_kernels.h` describes.
struct BlockedLayout<Scalar: NetworkScalar>: Sendable {
    let rows: Int
    let columns: Int
    /// Columns with their padding.
    let stride: Int
    /// Elements from one matrix to the next.
    let count: Int

    /// Where a matrix begins, in bytes.
    ///
    /// A kernel that stores an element and then loads one whose address ends in the same twelve bits may have to wait.
    /// If all matrices start on such a boundary, these are the same element of two matrices, and kernels load before they
    /// store. A smaller matrix starts where the one before it ends.
    static var alignment: Int { 4096 }

    init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        stride = KernelStorage<Scalar>.wholeVectors(columns)
        let count = Self.wholeBlocks(rows) * stride
        let page = Self.alignment / MemoryLayout<Scalar>.stride
        self.count = count < page ? count : (count + page - 1) / page * page
    }

    private static func wholeBlocks(_ rows: Int) -> Int {
        let block = Int(BOHP_ROWS)
        return (rows + block - 1) / block * block
    }

    /// Where the elements of some rows are, padding included; `rows` starts with a block.
    func elements(rows: Range<Int>) -> Range<Int> {
        (rows.lowerBound * stride)..<(Self.wholeBlocks(rows.upperBound) * stride)
    }

    /// Where the element of a target and a source neuron is.
    func offset(target: Int, source: Int) -> Int {
        let block = Int(BOHP_ROWS)
        let lanes = KernelStorage<Scalar>.lanes
        return target / block * block * stride + source / lanes * lanes * block + target % block * lanes
            + source % lanes
    }

    /// Calls `body` with the offset and the row-by-row index of every element.
    private func forEachElement(_ body: (_ offset: Int, _ index: Int) -> Void) {
        let lanes = KernelStorage<Scalar>.lanes
        for target in 0..<rows {
            for first in Swift.stride(from: 0, to: columns, by: lanes) {
                let start = offset(target: target, source: first)
                let index = target * columns + first
                for lane in 0..<min(lanes, columns - first) { body(start + lane, index + lane) }
            }
        }
    }

    /// Overwrites the matrix at `base` with numbers that lie row by row.
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    func pack(_ dense: UnsafePointer<Scalar>, to base: UnsafeMutablePointer<Scalar>) {
        forEachElement { base[$0] = dense[$1] }
    }

    /// Copies the matrix at `base` row by row.
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    func unpack(_ base: UnsafePointer<Scalar>, to dense: UnsafeMutablePointer<Scalar>) {
        forEachElement { dense[$1] = base[$0] }
    }

    /// Overwrites the matrix at `base` with `matrix`.
    func write(_ matrix: Matrix<Scalar>, to base: UnsafeMutablePointer<Scalar>) {
        precondition(matrix.rows == rows && matrix.columns == columns, "a matrix keeps its shape")
        matrix.elements.withUnsafeBufferPointer { dense in
            if let dense = dense.baseAddress { pack(dense, to: base) }
        }
    }

    /// A copy of the matrix at `base`.
    func read(_ base: UnsafePointer<Scalar>) -> Matrix<Scalar> {
        var result = Matrix<Scalar>(rows: rows, columns: columns)
        result.elements.withUnsafeMutableBufferPointer { dense in
            if let dense = dense.baseAddress { unpack(base, to: dense) }
        }
        return result
    }
}

/// N × N matrices, one behind the other, in the blocked layout.
final class BlockedMatrices<Scalar: NetworkScalar>: KernelStorage<Scalar> {
    let layout: BlockedLayout<Scalar>
    /// How many matrices there are.
    let matrices: Int

    init(_ matrices: Int = 1, neurons: Int) {
        layout = BlockedLayout(rows: neurons, columns: neurons)
        self.matrices = matrices
        super.init(count: matrices * layout.count, alignment: BlockedLayout<Scalar>.alignment)
    }

    /// The first element of a matrix.
    func matrix(_ index: Int) -> UnsafeMutablePointer<Scalar> { base + index * layout.count }

    /// Scales some rows of the first matrix.
    func scale(by factor: Scalar, rows: Range<Int>) {
        for index in layout.elements(rows: rows) { base[index] *= factor }
    }
}
