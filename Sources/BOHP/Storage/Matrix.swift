/// A dense matrix of floating-point numbers, stored row by row.
///
/// Throughout this package a row is a target (post-synaptic) neuron and a column a source (pre-synaptic)
/// neuron, so `w[b, a]` is the weight of the connection from neuron `a` to neuron `b`.
public struct Matrix<Scalar: NetworkScalar>: Equatable, Sendable {
    /// The number of rows.
    public let rows: Int
    /// The number of columns.
    public let columns: Int
    /// The elements, row by row; `rows * columns` of them.
    public var elements: [Scalar]

    /// A matrix whose elements are all `value`.
    public init(rows: Int, columns: Int, repeating value: Scalar = 0) {
        self.rows = rows
        self.columns = columns
        elements = [Scalar](repeating: value, count: rows * columns)
    }

    /// A matrix of the given elements.
    ///
    /// - Parameter elements: row by row.
    /// - Precondition: there are `rows * columns` elements.
    public init(rows: Int, columns: Int, elements: [Scalar]) {
        precondition(elements.count == rows * columns, "a matrix needs rows × columns elements")
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    /// A matrix of the given rows.
    ///
    /// - Precondition: all rows have the same length.
    public init(_ rows: [[Scalar]]) {
        let columns = rows.first?.count ?? 0
        precondition(rows.allSatisfy { $0.count == columns }, "the rows of a matrix have one length")
        self.init(rows: rows.count, columns: columns, elements: Array(rows.joined()))
    }

    /// The element in row `row` and column `column`.
    public subscript(row: Int, column: Int) -> Scalar {
        get { elements[row * columns + column] }
        set { elements[row * columns + column] = newValue }
    }

    /// One row, as a slice of `elements`.
    public func row(_ index: Int) -> ArraySlice<Scalar> {
        elements[index * columns..<(index + 1) * columns]
    }

    /// The rows, each as an array.
    public var nested: [[Scalar]] { (0..<rows).map { Array(row($0)) } }

    /// The same numbers in another precision, rounded to nearest.
    public func converted<Other: NetworkScalar>(to _: Other.Type) -> Matrix<Other> {
        Matrix<Other>(rows: rows, columns: columns, elements: elements.map { Other($0) })
    }
}
