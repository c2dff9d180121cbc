import BOHP
import Foundation
import TestSupport
import Testing

@testable import RunRecord

/// Real processes that meet, lose their folder, or are told to stop.
@Suite("The writer of a run", .serialized)
struct WriterTests {
    private static let small = [
        "--quiet", "--pattern-size", "4", "--patterns", "2", "--evaluation-episodes", "5", "--threads", "1",
    ]
    private static let endless = small + ["--episodes", "1000000000", "--name", "run"]

    private static func start(
        _ words: [String], in folder: URL, environment: [String: String] = [:]
    ) throws -> RunningCommand {
        try RunningCommand(Package.command("bohp-train"), words, in: folder, environment: environment)
    }

    /// Starts a run and waits until it has logged episodes.
    private static func startEndless(in folder: URL, _ words: [String] = []) throws -> RunningCommand {
        let running = try start(endless + words, in: folder)
        let path = folder.appending(path: "runs/run").path
        try wait { ((try? Run(path: path))?.metrics.count ?? 0) > 0 }
        return running
    }

    private static func wait(_ condition: () throws -> Bool) throws {
        for _ in 0..<6000 {
            if try condition() { return }
            usleep(10_000)
        }
        throw SetupError("waited a minute in vain")
    }

    @Test(
        "A second writer is refused at once and told who the first one is, and the first one is not disturbed"
    )
    func secondWriter() throws {
        try withTemporaryFolder { folder in
            let first = try Self.startEndless(in: folder)
            for _ in 0..<5 {
                for words in [["--resume", "run"], ["--evaluate", "run"], Self.endless] {
                    let second = try Self.start(words, in: folder)
                    // The first one never ends, so that a second one which waited for it would not, either.
                    let result = try second.wait()
                    #expect(result.status == 73)
                    let error = result.error
                    #expect(
                        error.hasPrefix("bohp-train: runs/run is in use: process ")
                            || error.hasPrefix("bohp-train: cannot write runs/run: it exists"), "\(error)")
                    #expect(
                        error.contains(words.contains("--name") ? "--name" : RunInformation.Machine.hostName))
                }
            }
            first.signal(SIGINT)
            #expect(try first.wait().status == 1)
            let run = try Run(path: folder.appending(path: "runs/run").path)
            #expect(run.metrics.count == run.information.episodesDone)
            #expect(!folder.files.contains("runs/run/run.lock"))
        }
    }

    @Test("Of two that resume a killed run at the same time, one continues, and nothing is lost")
    func twoResumptions() throws {
        try withTemporaryFolder { folder in
            let words = Self.small + ["--episodes", "3000", "--checkpoint-every", "50"]
            _ = try Self.start(words + ["--name", "whole"], in: folder).wait()
            let whole = try Data(contentsOf: folder.appending(path: "runs/whole/metrics.csv"))
            var refusals = 0
            for number in 0..<10 {
                let name = "run\(number)"
                let path = folder.appending(path: "runs/\(name)").path
                let killed = try Self.start(words + ["--name", name], in: folder)
                try Self.wait { ((try? Run.information(at: path))?.episodesDone ?? 0) > 0 }
                killed.signal(SIGKILL)
                _ = try killed.wait()
                let pair = try (0..<2).map { _ in try Self.start(["--quiet", "--resume", name], in: folder) }
                let results = try pair.map { try $0.wait() }
                // A run that is finished when the second one comes is no conflict.
                #expect(results.contains { $0.status == 0 })
                #expect(results.allSatisfy { [0, 64, 73].contains($0.status) }, "\(results)")
                refusals += results.count { $0.status == 73 }
                #expect(try Data(contentsOf: folder.appending(path: "runs/\(name)/metrics.csv")) == whole)
            }
            #expect(refusals > 0)
        }
    }

    @Test("Two new runs never share a folder")
    func twoStarts() throws {
        try withTemporaryFolder { folder in
            let words = Self.small + ["--episodes", "300"]
            for number in 0..<15 {
                let pair = try (0..<2).map { _ in
                    try Self.start(words + ["--name", "run\(number)"], in: folder)
                }
                #expect(try pair.map { try $0.wait().status }.sorted() == [0, 73])
                #expect(try Run(path: folder.appending(path: "runs/run\(number)").path).metrics.count == 300)
            }
            var paths: Set<String> = []
            for _ in 0..<15 {
                let pair = try (0..<2).map { _ in try Self.start(words, in: folder) }
                for running in pair {
                    let result = try running.wait()
                    #expect(result.status == 0, "\(result.error)")
                    paths.insert(result.output)
                    let run = folder.appending(path: result.output.trimmingCharacters(in: .newlines))
                    #expect(try Run(path: run.path).metrics.count == 300)
                    #expect(try Run(path: run.path).name == run.lastPathComponent)
                }
            }
            #expect(paths.count == 30)
        }
    }

    @Test(
        "A run whose folder is moved, removed or replaced stops with an error and touches nothing else",
        arguments: ["move", "remove", "replace", "cut"])
    func lostFolder(how: String) throws {
        try withTemporaryFolder { folder in
            let running = try Self.startEndless(in: folder, ["--checkpoint-every", "100"])
            let (run, moved) = (folder.appending(path: "runs/run"), folder.appending(path: "runs/moved"))
            let files = FileManager.default
            switch how {
            case "move": try files.moveItem(at: run, to: moved)
            case "remove": try files.moveItem(at: run, to: folder.appending(path: "trash"))
            case "replace":
                try files.moveItem(at: run, to: moved)
                try folder.write("mine", to: "runs/run/metrics.csv")
            default: try Data("episode,loss\r\n".utf8).write(to: run.appending(path: "metrics.csv"))
            }
            let result = try running.wait()
            #expect(result.status == 73, "\(result.error)")
            #expect(result.error.hasPrefix("bohp-train: cannot write runs/run") && result.error.count < 300)
            if how == "move" || how == "remove" { #expect(!files.fileExists(atPath: run.path)) }
            if how == "replace" { #expect(run.files == ["metrics.csv"]) }
            if how == "move" || how == "replace" {
                let path = moved.path
                let resumed = try Self.start(["--quiet", "--resume", path], in: folder)
                try Self.wait { (try? Run.information(at: path))?.resumptions.isEmpty == false }
                resumed.signal(SIGTERM)
                #expect(try resumed.wait().status == 1)
                #expect(try Run(path: path).information.status == .interrupted)
            }
        }
    }

    // MARK: Stopping

    /// A run that takes long in one of its parts.
    private static let slow: [(part: String, words: [String])] = [
        (
            "checking",
            ["--pattern-size", "400", "--patterns", "2", "--overlapping-patterns", "--check-gradients"]
        ),
        ("training", ["--batch", "100000", "--episodes", "200000"]),
        (
            "training",
            ["--pattern-size", "400", "--patterns", "2", "--overlapping-patterns", "--batch", "64"]
        ),
        ("measuring", ["--pattern-size", "4", "--episodes", "10", "--evaluation-episodes", "10000000"]),
        (
            "measuring",
            [
                "--pattern-size", "400", "--patterns", "2", "--overlapping-patterns", "--episodes", "1",
                "--evaluation-episodes", "2000",
            ]
        ),
    ]

    @Test("A stop is answered in the middle of the work", arguments: slow, [SIGINT, SIGTERM])
    func stopping(slow: (part: String, words: [String]), signal: Int32) throws {
        try withTemporaryFolder { folder in
            let running = try Self.start(slow.words + ["--name", "run", "--quiet"], in: folder)
            let run = folder.appending(path: "runs/run").path
            if slow.part == "checking" {
                usleep(1_000_000)
            } else {
                try Self.wait { FileManager.default.fileExists(atPath: run + "/run.json") }
                if slow.part == "measuring" {
                    try Self.wait { try Run.information(at: run).episodesDone > 0 }
                }
                usleep(300_000)
            }
            running.signal(signal)
            let result = try running.wait()
            #expect(result.status == 1, "\(result.error)")
            if slow.part == "checking" {
                #expect(!FileManager.default.fileExists(atPath: run))
                return
            }
            let stopped = try Run(path: run)
            let done = stopped.information.episodesDone
            #expect(stopped.information.status == .interrupted && stopped.metrics.count == done)
            if slow.part == "measuring" { #expect(done == stopped.configuration.episodes) }
        }
    }

    @Test("A second signal ends the program at once")
    func secondSignal() throws {
        try withTemporaryFolder { folder in
            // One episode takes many seconds this way, and a stop waits for it.
            let words = [
                "--engine", "rtrl", "--pattern-size", "120", "--patterns", "2", "--overlapping-patterns",
                "--threads", "1", "--quiet",
            ]
            let running = try Self.start(words + ["--name", "run"], in: folder)
            try Self.wait { FileManager.default.fileExists(atPath: folder.path + "/runs/run/run.json") }
            usleep(500_000)
            running.signal(SIGTERM)
            usleep(200_000)
            running.signal(SIGTERM)
            #expect(try running.wait().status == -SIGTERM)
        }
    }

    @Test("Killed while it measures, a run is measured by --resume")
    func killedWhileMeasuring() throws {
        try withTemporaryFolder { folder in
            let words = Self.small + ["--episodes", "20", "--evaluation-episodes", "3000"]
            _ = try Self.start(words + ["--name", "whole"], in: folder).wait()
            let run = folder.appending(path: "runs/run").path
            let running = try Self.start(words + ["--name", "run"], in: folder)
            try Self.wait { (try? Run.information(at: run).episodesDone) == 20 }
            running.signal(SIGKILL)
            #expect(try running.wait().status == -SIGKILL)
            #expect(try Run.information(at: run).status == .running)
            let resumed = try Self.start(["--quiet", "--resume", "run"], in: folder).wait()
            #expect(resumed.status == 0, "\(resumed.error)")
            #expect(try Run.information(at: run).status == .finished)
            for file in ["evaluation.json", "metrics.csv", "weights.safetensors"] {
                let whole = try Data(contentsOf: folder.appending(path: "runs/whole/\(file)"))
                #expect(try Data(contentsOf: URL(filePath: "\(run)/\(file)")) == whole, "\(file)")
            }
        }
    }

    @Test("--evaluate measures a finished or interrupted run again, and no other")
    func evaluating() throws {
        try withTemporaryFolder { folder in
            _ = try Self.start(Self.small + ["--episodes", "20", "--name", "run"], in: folder).wait()
            let path = folder.appending(path: "runs/run").path
            let before = try Run(path: path)
            let again = try Self.start(["--evaluate", "run", "--quiet"], in: folder).wait()
            #expect(again.status == 0 && again.output == "runs/run\n", "\(again.error)")
            #expect(try Run(path: path).evaluation == before.evaluation)
            let other = ["--evaluate", "run", "--evaluation-episodes", "7", "--evaluation-seed", "3"]
            #expect(try Self.start(other, in: folder).wait().status == 0)
            let after = try Run(path: path)
            #expect(after.evaluation?.episodes == 7 && after.evaluation?.seed == 3)
            #expect(after.information.evaluation.episodes == 7 && after.information.status == .finished)
            #expect(after.network == before.network && after.metrics == before.metrics)
            let refused = try Self.start(["--evaluate", "run", "--eta", "0.5"], in: folder).wait()
            #expect(
                refused.status == 64 && refused.error.contains("--eta cannot be combined with --evaluate"))
        }
        try withTemporaryFolder { folder in
            let path = folder.appending(path: "runs/run").path
            let running = try Self.startEndless(in: folder)
            running.signal(SIGINT)
            _ = try running.wait()
            #expect(try Run(path: path).evaluation == nil)
            #expect(try Self.start(["--evaluate", "run", "--quiet"], in: folder).wait().status == 0)
            let measured = try Run(path: path)
            #expect(measured.evaluation?.episodes == 5 && measured.information.status == .interrupted)

            let resumed = try Self.start(["--resume", "run", "--quiet"], in: folder)
            try Self.wait { try Run.information(at: path).status == .running }
            resumed.signal(SIGKILL)
            _ = try resumed.wait()
            let refused = try Self.start(["--evaluate", "run"], in: folder).wait()
            #expect(refused.status == 65 && refused.error.contains("continue it with --resume"))
        }
    }
}
