import BOHP

extension Matrix<Double> {
    /// The eigenvalues of the symmetric part (A + Aᵀ)/2, in descending order; empty if an element is not finite.
    ///
    /// Cyclic Jacobi rotations (Jacobi 1846; Golub and Van Loan, Matrix Computations, section 8.5), until all elements
    /// off the diagonal are negligible. Accurate to rounding relative to the largest eigenvalue. Takes O(N³) operations,
    /// about ten sweeps.
    ///
    /// - Precondition: the matrix is square.
    public var symmetricEigenvalues: [Double] {
        precondition(rows == columns, "only square matrices have eigenvalues")
        guard elements.allSatisfy(\.isFinite) else { return [] }
        let size = rows
        let scale = Swift.max(largestMagnitude, .leastNormalMagnitude)
        // Scaled, because squares must not overflow.
        var a = elements.indices.map { index in
            let (row, column) = (index / size, index % size)
            return 0.5 * (elements[index] / scale + elements[column * size + row] / scale)
        }
        a.withUnsafeMutableBufferPointer { a in
            for _ in 0..<50 {
                var off = 0.0
                for row in 0..<size {
                    for column in 0..<row { off += a[row * size + column] * a[row * size + column] }
                }
                if off < 1e-30 { break }
                for p in 0..<size {
                    for q in (p + 1)..<Swift.max(size, p + 1) {
                        let apq = a[p * size + q]
                        guard abs(apq) > 1e-300 else { continue }
                        let theta = (a[q * size + q] - a[p * size + p]) / (2 * apq)
                        let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
                        let c = 1 / (t * t + 1).squareRoot()
                        let s = t * c
                        for k in 0..<size {
                            let (akp, akq) = (a[k * size + p], a[k * size + q])
                            a[k * size + p] = c * akp - s * akq
                            a[k * size + q] = s * akp + c * akq
                        }
                        for k in 0..<size {
                            let (apk, aqk) = (a[p * size + k], a[q * size + k])
                            a[p * size + k] = c * apk - s * aqk
                            a[q * size + k] = s * apk + c * aqk
                        }
                    }
                }
            }
        }
        return (0..<size).map { a[$0 * size + $0] * scale }.sorted(by: >)
    }

    /// The first `count` rows and columns.
    ///
    /// - Precondition: there are as many.
    public func leading(_ count: Int) -> Matrix<Double> {
        Matrix((0..<count).map { Array(row($0).prefix(count)) })
    }
}
