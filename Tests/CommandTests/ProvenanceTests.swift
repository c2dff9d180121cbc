import BOHP
import Foundation
import RunRecord
import TestSupport
import Testing

@Suite("Where a run comes from, and whether it comes out again")
struct ProvenanceTests {
    private static let small = [
        "--task", "regurgitation", "--vector-size", "3", "--episode-steps", "8", "--evaluation-episodes", "2",
        "--name", "run",
    ]

    private static func train(
        _ words: [String], in folder: URL, environment: [String: String] = [:]
    ) throws -> RunningCommand.Result {
        try runProgram(Package.command("bohp-train"), words, in: folder, environment: environment)
    }

    @Test("A run is identical when it is trained again, also one that was asked for more episodes")
    func identical() throws {
        try withTemporaryFolder { folder in
            // The fifth batch has two episodes, and is not made whole later.
            _ = try Self.train(Self.small + ["--batch", "4", "--episodes", "18"], in: folder)
            let first = try Self.train(["--repeat", "run", "--threads", "2"], in: folder)
            #expect(first.output == "runs/run is identical: 18 episodes, and the weights after training\n")
            #expect(first.status == 0)
            _ = try Self.train(
                ["--resume", "run", "--episodes", "30", "--evaluation-episodes", "2"], in: folder)
            let before = folder.files
            let second = try Self.train(["--repeat", "run"], in: folder)
            #expect(second.output == "runs/run is identical: 30 episodes, and the weights after training\n")
            #expect(folder.files == before)
            // A resumed run that has no episode has the weights of an untrained one.
            let metrics = folder.appending(path: "runs/run/metrics.csv")
            let text = try String(contentsOf: metrics, encoding: .utf8)
            try Data((text.components(separatedBy: "\r\n")[0] + "\r\n").utf8).write(to: metrics)
            let none = try Self.train(["--repeat", "run"], in: folder)
            #expect(none.status == 1 && none.output.contains("runs/run differs: w[0, 0] after training was "))
        }
    }

    @Test("A run that differs is shown with its first difference")
    func different() throws {
        try withTemporaryFolder { folder in
            _ = try Self.train(Self.small + ["--episodes", "12"], in: folder)
            let metrics = folder.appending(path: "runs/run/metrics.csv")
            let text = try String(contentsOf: metrics, encoding: .utf8)
            var lines = text.components(separatedBy: "\r\n")
            var fields = lines[7].split(separator: ",")
            fields[2] = "0.5"
            lines[7] = fields.joined(separator: ",")
            try Data(lines.joined(separator: "\r\n").utf8).write(to: metrics)
            let changed = try Self.train(["--repeat", "run"], in: folder)
            #expect(changed.status == 1)
            #expect(changed.output.hasPrefix("runs/run differs: absolute_error of episode 7 was 0.5 and is "))
            try Data(text.utf8).write(to: metrics)

            let file = folder.appending(path: "runs/run/weights.safetensors")
            var weights = try SafeTensors(Data(contentsOf: file), file: "weights")
            guard case .f64(var values) = weights.tensors["alpha"]?.values else {
                throw SetupError("there is no alpha")
            }
            let columns = try #require(weights.tensors["alpha"]?.shape.last)
            values[columns + 2] += 1e-16
            weights.tensors["alpha"]?.values = .f64(values)
            try weights.encoded().write(to: file)
            let moved = try Self.train(["--repeat", "run"], in: folder)
            #expect(moved.status == 1)
            #expect(moved.output.hasPrefix("runs/run differs: alpha[1, 2] after training was "))
            #expect(try Self.train(["--repeat", "run", "--seed", "1"], in: folder).status == 64)
        }
    }

    @Test("run.json names the task of a Slurm array and how often it was started, and the compiler")
    func batchJob() throws {
        try withTemporaryFolder { folder in
            let slurm = [
                "SLURM_JOB_ID": "71", "SLURM_ARRAY_JOB_ID": "70", "SLURM_ARRAY_TASK_ID": "3",
                "SLURM_RESTART_COUNT": "2",
            ]
            _ = try Self.train(Self.small + ["--episodes", "2"], in: folder, environment: slurm)
            let run = try Run.information(at: folder.appending(path: "runs/run").path)
            #expect(run.machine.slurmJob == "71" && run.machine.slurmArrayTask == "70_3")
            #expect(run.machine.slurmRestarts == 2)
            #expect(run.software.compiler?.isEmpty == false)
            _ = try Self.train(
                ["--resume", "run", "--episodes", "3", "--evaluation-episodes", "2"], in: folder,
                environment: ["SLURM_JOB_ID": "80"])
            let resumed = try Run.information(at: folder.appending(path: "runs/run").path)
            #expect(resumed.lastMachine.slurmJob == "80" && resumed.lastMachine.slurmArrayTask == nil)
            #expect(resumed.lastMachine.slurmRestarts == 0)
        }
    }

    @Test("The stamp of a build names the commit, sees every change, and claims nothing without history")
    func stamp() throws {
        let script = Package.root.appending(path: "Plugins/BuildStamp/stamp.sh").path
        try withTemporaryFolder { folder in
            let package = folder.appending(path: "package")
            let output = folder.appending(path: "output")
            try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
            try package.write("1", to: "Package.swift")
            try package.write("1", to: "Sources/a.swift")
            func stamp() throws -> String {
                #expect(try runProgram("/bin/sh", [script, package.path, output.path]).status == 0)
                return try String(contentsOf: output.appending(path: "BuildStamp.swift"), encoding: .utf8)
            }
            func git(_ words: String...) throws -> String {
                let user = ["-c", "user.name=a", "-c", "user.email=a"]
                return try runProgram("/usr/bin/env", ["git", "-C", package.path] + user + words).output
            }
            #expect(try stamp().contains("commit: String? = nil"))
            _ = try git("init", "-q")
            _ = try git("add", "Sources")
            _ = try git("commit", "-qm", "a")
            // A package that is not under version control may lie in a repository that is.
            #expect(try stamp().contains("commit: String? = nil"))
            _ = try git("add", ".")
            _ = try git("commit", "-qm", "b")
            let commit = try git("rev-parse", "HEAD").trimmingCharacters(in: .newlines)
            let clean = try stamp()
            #expect(clean.contains("commit: String? = \"\(commit)\""))
            #expect(clean.contains("isClean: Bool? = true"))
            try package.write("", to: "notes.txt")
            #expect(try stamp() == clean)
            try package.write("2", to: "Sources/b.swift")
            #expect(try stamp().contains("isClean: Bool? = false"))
            try FileManager.default.removeItem(at: package.appending(path: "Sources/b.swift"))
            try package.write("2", to: "Sources/a.swift")
            #expect(try stamp().contains("isClean: Bool? = false"))
        }
    }
}
