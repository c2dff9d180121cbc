import BOHP
import Foundation
import TestSupport
import Testing

@testable import CommandLineTool
@testable import RunRecord
@testable import bohp_train

@Suite("Stopped at any change to the disk")
struct FaultTests {
    private static let never: @Sendable () -> Bool = { false }

    private static let small = [
        "--pattern-size", "4", "--patterns", "2", "--evaluation-episodes", "2", "--checkpoint-every", "4",
        "--threads", "1", "--name", "run", "--quiet", "--cycles", "1", "--presentation-steps", "1",
        "--delay-steps", "1", "--test-steps", "1",
    ]

    private static let resume = ["--resume", "run", "--checkpoint-every", "4", "--threads", "1", "--quiet"]

    private static let configurations = [
        small + ["--episodes", "6"],
        small + [
            "--episodes", "8", "--batch", "3", "--precision", "float", "--check-gradients", "--keep-best",
        ],
    ]

    private static func settings(_ words: [String], in folder: URL) throws -> TrainSettings {
        var settings = TrainSettings()
        guard case .work = try TrainOptions.parser.parse(words + ["--runs", folder.path], into: &settings)
        else {
            throw SetupError("these words ask for no work")
        }
        return settings
    }

    /// One call of `bohp-train`.
    private static func call(
        _ words: [String], in folder: URL, files: any FileSystem = FaultyFiles.sound,
        isStopped: @escaping @Sendable () -> Bool = never
    ) throws {
        let settings = try settings(words, in: folder)
        if let run = settings.evaluate {
            _ = try Measuring.measure(run, settings, files: files, isStopped: isStopped)
        } else {
            _ = try TrainingSession(settings, command: words, files: files, isStopped: isStopped).run()
        }
    }

    /// What must not depend on how often a run was stopped.
    private struct Contents: Equatable {
        var files: [String: Data] = [:]
        var information: RunInformation
        var checkpoint: Checkpoint?
        var logs: [String: LogMark]

        /// The names of the parts that differ.
        func differences(from other: Contents) -> [String] {
            let names = Set(files.keys).union(other.files.keys).filter { files[$0] != other.files[$0] }
            return names.sorted() + (information == other.information ? [] : ["run.json"])
                + (checkpoint == other.checkpoint && logs == other.logs ? [] : ["checkpoint.safetensors"])
        }

        init(_ run: URL) throws {
            for name in run.files where !["run.json", "checkpoint.safetensors", "run.lock"].contains(name) {
                files[name] = try Data(contentsOf: run.appending(path: name))
            }
            information = try Run(path: run.path).information
            information.started = .distantPast
            information.ended = nil
            information.seconds = 0
            information.resumptions = []
            let saved = try SavedCheckpoint.read(in: run.path)
            checkpoint = saved?.checkpoint
            checkpoint?.arrays.sort { $0.name < $1.name }
            logs = saved?.logs ?? [:]
        }
    }

    /// Calls the program as its user would after a stop, until the run is complete.
    private static func complete(_ start: [String], in folder: URL, number: Int) throws {
        let run = folder.appending(path: "run")
        let information = try? Run.information(at: run.path)
        if information?.status == .finished { return }
        let isSafe = (information?.episodesDone ?? 0) > 0 || run.files.contains("weights.safetensors")
        let saved = try? SavedCheckpoint.read(in: run.path)
        if information == nil || (!isSafe && saved?.checkpoint.episodesDone == 0 && number % 2 == 0) {
            try call(start, in: folder)
        } else {
            try call(resume, in: folder)
        }
    }

    /// For each change of a call to the disk: stops there, completes the run, and compares all bytes.
    ///
    /// - Parameters:
    ///   - words: the call that is stopped.
    ///   - earlier: calls before that.
    ///   - expected: the contents of the run after undisturbed calls.
    private static func stopEverywhere(
        _ words: [String], after earlier: (URL) throws -> Void = { _ in }, _ fault: FaultyFiles.Fault,
        complete: (URL, Int) throws -> Void
    ) throws -> Int {
        let expected = try withTemporaryFolder { folder in
            try earlier(folder)
            try call(words, in: folder)
            return try Contents(folder.appending(path: "run"))
        }
        for place in 1... {
            let wasStopped = try withTemporaryFolder { folder in
                try earlier(folder)
                let before = folder.files
                let files = FaultyFiles(at: place, fault)
                do {
                    try call(words, in: folder, files: files)
                } catch is FaultyFiles.Killed {
                } catch let error as RunRecordError {
                    #expect(error.exitCode == 73, "change \(place): \(error)")
                    let left = folder.files.filter {
                        ($0.hasSuffix(".tmp") || $0.hasSuffix(".lock")) && !before.contains($0)
                    }
                    #expect(left.isEmpty || fault == .error, "change \(place)")
                }
                let run = folder.appending(path: "run")
                if run.files.contains("run.json") { _ = try Run(path: run.path) }
                try complete(folder, place)
                let differences = try Contents(run).differences(from: expected)
                #expect(differences.isEmpty, "\(differences), \(fault) at change \(place)")
                return files.hasFailed
            }
            if !wasStopped { return place - 1 }
        }
        return 0
    }

