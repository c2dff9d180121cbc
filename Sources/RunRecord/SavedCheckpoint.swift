import BOHP
import Foundation

/// What `checkpoint.safetensors` holds: the trainer's checkpoint, and the state of the logs at that moment.
struct SavedCheckpoint {
    var checkpoint: Checkpoint
    /// Seconds of training up to the checkpoint.
    var seconds: Double
    /// The marks of the logs, by the names of their files; none from version 0.1.
    var logs: [String: LogMark]
    /// The best moment so far, if the run keeps it.
    var best: BestMoment?

    private static let checksum = "checksum"
    private static let logPrefix = "log."

    /// The contents of the file.
    func encoded() throws -> Data {
        var file = SafeTensors()
        for array in checkpoint.arrays {
            file.tensors[array.name] = .init(shape: array.shape, .f64(array.values))
        }
        let random = checkpoint.random
        let kept = random.keptNormal.map { [$0] } ?? []
        file.tensors["episodes_done"] = .init(shape: [], .i64([Int64(checkpoint.episodesDone)]))
        file.tensors["updates"] = .init(shape: [], .i64([Int64(checkpoint.updates)]))
        func add(_ twister: MersenneTwister, _ name: String) {
            file.tensors["random.\(name)words"] = .init(shape: [twister.words.count], .u32(twister.words))
            file.tensors["random.\(name)position"] = .init(shape: [], .i64([Int64(twister.position)]))
        }
        add(random.twister, "")
        if let choices = random.choices { add(choices, "choice_") }
        file.tensors["random.kept_normal"] = .init(shape: [kept.count], .f64(kept))
        best?.add(to: &file)
        file.metadata["seconds"] = "\(seconds)"
        for (name, mark) in logs { file.metadata[Self.logPrefix + name] = "\(mark)" }
        file.metadata[Self.checksum] = "\(file.mark)"
        return try file.encoded()
    }

    /// Reads the contents of the file at `path`.
    ///
    /// - Throws: `RunRecordError.damaged`.
    init(_ contents: SafeTensors, file path: String) throws {
        var file = contents
        func damaged(_ name: String) -> RunRecordError {
            .damaged(file: path, problem: "has no valid array “\(name)”")
        }
        func integer(_ name: String) throws -> Int {
            guard case .i64(let values) = file.tensors[name]?.values, values.count == 1,
                let value = Int(exactly: values[0])
            else { throw damaged(name) }
            return value
        }
        // Version 0.1 wrote no checksum.
        if let checksum = file.metadata.removeValue(forKey: Self.checksum), checksum != "\(file.mark)" {
            throw RunRecordError.damaged(file: path, problem: "its checksum is wrong")
        }
        best = BestMoment(from: &file)
        func twister(_ name: String) throws -> MersenneTwister {
            guard case .u32(let words) = file.tensors["random.\(name)words"]?.values,
                let twister = MersenneTwister(words: words, position: try integer("random.\(name)position"))
            else { throw damaged("random.\(name)words") }
            return twister
        }
        guard case .f64(let kept) = file.tensors["random.kept_normal"]?.values, kept.count <= 1 else {
            throw damaged("random.kept_normal")
        }
        let arrays = file.tensors.compactMap { name, tensor in
            name.hasPrefix("random.")
                ? nil : tensor.doubles.map { NamedArray(name, shape: tensor.shape, values: $0) }
        }
        checkpoint = Checkpoint(
            episodesDone: try integer("episodes_done"), updates: try integer("updates"),
            random: .init(
                twister: try twister(""), keptNormal: kept.first,
                choices: file.tensors["random.choice_words"] == nil ? nil : try twister("choice_")),
            arrays: arrays)
        seconds = file.metadata["seconds"].flatMap(Double.init) ?? 0
        logs = [:]
        for (key, text) in file.metadata where key.hasPrefix(Self.logPrefix) {
            logs[String(key.dropFirst(Self.logPrefix.count))] = LogMark(text)
        }
    }

    /// A checkpoint with the state of the logs.
    init(_ checkpoint: Checkpoint, seconds: Double, logs: [String: LogMark]) {
        self.checkpoint = checkpoint
        self.seconds = seconds
        self.logs = logs
    }

    /// The checkpoint of the run directory `folder`; `nil` if there is none.
    ///
    /// - Throws: `RunRecordError`.
    static func read(in folder: String) throws -> SavedCheckpoint? {
        let file = Run.file(RunFile.checkpoint, in: folder)
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        return try SavedCheckpoint(SafeTensors(reading: file), file: file)
    }
}
