import Foundation

extension NetworkScalar {
    /// Checks that the kernels are those that the environment variable `BOHP_KERNELS` asks for, if it is set.
    ///
    /// - Throws: `ConfigurationError` for an unknown name, and for an instruction set that this processor lacks.
    public static func checkRequestedKernels() throws {
        let request = ProcessInfo.processInfo.environment["BOHP_KERNELS", default: ""]
        guard !request.isEmpty, request != kernels.instructionSet else { return }
        throw ConfigurationError(
            setting: "BOHP_KERNELS",
            problem: "is “\(request)”, not baseline, avx2 or avx512, or this processor lacks it")
    }
}
