import BOHPKernels

/// A floating-point type that networks are computed in: `Double` or `Float`.
public protocol NetworkScalar: BinaryFloatingPoint, Sendable {
    /// The inner loops for this type, chosen for this processor when first asked for.
    static var kernels: Kernels { get }
}

/// The inner loops of the network in one precision, for the widest vectors that this processor has.
///
/// They are written in C (`Sources/BOHPKernels`), because Swift cannot choose an instruction set at run
/// time; `bohp_kernels.h` gives the equation of each. Matrices are handed over as `KernelStorage`.
///
/// Sendable, because its functions are C functions without any state.
public struct Kernels: @unchecked Sendable {
    /// The functions themselves; the arrays that they take are of the scalar whose kernels these are.
    let functions: bohp_kernels

    init(_ table: UnsafePointer<bohp_kernels>) { functions = table.pointee }

    /// The instruction set in use: `avx512`, `avx2` or `baseline`.
    public var instructionSet: String { String(cString: functions.instructionSet) }
    /// The compiler of the inner loops, with its version.
    public static var compiler: String { String(cString: bohp_compiler()) }
    /// How many scalars a 64-byte vector holds; rows are padded to a multiple of it.
    var lanes: Int { functions.lanes }
}

extension Double: NetworkScalar {
    public static let kernels = Kernels(bohp_select_f64())
}

extension Float: NetworkScalar {
    public static let kernels = Kernels(bohp_select_f32())
}

/// Runs `body` with subnormal numbers treated as zero on this thread; see `bohp_flush_denormals` for why
/// that is safe.
func flushingDenormals<Result>(_ body: () throws -> Result) rethrows -> Result {
    let state = bohp_flush_denormals()
    defer { bohp_restore_denormals(state) }
    return try body()
}
