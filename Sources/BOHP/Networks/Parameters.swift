/// The name and shape of an array of parameters.
public struct ParameterShape: Equatable, Sendable {
    /// The name, for instance `w`.
    public var name: String
    /// Rows and columns of a matrix, the length of a vector; empty for a single number.
    public var shape: [Int]

    /// The rows of a matrix; a vector and a single number are one row.
    var rows: Int { shape.count == 2 ? shape[0] : 1 }
    /// The elements of a row.
    var columns: Int { shape.last ?? 1 }

    /// A shape of at most two extents.
    public init(_ name: String, _ shape: [Int]) {
        precondition(shape.count <= 2, "parameters are a number, a vector or a matrix")
        self.name = name
        self.shape = shape
    }
}

/// An array of numbers with its shape, row by row; in double precision, which holds every float.
public struct NamedArray: Equatable, Sendable {
    /// The name.
    public var name: String
    /// The extents; empty for a single number.
    public var shape: [Int]
    /// The numbers, as many as the product of the extents.
    public var values: [Double]

    /// An array of the given numbers.
    public init(_ name: String, shape: [Int], values: [Double]) {
        self.name = name
        self.shape = shape
        self.values = values
    }
}

/// Named arrays of numbers in one aligned block: the parameters of a network, a gradient, or a moment of an optimizer.
///
/// Matrices lie in the layout of the kernels and are copied to and from `Matrix`, which takes time in proportion to
/// their elements. A value: copies share the block until one of them changes.
public struct Parameters<Scalar: NetworkScalar>: @unchecked Sendable {
    /// The place of each array in the block.
    private final class Layout: Sendable {
        let shapes: [ParameterShape]
        let layouts: [BlockedLayout<Scalar>]
        let offsets: [Int]
        let count: Int

        init(_ shapes: [ParameterShape]) {
            self.shapes = shapes
            layouts = shapes.map { BlockedLayout(rows: $0.rows, columns: $0.columns) }
            var end = 0
            var offsets: [Int] = []
            for layout in layouts {
                offsets.append(end)
                end += layout.count
            }
            self.offsets = offsets
            count = end
        }
    }

    private let layout: Layout
    /// All elements. A write without `makeUnique` changes every copy; gradient engines write to blocks without copies.
    private(set) var storage: KernelStorage<Scalar>

    /// Arrays of zeros.
    public init(_ shapes: [ParameterShape]) { self.init(Layout(shapes)) }

    private init(_ layout: Layout) {
        self.layout = layout
        storage = KernelStorage(count: layout.count, alignment: BlockedLayout<Scalar>.alignment)
    }

    /// The arrays' names and shapes, in order.
    public var shapes: [ParameterShape] { layout.shapes }

    /// Zeros of the same shapes.
    public var zeros: Parameters { Parameters(layout) }

    /// The array of the given name, as a matrix; a vector of n numbers is 1 × n, a single number 1 × 1. A copy.
    ///
    /// - Precondition: there is an array of that name, and a new one has its shape.
    public subscript(name: String) -> Matrix<Scalar> {
        get {
            let place = index(of: name)
            return layout(place).read(base(place))
        }
        set {
            let place = index(of: name)
            makeUnique()
            layout(place).write(newValue, to: base(place))
        }
    }

    private func index(of name: String) -> Int {
        guard let index = shapes.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("there are no parameters “\(name)”")
        }
        return index
    }

    /// The first element of the array with the given number.
    func base(_ index: Int) -> UnsafeMutablePointer<Scalar> { storage.base + layout.offsets[index] }

    /// Where the elements of the array with the given number are.
    func layout(_ index: Int) -> BlockedLayout<Scalar> { layout.layouts[index] }

    mutating func makeUnique() {
        guard !isKnownUniquelyReferenced(&storage) else { return }
        let copy = KernelStorage<Scalar>(count: storage.count, alignment: BlockedLayout<Scalar>.alignment)
        copy.base.update(from: storage.base, count: storage.count)
        storage = copy
    }

    /// Changes every element, given the element of `other` at the same place. `change` is called for padding, too, and
    /// must leave a zero beside a zero unchanged.
    ///
    /// - Precondition: `other` has the same shapes.
    @inlinable
    public mutating func update(with other: Parameters, _ change: (inout Scalar, Scalar) -> Void) {
        withElements(other) { elements, others in
            for index in elements.indices { change(&elements[index], others[index]) }
        }
    }

    @usableFromInline
    mutating func withElements(
        _ other: Parameters,
        _ body: (UnsafeMutableBufferPointer<Scalar>, UnsafeMutableBufferPointer<Scalar>) -> Void
    ) {
        precondition(shapes == other.shapes, "parameters and their gradient have the same shapes")
        makeUnique()
        body(
            UnsafeMutableBufferPointer(start: storage.base, count: storage.count),
            UnsafeMutableBufferPointer(start: other.storage.base, count: other.storage.count))
    }

    /// The Euclidean norm over all elements, accumulated in double precision.
    public var norm: Double {
        // Eight independent sums keep the processor's adders busy; their number is fixed, so the rounding is too.
        let base = storage.base
        var sums = SIMD8<Double>()
        for first in stride(from: 0, to: storage.count, by: 8) {
            for lane in 0..<8 {
                let element = Double(base[first + lane])
                sums[lane] += element * element
            }
        }
        return sums.sum().squareRoot()
    }

    /// Copies of all arrays.
    public var arrays: [NamedArray] {
        shapes.map {
            NamedArray($0.name, shape: $0.shape, values: self[$0.name].elements.map(Double.init))
        }
    }
}

extension Parameters: Equatable {
    public static func == (one: Parameters, other: Parameters) -> Bool {
        one.shapes == other.shapes
            && (0..<one.storage.count).allSatisfy { one.storage.base[$0] == other.storage.base[$0] }
    }
}
