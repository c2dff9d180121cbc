import BOHP
import Foundation
import Text

/// The files of a run directory.
enum RunFile {
    static let information = "run.json"
    static let metrics = "metrics.csv"
    static let weights = "weights.safetensors"
    static let best = "best.safetensors"
    static let checkpoint = "checkpoint.safetensors"
    static let evaluation = "evaluation.json"
    static let gradientCheck = "gradients.json"
    static let dynamics = "dynamics.csv"
    static let snapshots = "snapshots.safetensors"
    static let lock = "run.lock"

    /// The files of a run up to its first checkpoint.
    static let first = [
        information, metrics, dynamics, snapshots, best, gradientCheck, checkpoint, lock,
    ]
}

/// One run, read back from disk and checked.
public struct Run: Sendable {
    /// The run's folder.
    public let path: String
    /// What `run.json` says.
    public let information: RunInformation
    /// The numbers of every episode.
    public let metrics: Metrics
    /// The recorded changes of the weights during training.
    public let history: WeightHistory
    /// The network at the end of training; `nil` while training goes on, and after a kill.
    public let network: PlasticNetwork<Double>?
    /// The measurements after training, if there are any.
    public let evaluation: Evaluation?
    /// The gradient check before training, if one was made.
    public let gradientCheck: GradientCheck?

    /// Whether a process writes the run at `path` now; `nil` if that cannot be known, as on file systems without locks.
    public static func isWritten(at path: String) -> Bool? { RunLock.isHeld(path) }

    /// The run's name.
    public var name: String { information.name }
    /// The settings of the run.
    public var configuration: Configuration { information.configuration }

    /// A run in memory, for tests and tools.
    public init(
        path: String, information: RunInformation, metrics: Metrics,
        history: WeightHistory = WeightHistory(), network: PlasticNetwork<Double>?, evaluation: Evaluation?,
        gradientCheck: GradientCheck? = nil
    ) {
        self.path = path
        self.information = information
        self.metrics = metrics
        self.history = history
        self.network = network
        self.evaluation = evaluation
        self.gradientCheck = gradientCheck
    }

    /// Reads the run directory at `path`, also while training writes to it.
    ///
    /// - Throws: `RunRecordError`.
    public init(path: String, repertoire: Repertoire = Repertoire()) throws {
        self = try Self.whole(path, \.information) { try Run(reading: path, repertoire) }
    }

    /// Reads files of the run directory at `path` that belong together, also while training writes to them.
    ///
    /// - Throws: what `read` throws.
    static func whole<Part>(
        _ path: String, _ information: (Part) -> RunInformation, read: () throws -> Part
    ) throws -> Part {
        // A writer replaces `run.json` before and after it changes other files, so files that belong together were read if
        // `run.json` stayed the same. While training goes on, only an error is a reason to read again, because every
        // checkpoint replaces `run.json`.
        let file = Self.file(RunFile.information, in: path)
        func contents() throws -> Data { try Self.contents(file, limit: RunJSON.largestConfiguration) }
        for _ in 0..<5 {
            let before = try contents()
            do {
                let part = try read()
                if try information(part).status == .running || contents() == before { return part }
            } catch {
                if try contents() == before { throw error }
            }
        }
        return try read()
    }

    private init(reading path: String, _ repertoire: Repertoire) throws {
        self.path = path
        information = try Self.information(at: path, repertoire: repertoire)
        let ended = information.status != .running
        metrics = try Metrics(of: information, at: path)
        history = try Self.history(
            at: path, network: information.configuration.network, allowsCutEnd: !ended)
        // While a resumed run is in progress, weights.safetensors is stale.
        network = ended ? try Self.weights(at: path, configuration: information.configuration) : nil
        var measured: Evaluation? = ended ? try Self.measurements(RunFile.evaluation, in: path) : nil
        if let problem = measured?.problem(for: information.configuration) {
            throw RunRecordError.damaged(file: Self.file(RunFile.evaluation, in: path), problem: problem)
        }
        measured?.addBestGuesses(of: information.configuration.task)
        evaluation = measured
        gradientCheck = try Self.gradientCheck(at: path)
    }

    /// Reads the gradient check. Version 0.1 kept it in `evaluation.json`.
    private static func gradientCheck(at path: String) throws -> GradientCheck? {
        if let check: GradientCheck = try measurements(RunFile.gradientCheck, in: path) { return check }
        struct Older: Decodable { var gradientCheck: GradientCheck? }
        let older: Older? = try measurements(RunFile.evaluation, in: path)
        return older?.gradientCheck
    }

