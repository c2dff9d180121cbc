import BOHP
import Foundation
import RunRecord
import TestSupport
import Testing

@testable import Sweep

@Suite("bohp-sweep")
struct SweepCommandTests {
    private static func sweep(_ words: [String], in folder: URL) throws -> RunningCommand.Result {
        try runProgram(Package.command("bohp-sweep"), ["--no-report"] + words, in: folder)
    }

    /// A sweep of small networks: two settings, `seeds` seeds each.
    private static func text(seeds: Int, episodes: Int = 60, more: String = "") -> String {
        """
        episodes: \(episodes)
        evaluation_episodes: 2
        task: {name: regurgitation, vector_size: 3, episode_steps: 8}
        parameters:
          learning_rate: {values: [1e-3, 3e-3]}
        seeds: 0-\(seeds - 1)
        \(more)
        """
    }

    /// The metrics and the weights of every run.
    private static func numbers(_ sweep: URL) throws -> [String: Data] {
        var numbers: [String: Data] = [:]
        for file in sweep.files where file.hasSuffix("metrics.csv") || file.hasSuffix("weights.safetensors") {
            numbers[file] = try Data(contentsOf: sweep.appending(path: file))
        }
        return numbers
    }

    @Test("A sweep is trained once, listed, and a further call does nothing and says so")
    func once() throws {
        try withTemporaryFolder { folder in
            try folder.write(Self.text(seeds: 2), to: "lab.yaml")
            let list = try Self.sweep(["--dry-run", "lab.yaml"], in: folder)
            #expect(list.output.split(separator: "\n").count == 4)
            #expect(list.output.contains("4  learning_rate=0.003,seed=1\n"))
            #expect(folder.files == ["lab.yaml"])
            #expect(try Self.sweep(["status", "lab"], in: folder).status == 66)

            let first = try Self.sweep(["lab.yaml"], in: folder)
            #expect(first.status == 0)
            #expect(first.output == "sweeps/lab\n")
            #expect(first.error == "Runs: 4 finished.\n")
            let before = try Self.numbers(folder)
            #expect(before.count == 8)
            let again = try Self.sweep(["lab.yaml"], in: folder)
            #expect(again.status == 0)
            #expect(again.error == "All 4 runs are done (4 finished); nothing to do.\n")
            #expect(try Self.numbers(folder) == before)
            let status = try Self.sweep(["status", "lab"], in: folder)
            #expect(status.status == 0)
            #expect(status.output == "sweeps/lab: 4 runs, 4 finished\n")

            // The same run as bohp-train's.
            _ = try runProgram(
                Package.command("bohp-train"),
                [
                    "--task", "regurgitation", "--vector-size", "3", "--episode-steps", "8", "--episodes",
                    "60",
                    "--learning-rate", "3e-3", "--seed", "1", "--name", "one", "--evaluation-episodes", "2",
                ], in: folder)
            let one = try Data(contentsOf: folder.appending(path: "runs/one/metrics.csv"))
            #expect(one == before["sweeps/lab/runs/learning_rate=0.003,seed=1/metrics.csv"])
        }
    }

    @Test(
        "A sweep ends in its report, which bohp-report makes again; a part of the sweep leaves it to the whole"
    )
    func report() throws {
        try withTemporaryFolder { folder in
            try folder.write(Self.text(seeds: 2), to: "lab.yaml")
            let program = try Package.command("bohp-sweep")
            let part = try runProgram(program, ["lab.yaml", "--runs", "1-2"], in: folder)
            #expect(part.status == 0 && !part.error.contains("Report"))
            let whole = try runProgram(program, ["lab.yaml"], in: folder)
            #expect(whole.output == "sweeps/lab\n")
            #expect(whole.error == "Runs: 4 finished.\nReport: sweeps/lab/report/report.html\n")
            let page = folder.appending(path: "sweeps/lab/report/report.html")
            let first = try Data(contentsOf: page)
            let again = try runProgram(
                Package.command("bohp-report"), ["-q", "--sweep", "sweeps/lab"], in: folder)
            #expect(again.output == "sweeps/lab/report/report.html\n")
            #expect(try Data(contentsOf: page).count == first.count)
            let text = try String(contentsOf: page, encoding: .utf8)
            #expect(text.contains("The best configuration") && text.contains("learning_rate = 0.00"))
            #expect(XMLCheck.problem(in: text) == nil)
            let none = try runProgram(Package.command("bohp-report"), ["--sweep", "sweeps"], in: folder)
            #expect(none.status == 66 && none.error.contains("there is no sweep in sweeps"))
            let both = try runProgram(
                Package.command("bohp-report"), ["--sweep", "sweeps/lab", "x"], in: folder)
            #expect(both.status == 64)
        }
    }

