import BOHPKernels

/// A floating-point type that networks are computed in: `Double` or `Float`.
public protocol NetworkScalar: BinaryFloatingPoint, Sendable {
    /// The inner loops for this type, chosen for this processor when first asked for.
    static var kernels: Kernels<Self> { get }
}

/// The inner loops of the network in one precision, for the widest vectors that this processor has.
///
/// They are written in C (`Sources/BOHPKernels`), because Swift cannot choose an instruction set at run
/// time; `bohp_kernels.h` gives the equation of each. Matrices are handed over as `KernelStorage`.
///
/// Sendable, because its functions are C functions without any state.
public struct Kernels<Scalar>: @unchecked Sendable {
    typealias In = UnsafePointer<Scalar>
    typealias Out = UnsafeMutablePointer<Scalar>

    /// The instruction set in use: `avx512`, `avx2` or `baseline`.
    public let instructionSet: String
    /// How many scalars a 64-byte vector holds; rows are padded to a multiple of it.
    let lanes: Int

    let tanh: (Int, In, Out) -> Void
    let forward: (Int, Int, Int, Int, Scalar, In, In, In, Out, In, In, In, Out, Out) -> Void
    let backward:
        (
            Int, Int, Int, Int, Scalar, In, In, In, Out?, Out, In, In, In, Out, Out, Out
        ) -> Void
    let gradients: (Int, Int, Int, Int, Int, Scalar, In, In, Out, Out) -> Void
    let tangent: (Int, Int, Scalar, In, In, In, In, In, In, In, Int, Scalar, Out, Out) -> Void
    let adam: (Int, Scalar, Scalar, Scalar, Scalar, Scalar, Scalar, In, Out, Out, Out) -> Void
}

extension Double: NetworkScalar {
    public static let kernels: Kernels<Double> = {
        let table = bohp_select_f64().pointee
        return Kernels(
            instructionSet: String(cString: table.instructionSet), lanes: 8,
            tanh: table.tanh, forward: table.forward, backward: table.backward,
            gradients: table.gradients, tangent: table.tangent, adam: table.adam)
    }()
}

extension Float: NetworkScalar {
    public static let kernels: Kernels<Float> = {
        let table = bohp_select_f32().pointee
        return Kernels(
            instructionSet: String(cString: table.instructionSet), lanes: 16,
            tanh: table.tanh, forward: table.forward, backward: table.backward,
            gradients: table.gradients, tangent: table.tangent, adam: table.adam)
    }()
}

/// Runs `body` with denormal numbers taken for zero on this thread; see `bohp_flush_denormals` for why
/// that is safe.
func flushingDenormals<Result>(_ body: () throws -> Result) rethrows -> Result {
    let state = bohp_flush_denormals()
    defer { bohp_restore_denormals(state) }
    return try body()
}
