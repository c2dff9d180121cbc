import BOHP
import Foundation
import RunRecord
import TestSupport
import Testing

@Suite("Runs of version 0.1")
struct OlderRunTests {
    private static let fixtures = Package.root.appending(path: "Tests/RunRecordTests/Fixtures")

    @Test(
        "They read", arguments: [("finished", 200), ("regurgitation", 150), ("whole", 350), ("killed", 202)])
    func reading(name: String, episodes: Int) throws {
        let run = try Run(path: Self.fixtures.appending(path: name).path)
        let hasEnded = name != "killed"
        #expect(run.information.software.version == "0.1.0" && run.name == name)
        #expect(run.metrics.count == episodes && run.metrics.loss.allSatisfy { $0 > 0 })
        #expect((run.information.status == .finished) == hasEnded)
        #expect((run.network != nil) == hasEnded && (run.evaluation != nil) == hasEnded)
        #expect(run.history.samples.count > 20 && run.history.snapshots.count >= 3)
        #expect((run.gradientCheck?.passes == true) == (name == "finished"))
    }

    @Test("They are reported", arguments: ["finished", "regurgitation", "killed"])
    func reporting(name: String) throws {
        try withTemporaryFolder { folder in
            let result = try runProgram(
                Package.command("bohp-report"),
                ["-q", "-t", Package.root.appending(path: "templates/report.md").path, "--dpi", "75"]
                    + [Self.fixtures.appending(path: name).path], in: folder)
            #expect(result.status == 0, "\(result.error)")
            #expect(result.output == "reports/\(name)/report.html\n")
        }
    }

    /// The kernels of the fixtures; others round differently.
    private static let hasKernels = ["avx2", "avx512"].contains(Double.kernels.instructionSet)

    @Test("A killed one ends as version 0.1 would have ended it", .enabled(if: hasKernels))
    func resuming() throws {
        try withTemporaryFolder { folder in
            let run = folder.appending(path: "killed")
            try FileManager.default.copyItem(at: Self.fixtures.appending(path: "killed"), to: run)
            let result = try runProgram(
                Package.command("bohp-train"), ["-q", "--resume", "killed", "--runs", "."], in: folder)
            #expect(result.status == 0, "\(result.error)")
            for file in ["metrics.csv", "weights.safetensors", "snapshots.safetensors"] {
                let whole = try Data(contentsOf: Self.fixtures.appending(path: "whole/\(file)"))
                #expect(try Data(contentsOf: run.appending(path: file)) == whole, "\(file)")
            }
            // Version 0.1 counted the bias neuron among the self-connections, and measured less.
            let (ours, theirs) = try (Run(path: run.path), Run(path: Self.fixtures.path + "/whole"))
            #expect(ours.history.samples.map(\.wBetween) == theirs.history.samples.map(\.wBetween))
            #expect(ours.history.samples.map(\.alphaBetween) == theirs.history.samples.map(\.alphaBetween))
            let (new, old) = try (#require(ours.evaluation), #require(theirs.evaluation))
            #expect(new.bitErrorRate == old.bitErrorRate && new.absoluteError == old.absoluteError)
            #expect(new.degradation == old.degradation && new.capacity == old.capacity)
            #expect(new.examples == old.examples && new.episode?.outputs == old.episode?.outputs)
            #expect(new.episode?.hebb == old.episode?.hebb && old.episode?.hebb != nil)
        }
    }

    @Test("A finished one goes on if it is given more episodes", .enabled(if: hasKernels))
    func extending() throws {
        try withTemporaryFolder { folder in
            for name in ["finished", "regurgitation"] {
                let run = folder.appending(path: name)
                try FileManager.default.copyItem(at: Self.fixtures.appending(path: name), to: run)
                let train = try Package.command("bohp-train")
                let result = try runProgram(
                    train, ["-q", "--resume", name, "--episodes", "260", "--runs", "."], in: folder)
                #expect(result.status == 0, "\(result.error)")
                let configuration = run.appending(path: "run.json").path
                let whole = try runProgram(
                    train,
                    ["-q", "--config", configuration, "--evaluation-episodes", "4", "--name", "new-\(name)"]
                        + ["--runs", "."],
                    in: folder)
                #expect(whole.status == 0, "\(whole.error)")
                for file in ["metrics.csv", "weights.safetensors", "evaluation.json"] {
                    let expected = try Data(contentsOf: folder.appending(path: "new-\(name)/\(file)"))
                    #expect(try Data(contentsOf: run.appending(path: file)) == expected, "\(name)/\(file)")
                }
            }
        }
    }
}
