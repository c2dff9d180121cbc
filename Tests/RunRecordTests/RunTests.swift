import Analysis
import BOHP
import Foundation
import TestSupport
import Testing

@testable import RunRecord

@Suite("A run on disk")
struct RunTests {
    private static var configuration: Configuration {
        var configuration = Configuration()
        var task = AssociativeMemory()
        task.patternSize = 8
        task.patterns = 2
        configuration.task = task
        configuration.episodes = 30
        return configuration
    }

    /// Records what is due of the weights.
    private static func record(_ trainer: Trainer, in recorder: RunRecorder) {
        if recorder.isSampleDue {
            recorder.record(
                WeightSample(episode: trainer.episodesDone, network: trainer.network, biasNeuron: 8),
                of: trainer.network)
        }
        if recorder.isSnapshotDue { recorder.recordSnapshot(of: trainer.network) }
    }

    /// Records a short run in `folder`, and gives its path.
    private static func record(in folder: URL, name: String = "run") throws -> String {
        let trainer = try Trainer(configuration)
        let information = RunInformation(
            name: name, configuration: configuration, command: ["bohp-train", "-q"])
        let recorder = try RunRecorder(information, of: trainer, in: RunsFolder(path: folder.path))
        record(trainer, in: recorder)
        while !trainer.isFinished {
            recorder.append(try trainer.trainBatch())
            record(trainer, in: recorder)
        }
        try recorder.save(trainer.checkpoint)
        try recorder.end(
            .finished, network: trainer.network,
            evaluation: Evaluator(configuration, episodes: 5).evaluate(trainer.network))
        return recorder.path
    }