    @Test("sweep.csv has the numbers of the runs")
    func table() throws {
        try withTemporaryFolder { folder in
            try folder.write(Self.text(seeds: 1), to: "lab.yaml")
            _ = try Self.sweep(["lab.yaml"], in: folder)
            let text = try String(contentsOf: folder.appending(path: "sweeps/lab/sweep.csv"), encoding: .utf8)
            let rows = CSV.rows(text)
            #expect(rows.count == 3)
            let row = Dictionary(uniqueKeysWithValues: zip(rows[0], rows[2]))
            #expect(row["run"] == "learning_rate=0.003,seed=0")
            #expect(row["learning_rate"] == "0.003" && row["seed"] == "0" && row["status"] == "finished")
            let run = try Run(path: folder.appending(path: "sweeps/lab/runs/learning_rate=0.003,seed=0").path)
            // A fifth of 60 episodes.
            let mean = run.metrics.loss.suffix(12).reduce(0, +) / 12
            #expect(row["final_loss"].flatMap(Double.init) == mean)
            #expect(
                row["test_absolute_error"].flatMap(Double.init) == run.evaluation?.absoluteError.mean)
        }
    }

    @Test("A stopped sweep says so by its exit code, and the same command goes on to the same numbers")
    func stop() throws {
        try withTemporaryFolder { folder in
            try folder.write(Self.text(seeds: 2, episodes: 800), to: "lab.yaml")
            let command = try RunningCommand(
                Package.command("bohp-sweep"), ["--no-report", "lab.yaml"], in: folder)
            let log = folder.appending(path: "sweeps/lab/log").path
            while SweepLog.entries(in: log).isEmpty { usleep(10_000) }
            usleep(50_000)
            command.signal(SIGTERM)
            let result = try command.wait()
            #expect(result.status == 75)
            #expect(result.error.hasPrefix("Stopped; the same command goes on. Runs: "))
            let status = try Self.sweep(["status", "lab"], in: folder)
            #expect(status.status == 75)
            // An estimate needs episodes, of which a slow machine may have none yet.
            let information = SweepStatus(try SweepFolder(path: folder.appending(path: "sweeps/lab").path))
                .information
            let isBegun = information.contains { $0?.episodesDone ?? 0 > 0 }
            #expect(status.output.contains("of processor time left") == isBegun)
            #expect(try Self.sweep(["lab.yaml"], in: folder).status == 0)
            #expect(SweepLog.entries(in: log).contains { $0.event == .resume })
            _ = try Self.sweep(["--sweeps", "undisturbed", "lab.yaml"], in: folder)
            #expect(
                try Self.numbers(folder.appending(path: "sweeps"))
                    == Self.numbers(folder.appending(path: "undisturbed")))
        }
    }

    /// The long form has the numbers of the promise: 1,000 runs and 200 kills.
    @Test(
        "Workers that are killed at random leave the numbers of an undisturbed sweep, and train no run twice")
    func kills() throws {
        let isLong = ProcessInfo.processInfo.environment["BOHP_SLOW_TESTS"] == "1"
        let (seeds, kills) = isLong ? (500, 200) : (8, 6)
        try withTemporaryFolder { folder in
            try folder.write(Self.text(seeds: seeds, episodes: 100), to: "lab.yaml")
            func start() throws -> RunningCommand {
                try RunningCommand(
                    Package.command("bohp-sweep"), ["-q", "--no-report", "--threads", "1", "lab.yaml"],
                    in: folder)
            }
            var workers = [try start(), try start()]
            for _ in 0..<kills {
                usleep(.random(in: 20_000...400_000))
                let place = Int.random(in: 0..<2)
                workers[place].signal(SIGKILL)
                _ = try workers[place].wait()
                workers[place] = try start()
            }
            // A worker ends with 75 if the other one still trains.
            for worker in workers { #expect([0, 75].contains(try worker.wait().status)) }
            #expect(try Self.sweep(["lab.yaml"], in: folder).status == 0)

            _ = try Self.sweep(["--sweeps", "undisturbed", "lab.yaml"], in: folder)
            let numbers = try Self.numbers(folder.appending(path: "sweeps"))
            #expect(numbers.count == 4 * seeds)
            #expect(numbers == (try Self.numbers(folder.appending(path: "undisturbed"))))
            let log = SweepLog.entries(in: folder.appending(path: "sweeps/lab/log").path)
            #expect(Set(log.map(\.run)).count == 2 * seeds)
            for (_, entries) in Dictionary(grouping: log, by: \.run) {
                let ends = entries.indices.filter { entries[$0].event == .finished }
                #expect(ends.count <= 1)
                #expect(ends.allSatisfy { $0 == entries.count - 1 }, "a run was trained after its end")
                #expect(entries.allSatisfy { [.start, .resume, .finished].contains($0.event) })
            }
        }
    }

    @Test("Runs and seeds may be added; another change is refused with the difference")
    func changes() throws {
        try withTemporaryFolder { folder in
            try folder.write(Self.text(seeds: 1), to: "lab.yaml")
            _ = try Self.sweep(["lab.yaml"], in: folder)
            let before = try Self.numbers(folder)
            try folder.write(Self.text(seeds: 1, episodes: 61), to: "lab.yaml")
            let refused = try Self.sweep(["lab.yaml"], in: folder)
            #expect(refused.status == 65)
            #expect(refused.error.contains("episodes was 60 and is 61 in 2 runs"))
            try folder.write("episodes: 60\nseeds: 0-1", to: "lab.yaml")
            #expect(
                try Self.sweep(["lab.yaml"], in: folder).error.contains(
                    "learning_rate=0.001,seed=0 is missing"))
            #expect(try Self.numbers(folder) == before)
            try folder.write(Self.text(seeds: 2, more: "# more seeds"), to: "lab.yaml")
            #expect(try Self.sweep(["lab.yaml"], in: folder).error == "Runs: 4 finished.\n")
            #expect(try Self.numbers(folder).filter { before[$0.key] != nil } == before)
        }
    }

    @Test("A run that cannot continue is named with the reason, and the others are trained")
    func failures() throws {
        try withTemporaryFolder { folder in
            try folder.write(Self.text(seeds: 2), to: "lab.yaml")
            let runs = folder.appending(path: "sweeps/lab/runs")
            let broken = runs.appending(path: "learning_rate=0.001,seed=1")
            try broken.write("{", to: "run.json")
            let result = try Self.sweep(["lab.yaml"], in: folder)
            #expect(result.status == 1)
            #expect(result.error.contains("learning_rate=0.001,seed=1 failed: "))
            let status = try Self.sweep(["status", "lab"], in: folder)
            #expect(status.status == 75)
            #expect(status.output.contains("4 runs, 3 finished, 1 failed"))
            #expect(status.output.contains("learning_rate=0.001,seed=1: failed, because "))
            try FileManager.default.removeItem(at: broken)
            #expect(try Self.sweep(["lab.yaml"], in: folder).error == "Runs: 4 finished.\n")

            // A run that diverged would diverge again, so that it is done with.
            let file = runs.appending(path: "learning_rate=0.001,seed=0/run.json")
            let text = try String(contentsOf: file, encoding: .utf8)
            try text.replacing("\"finished\"", with: "\"diverged\", \"diverged_at\": 61")
                .write(to: file, atomically: true, encoding: .utf8)
            let diverged = try Self.sweep(["status", "lab"], in: folder)
            #expect(diverged.status == 0)
            #expect(diverged.output.contains("4 runs, 3 finished, 1 diverged"))
            #expect(diverged.output.contains("learning_rate=0.001,seed=0: diverged at episode 61"))
        }
    }

    @Test(
        "Successive halving pauses runs by their measure, writes it down, and paused runs continue to the bit"
    )
    func halving() throws {
        try withTemporaryFolder { folder in
            let rule = "early_stop: {measure: loss, min_episodes: 20, eta: 2}"
            try folder.write(Self.text(seeds: 4, episodes: 100, more: rule), to: "lab.yaml")
            #expect(try Self.sweep(["lab.yaml"], in: folder).status == 0)
            let folderPath = folder.appending(path: "sweeps/lab")
            let status = SweepStatus(try SweepFolder(path: folderPath.path))
            #expect(status.states.contains(.finished) && status.states.contains(.paused))
            let episodes = status.information.compactMap { $0?.episodesDone }
            #expect(episodes.count == 8 && Set(episodes).isSubset(of: [20, 40, 80, 100]))
            let rows = CSV.rows(
                try String(contentsOf: folderPath.appending(path: "decisions.csv"), encoding: .utf8))
            for row in rows.dropFirst() {
                let run = try Run(path: folderPath.appending(path: "runs/\(row[1])").path)
                let rung = try #require(Int(row[2]))
                let count = max(1, rung / 5)
                let mean = run.metrics.loss[rung - count..<rung].reduce(0, +) / Double(count)
                #expect(Double(row[4]) == mean)
                let (rank, of) = (try #require(Int(row[5])), try #require(Int(row[6])))
                if row[7] == "continue" { #expect(rank <= of / 2) }
            }
            let again = try Self.sweep(["lab.yaml"], in: folder)
            #expect(again.status == 0 && again.error.contains("nothing to do"))

            try folder.write(Self.text(seeds: 4, episodes: 100), to: "whole.yaml")
            _ = try Self.sweep(["whole.yaml"], in: folder)
            for run in status.information.compactMap(\.self) {
                let whole = try Run(path: folder.appending(path: "sweeps/whole/runs/\(run.name)").path)
                let paused = try Run(path: folderPath.appending(path: "runs/\(run.name)").path)
                #expect(paused.metrics.loss == Array(whole.metrics.loss.prefix(run.episodesDone)))
                guard run.episodesDone < 100 else { continue }
                _ = try runProgram(
                    Package.command("bohp-train"),
                    ["--runs", folderPath.appending(path: "runs").path, "--resume", run.name])
                #expect(try Run(path: paused.path).network == whole.network)
            }
        }
    }

    @Test("A Slurm script has the packs, passes options through, and arrays are split")
    func slurm() throws {
        try withTemporaryFolder { folder in
            let block = "slurm: {partition: main, time: \"01:00:00\", task_minutes: 0.01, array_throttle: 4}"
            try folder.write(Self.text(seeds: 4, more: block), to: "lab.yaml")
            let dry = try Self.sweep(["--slurm", "--dry-run", "lab.yaml"], in: folder)
            #expect(dry.status == 0)
            #expect(dry.error.contains("8 runs in "))
            #expect(dry.error.contains("\nsbatch --parsable --array=0-"))
            #expect(dry.error.contains("\nsbatch --parsable --dependency=afterany:JOB "))
            #expect(dry.output.contains("#SBATCH --partition=\"main\"\n"))
            #expect(dry.output.contains("#SBATCH --time=\"01:00:00\"\n"))
            #expect(dry.output.contains(/packs=\(1-[ -8]*8\)\n/))
            #expect(folder.files == ["lab.yaml"])
            let sweep = SweepFolder(
                try SweepPlan(SweepFile(path: folder.appending(path: "lab.yaml").path)), path: "a/lab")
            let plan = try SlurmPlan(
                sweep, packs: (0..<8).map { $0...$0 }, runs: 8, seconds: 1, program: "/bin/it's")
            #expect(plan.script.contains("program='/bin/it'\\''s'\n"))
            #expect(
                plan.submissions(arraySize: 3).map { $0.dropFirst(2).joined(separator: " ") } == [
                    "--array=0-2%1 a/lab/slurm/sweep.sh 0", "--array=0-2%1 a/lab/slurm/sweep.sh 3",
                    "--array=0-1%1 a/lab/slurm/sweep.sh 6",
                ])
            let script = try folder.write(plan.script, to: "sweep.sh")
            #expect(try runProgram("/bin/bash", ["-n", script]).status == 0)
            let quotes = SweepFolder(sweep.plan, path: "a/\"lab")
            #expect(throws: RunRecordError.self) {
                try SlurmPlan(quotes, packs: [0...7], runs: 8, seconds: 1, program: "/bin/a")
            }
        }
    }

    @Test("Packs have about the same time, and leave out what is done at their ends")
    func packs() {
        let even = SlurmPlan.packs(Array(0..<9), Array(repeating: 10, count: 9), target: 30)
        #expect(even == [0...2, 3...5, 6...8])
        #expect(SlurmPlan.packs([2, 3, 7, 9], [1, 1, 1, 1], target: 2) == [2...3, 7...9])
        #expect(SlurmPlan.packs(Array(0..<4), [1, 1, 1, 30], target: 10) == [0...2, 3...3])
        #expect(SlurmPlan.packs(Array(0..<3), [9, 9, 9], target: 1) == [0...0, 1...1, 2...2])
        #expect(SlurmPlan.packs([5], [1], target: 100) == [5...5])
        #expect(SlurmPlan.packs([], [], target: 100) == [])
    }
}
