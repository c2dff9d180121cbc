/// Storage for the kernels: rows of a matrix (or a sequence of vectors), each padded with zeros to whole
/// 64-byte vectors and starting on a 64-byte border.
///
/// A class, because it owns memory that C code writes to; engines keep theirs to themselves.
final class PaddedMatrix<Scalar: NetworkScalar> {
    let rows: Int
    let columns: Int
    /// Elements from one row to the next.
    let stride: Int
    let base: UnsafeMutablePointer<Scalar>

    init(rows: Int, columns: Int) {
        let lanes = Scalar.kernels.lanes
        self.rows = rows
        self.columns = columns
        stride = (columns + lanes - 1) / lanes * lanes
        let count = rows * stride
        // A whole vector is written at the end of a column of results, so a row of slack stands behind.
        let bytes = (count + lanes) * MemoryLayout<Scalar>.stride
        base = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
            .bindMemory(to: Scalar.self, capacity: count + lanes)
        base.initialize(repeating: 0, count: count + lanes)
    }

    convenience init(_ matrix: Matrix<Scalar>) {
        self.init(rows: matrix.rows, columns: matrix.columns)
        copy(matrix)
    }

    deinit { base.deallocate() }

    /// The first element of a row.
    func row(_ index: Int) -> UnsafeMutablePointer<Scalar> { base + index * stride }

    /// All elements, padding included, for work that treats every element alike.
    var all: UnsafeMutableBufferPointer<Scalar> {
        UnsafeMutableBufferPointer(start: base, count: rows * stride)
    }

    func copy(_ matrix: Matrix<Scalar>) {
        matrix.elements.withUnsafeBufferPointer { source in
            guard let first = source.baseAddress else { return }
            for index in 0..<rows { row(index).update(from: first + index * columns, count: columns) }
        }
    }

    func copy(_ other: PaddedMatrix) { base.update(from: other.base, count: rows * stride) }

    func fill(_ value: Scalar) {
        for index in 0..<rows { row(index).update(repeating: value, count: columns) }
    }

    var matrix: Matrix<Scalar> {
        var result = Matrix<Scalar>(rows: rows, columns: columns)
        result.elements.withUnsafeMutableBufferPointer { target in
            guard let first = target.baseAddress else { return }
            for index in 0..<rows { (first + index * columns).update(from: row(index), count: columns) }
        }
        return result
    }
}

/// A network's parameters, or a gradient or moment of their shape, ready for the kernels.
struct PaddedParameters<Scalar: NetworkScalar> {
    let w: PaddedMatrix<Scalar>
    let alpha: PaddedMatrix<Scalar>

    var neurons: Int { w.rows }

    init(neurons: Int) {
        w = PaddedMatrix(rows: neurons, columns: neurons)
        alpha = PaddedMatrix(rows: neurons, columns: neurons)
    }

    init(_ network: PlasticNetwork<Scalar>) {
        w = PaddedMatrix(network.w)
        alpha = PaddedMatrix(network.alpha)
    }

    var gradient: NetworkGradient<Scalar> { NetworkGradient(w: w.matrix, alpha: alpha.matrix) }

    /// The Euclidean norm over all elements, accumulated in double precision.
    var norm: Double {
        var sum = 0.0
        for part in [w, alpha] {
            for element in part.all { sum += Double(element) * Double(element) }
        }
        return sum.squareRoot()
    }

    func clear() {
        for part in [w, alpha] { part.all.update(repeating: 0) }
    }

    func add(_ other: PaddedParameters) {
        for (part, otherPart) in [(w, other.w), (alpha, other.alpha)] {
            let target = part.all
            let source = otherPart.all
            for index in target.indices { target[index] += source[index] }
        }
    }

    func scale(by factor: Scalar) {
        for part in [w, alpha] {
            let target = part.all
            for index in target.indices { target[index] *= factor }
        }
    }
}