    @Test("A recorded run reads back whole, and leaves no temporary file")
    func roundTrip() throws {
        try withTemporaryFolder { folder in
            let path = try Self.record(in: folder)
            let run = try Run(path: path)
            #expect(run.information.status == .finished)
            #expect(run.configuration == Self.configuration)
            #expect(run.information.episodesDone == 30 && run.metrics.count == 30)
            #expect(run.information.command == ["bohp-train", "-q"])
            let trainer = try Trainer(Self.configuration)
            while !trainer.isFinished { _ = try trainer.trainBatch() }
            #expect(run.network == trainer.network)
            #expect(run.evaluation?.episodes == 5)
            #expect(run.history.samples.map(\.episode) == Array(0...30))
            #expect(run.history.snapshots.map(\.episode) == [0, 1, 3, 10, 30])
            #expect(run.history.snapshots.last?.w == trainer.network.w)
            let statistics = WeightStatistics(of: trainer.network, biasNeuron: 8)
            #expect(run.history.samples.last?.alphaBetween.mean == statistics.alphaBetween?.mean)
            let files = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
            #expect(
                files == [
                    "checkpoint.safetensors", "dynamics.csv", "evaluation.json", "metrics.csv", "run.json",
                    "snapshots.safetensors", "weights.safetensors",
                ])
        }
    }

    @Test("run.json is what other tools expect")
    func json() throws {
        try withTemporaryFolder { folder in
            let path = try Self.record(in: folder)
            let data = try Data(contentsOf: URL(filePath: path + "/run.json"))
            let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            #expect(json["format_version"] as? Int == 2)
            #expect(json["status"] as? String == "finished")
            #expect((json["configuration"] as? [String: Any])?["learning_rate"] as? Double == 0.003)
            let started = try #require(json["started"] as? String)
            #expect(started.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
            #expect(try ConfigurationFile.read(path + "/run.json") == Self.configuration)
        }
    }

    @Test("Damaged files are named, with what is wrong")
    func damage() throws {
        try withTemporaryFolder { folder in
            let path = try Self.record(in: folder)
            func problem(_ file: String, _ change: (inout String) -> Void) throws -> String {
                let url = URL(filePath: path).appending(path: file)
                let good = try Data(contentsOf: url)
                defer { try? good.write(to: url) }
                var text = String(decoding: good, as: UTF8.self)
                change(&text)
                try Data(text.utf8).write(to: url)
                do {
                    _ = try Run(path: path)
                    return "read"
                } catch let error as RunRecordError {
                    #expect(error.exitCode == 65)
                    return error.description.replacing(path + "/", with: "")
                }
            }
            #expect(try problem("run.json") { $0 = "{" } == "run.json: it is not valid JSON")
            #expect(
                try problem("run.json") { $0 = $0.replacing("\"status\"", with: "\"stat\"") }
                    == "run.json: the key “status” is missing")
            #expect(
                try problem("run.json") {
                    $0 = $0.replacing("\"format_version\" : 2", with: "\"format_version\" : 9")
                }
                    == "run.json: format_version is 9, and this program reads up to 2; use a newer bohp")
            #expect(
                try problem("run.json") { $0 = $0.replacing("\"eta\" : 0.99", with: "\"eta\" : 7") }
                    == "run.json: eta must be a number from 0 to 1, not 7")
            #expect(
                try problem("run.json") {
                    $0 = $0.replacing("\"pattern_size\" : 8", with: "\"pattern_size\" : 12")
                }
                .hasPrefix("snapshots.safetensors: has no 13 × 13 array"))
            #expect(try problem("metrics.csv") { $0 += "31,1" } == "metrics.csv: line 32: is cut off")
            #expect(try problem("evaluation.json") { $0 = "[]" }.hasPrefix("evaluation.json: "))
            #expect(
                try problem("evaluation.json") { $0 = $0.replacing("\"cue\":[", with: "\"cue\":[1,") }
                    == "evaluation.json: the parts of example 1 do not have one size")
            #expect(try problem("metrics.csv") { _ in } == "read")
        }
    }

    @Test(
        "Bytes that are not UTF-8 are refused wherever they stand",
        arguments: [
            [0x7B, 0xFF], [0x7B, 0x61, 0xC3], [0x7B, 0x22, 0x61, 0xED, 0xA0, 0x80, 0x22, 0x3A, 0x31, 0x7D],
            [0xFF, 0xFE], [0x7B, 0x00, 0x7D, 0x00],
        ] as [[UInt8]])
    func notText(bytes: [UInt8]) {
        #expect(throws: RunRecordError.damaged(file: "x", problem: "it is not text in UTF-8")) {
            try RunJSON.decode([String: Int].self, from: Data(bytes), file: "x")
        }
    }

    @Test("Runs are found by name, by path and by age")
    func finding() throws {
        try withTemporaryFolder { folder in
            let runs = RunsFolder(path: folder.path)
            #expect { try runs.newest() } throws: { ($0 as? RunRecordError)?.exitCode == 66 }
            let first = try Self.record(in: folder, name: "first")
            let second = try Self.record(in: folder, name: "second")
            #expect(try runs.find("first") == first)
            #expect(try RunsFolder(path: "/nowhere").find(second) == second)
            #expect(try runs.newest() == second)
            #expect { try runs.find("third") } throws: { "\($0)".contains("known are first and second") }
            #expect { try runs.find("../first") } throws: { ($0 as? RunRecordError)?.exitCode == 66 }
            // A broken run hides no other.
            try Data("{".utf8).write(to: URL(filePath: second + "/run.json"))
            #expect(try runs.newest() == first)
        }
    }

    @Test("A second run of the same name is refused, and the first one kept")
    func noOverwriting() throws {
        try withTemporaryFolder { folder in
            let path = try Self.record(in: folder)
            let before = try Data(contentsOf: URL(filePath: path + "/run.json"))
            #expect { try Self.record(in: folder) } throws: { ($0 as? RunRecordError)?.exitCode == 73 }
            #expect(try Data(contentsOf: URL(filePath: path + "/run.json")) == before)
        }
    }

    @Test("Staged files appear together or not at all")
    func staging() throws {
        try withTemporaryFolder { folder in
            let good = folder.appending(path: "new/a.txt").path
            let blocked = folder.appending(path: "blocked").path
            try FileManager.default.createDirectory(atPath: blocked, withIntermediateDirectories: false)
            let failing = StagedFiles()
            try failing.add(Data("a".utf8), at: good)
            #expect { try failing.add(Data("b".utf8), at: blocked) } throws: {
                ($0 as? RunRecordError)?.exitCode == 73
            }
            failing.discard()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["blocked"])
            let working = StagedFiles()
            try working.add(Data("a".utf8), at: good)
            #expect(!FileManager.default.fileExists(atPath: good))
            try working.commit()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/new") == ["a.txt"])
        }
    }

    @Test("A configuration file may leave settings out, and may not invent any")
    func configurationFile() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "c.json")
            func read(_ text: String) throws -> Configuration {
                try Data(text.utf8).write(to: file)
                return try ConfigurationFile.read(file.path)
            }
            var expected = Configuration()
            expected.eta = 0.5
            let partial = try read(#"{"eta": 0.5}"#)
            #expect(partial == expected)
            expected.task = Regurgitation()
            let otherTask = try read(#"{"eta": 0.5, "task": {"name": "regurgitation"}}"#)
            #expect(otherTask == expected)
            #expect { try read(#"{"etta": 0.5}"#) } throws: {
                "\($0)".hasSuffix("c.json: etta is not a setting; did you mean eta?")
            }
            #expect { try read(#"{"task": {"name": "x"}}"#) } throws: {
                "\($0)".contains("associative-memory")
            }
            #expect { try read("3") } throws: { ($0 as? RunRecordError)?.exitCode == 65 }
            #expect { try read(#"{"eta": "much"}"#) } throws: {
                "\($0)".hasSuffix("c.json: eta must be a number from 0 to 1, not much")
            }
            let commented = try read(
                "// JSON5\n{configuration: {eta: 0.5, /* the task */ task: {name: 'regurgitation',},}}")
            #expect(commented == expected)
        }
    }
}
