import BOHP
import CommandLineTool
import Foundation
import RunRecord

/// A benchmark's network, first episode and gradient as a file that NumPy, JAX and PyTorch read, so that
/// their gradients can be compared with these.
enum GradientExport {
    /// Writes the arrays to `path`:
    ///
    /// - `w`, `alpha` N × N, `eta`, `inputs` T × N, `targets` (one row a counted step, at the end of the episode):
    ///   the point at which the gradient is evaluated, F64;
    /// - `gradient.w`, `gradient.alpha` N × N, of the benchmark's loss: in double precision, F64; and `gradient.eta`, 1 × 1,
    ///   if eta is learned;
    /// - `float.gradient.w`, …, the same in single precision, for a benchmark in that precision, F32.
    ///
    /// - Throws: `RunRecordError.cannotWrite`, `ConfigurationError`, and `CommandError` for a network without eta.
    static func write(_ configuration: Configuration, to path: String) throws {
        try configuration.validate()
        guard configuration.architecture is Recurrent, configuration.rule is DecayingHebb else {
            throw CommandError("--gradient takes a benchmark of a recurrent network", code: .usage)
        }
        let task = configuration.task
        var random = RandomState(seed: configuration.seed)
        let network: PlasticNetwork<Double> = configuration.network.draw(using: &random)
        let episode = task.episode(using: &random)
        var file = SafeTensors()
        file.tensors["eta"] = .init(shape: [], .f64([network.eta]))
        let gradient = network.lossGradient(
            of: episode, objective: task.objective, engine: configuration.engine
        ).gradient
        let names = ["w", "alpha"] + (gradient["eta"].elements == [0] ? [] : ["eta"])
        for (name, matrix) in [
            ("w", network.w), ("alpha", network.alpha), ("inputs", episode.inputs),
            ("targets", episode.targets),
        ] + names.map({ ("gradient.\($0)", gradient[$0]) }) {
            file.tensors[name] = .init(shape: [matrix.rows, matrix.columns], .f64(matrix.elements))
        }
        if configuration.precision == .float {
            let rounded = network.converted(to: Float.self)
            let gradient = rounded.lossGradient(
                of: episode, objective: task.objective, engine: configuration.engine
            ).gradient
            for name in names {
                let matrix = gradient[name]
                file.tensors["float.gradient.\(name)"] = .init(
                    shape: [matrix.rows, matrix.columns], .f32(matrix.elements))
            }
        }
        let files = StagedFiles()
        try files.add(try file.encoded(), at: path)
        try files.commit()
    }
}