    /// What a JSON file of measurements in the run directory at `path` holds; `nil` if there is no such file.
    ///
    /// - Throws: `RunRecordError`.
    static func measurements<Value: Decodable>(_ name: String, in path: String) throws -> Value? {
        let file = file(name, in: path)
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        return try RunJSON.decode(
            Value.self, from: contents(file, limit: RunJSON.largestFile), file: file)
    }

    static func file(_ name: String, in path: String) -> String {
        FilePath.join(path, name)
    }

    /// The contents of a file.
    ///
    /// - Parameter limit: the largest size in bytes.
    /// - Throws: `RunRecordError.cannotRead`.
    static func contents(_ path: String, limit: Int = .max) throws -> Data {
        do {
            return try FileInput.contents(path, limit: limit)
        } catch let failure as FileInput.Failure {
            throw RunRecordError.cannotRead(path: path, reason: failure.reason)
        }
    }

    /// Reads `run.json` only.
    ///
    /// - Throws: `RunRecordError`, also for an invalid configuration.
    public static func information(
        at path: String, repertoire: Repertoire = Repertoire()
    ) throws -> RunInformation {
        let file = file(RunFile.information, in: path)
        return try RunJSON.decode(
            RunInformation.self, from: contents(file, limit: RunJSON.largestConfiguration), file: file,
            repertoire: repertoire)
    }

    private static func history(at path: String, network: NetworkDescription, allowsCutEnd: Bool) throws
        -> WeightHistory
    {
        var history = WeightHistory()
        let dynamics = file(RunFile.dynamics, in: path)
        if FileManager.default.fileExists(atPath: dynamics) {
            history.samples = try WeightSample.read(dynamics, allowsCutEnd: allowsCutEnd)
        }
        history.snapshots = try snapshots(at: path, network: network)
        return history
    }

    static func snapshots(at path: String, network: NetworkDescription) throws -> [WeightHistory.Snapshot] {
        let file = file(RunFile.snapshots, in: path)
        guard FileManager.default.fileExists(atPath: file) else { return [] }
        return try WeightHistory.Snapshot.read(SafeTensors(reading: file), file: file, network: network)
    }

    private static func weights(
        at path: String, configuration: Configuration
    ) throws -> PlasticNetwork<Double>? {
        let file = file(RunFile.weights, in: path)
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        let tensors = try SafeTensors(reading: file).tensors
        return try configuration.network.network { shape in
            guard let tensor = tensors[shape.name], let values = tensor.doubles else {
                throw RunRecordError.damaged(
                    file: file, problem: "has no floating-point array “\(shape.name)”")
            }
            guard tensor.shape == shape.shape, values.count == shape.shape.reduce(1, *) else {
                throw RunRecordError.damaged(
                    file: file, problem: "“\(shape.name)” has shape \(tensor.shape), not \(shape.shape)")
            }
            return values
        }
    }
}

extension Evaluation {
    /// Why this evaluation cannot belong to a run of `configuration`; `nil` if its shapes are right. Figures and tables
    /// rely on these shapes.
    func problem(for configuration: Configuration) -> String? {
        let (neurons, sources) = (configuration.network.neurons, configuration.network.sources)
        let elements = max(neurons, configuration.task.shape.inputs)
        for (index, example) in examples.enumerated() {
            let size = example.pattern.count
            guard size > 0, size <= elements, example.cue.count == size, example.answer.count == size,
                example.hopfield == nil || example.hopfield?.count == size
            else { return "the parts of example \(index + 1) do not have one size" }
        }
        for (name, finding) in findings.sorted(by: { $0.key < $1.key }) where !finding.isWhole {
            return "the columns of “\(name)” do not have one length"
        }
        if let episode {
            if let patterns = episode.patterns, let size = patterns.first?.count {
                guard size <= elements, patterns.allSatisfy({ $0.count == size }) else {
                    return "the recorded patterns do not have one size of at most \(elements)"
                }
            }
            let steps = configuration.task.steps
            guard episode.outputs.count == steps, episode.outputs.allSatisfy({ $0.count == neurons }) else {
                return "the recorded outputs are not \(steps) × \(neurons)"
            }
            guard let width = episode.inputs.first?.count, width <= elements, episode.inputs.count == steps,
                episode.inputs.allSatisfy({ $0.count == width })
            else { return "the recorded inputs are not \(steps) rows of at most \(elements)" }
            guard episode.hebb.count == neurons, episode.hebb.allSatisfy({ $0.count == sources }) else {
                return "the recorded trace is not \(neurons) × \(sources)"
            }
            guard episode.phases.allSatisfy({ 0 <= $0.start && $0.start <= $0.end && $0.end <= steps }) else {
                return "a recorded phase lies outside the episode"
            }
        }
        return nil
    }
}