    @Test("A new run ends with the same bytes", arguments: configurations, FaultyFiles.Fault.allCases)
    fileprivate func starting(words: [String], fault: FaultyFiles.Fault) throws {
        let changes = try Self.stopEverywhere(words, fault) { folder, place in
            try Self.complete(words, in: folder, number: place)
        }
        #expect(changes > 40)
    }

    @Test("A resumed run ends with the same bytes", arguments: FaultyFiles.Fault.allCases)
    fileprivate func resuming(fault: FaultyFiles.Fault) throws {
        let words = Self.configurations[0]
        let changes = try Self.stopEverywhere(
            Self.resume,
            after: { folder in
                // Killed within the second checkpoint, with lines behind the first one.
                try? Self.call(words, in: folder, files: FaultyFiles(at: 29, .killedWithin))
                let saved = try SavedCheckpoint.read(in: folder.path + "/run")
                let lines = try String(contentsOfFile: folder.path + "/run/metrics.csv", encoding: .utf8)
                #expect(saved?.checkpoint.episodesDone == 4 && lines.contains("\n5,"))
            }, fault
        ) { folder, place in try Self.complete(words, in: folder, number: place) }
        #expect(changes > 25)
    }

    @Test(
        "A finished run that is given more episodes ends with the same bytes",
        arguments: FaultyFiles.Fault.allCases)
    fileprivate func extending(fault: FaultyFiles.Fault) throws {
        let resume = Self.resume + ["--episodes", "9"]
        let changes = try Self.stopEverywhere(
            resume, after: { try Self.call(Self.configurations[0], in: $0) }, fault
        ) { folder, place in
            let run = folder.appending(path: "run").path
            if try Run.information(at: run).configuration.episodes < 9 {
                try Self.call(resume, in: folder)
            } else {
                try Self.complete(Self.configurations[0], in: folder, number: place)
            }
        }
        #expect(changes > 25)
    }

    @Test(
        "A run that is measured again has the old or the new evaluation",
        arguments: FaultyFiles.Fault.allCases)
    fileprivate func measuring(fault: FaultyFiles.Fault) throws {
        let evaluate = ["--evaluate", "run", "--evaluation-episodes", "3", "--threads", "1", "--quiet"]
        let changes = try Self.stopEverywhere(
            evaluate, after: { try Self.call(Self.configurations[0], in: $0) }, fault
        ) { folder, _ in
            let run = try Run(path: folder.appending(path: "run").path)
            #expect(run.information.status == .finished && [2, 3].contains(run.evaluation?.episodes))
            try Self.call(evaluate, in: folder)
        }
        #expect(changes >= 6)
    }

    @Test("Stopped by the user at any moment, it continues to the same bytes")
    func stopping() throws {
        final class Countdown: @unchecked Sendable {
            var left: Int
            init(_ left: Int) { self.left = left }
            func isOver() -> Bool {
                left -= 1
                return left < 0
            }
        }
        let words = Self.configurations[1]
        let expected = try withTemporaryFolder { folder in
            try Self.call(words, in: folder)
            return try Contents(folder.appending(path: "run"))
        }
        var stops: Set<RunInformation.Status?> = []
        for moment in 0... {
            let wasStopped = try withTemporaryFolder { folder in
                let countdown = Countdown(moment)
                let run = folder.appending(path: "run")
                do {
                    try Self.call(words, in: folder) { countdown.isOver() }
                } catch let error as CommandError {
                    #expect(error.message.contains("nothing was trained") && run.files.isEmpty)
                }
                let status = try? Run(path: run.path).information.status
                stops.insert(status)
                if status == nil { try Self.call(words, in: folder) }
                if status == .interrupted { try Self.call(Self.resume, in: folder) }
                let differences = try Contents(run).differences(from: expected)
                #expect(differences.isEmpty, "\(differences), moment \(moment)")
                return countdown.left < 0
            }
            if !wasStopped { break }
        }
        #expect(stops == [nil, .interrupted, .finished])
    }
}
