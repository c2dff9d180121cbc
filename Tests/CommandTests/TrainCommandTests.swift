import BOHP
import Foundation
import RunRecord
import TestSupport
import Testing

@Suite("bohp-train")
struct TrainCommandTests {
    /// Trains quickly in `folder`: a small network unless told otherwise.
    private static let small = ["--pattern-size", "8", "--patterns", "2", "--evaluation-episodes", "5"]

    private static func train(
        _ arguments: [String], in folder: URL, environment: [String: String] = [:]
    ) throws -> RunningCommand.Result {
        try runProgram(Package.command("bohp-train"), arguments, in: folder, environment: environment)
    }

    @Test("Prints the run's folder alone on standard output, and no progress bar where there is no terminal")
    func output() throws {
        try withTemporaryFolder { folder in
            let result = try Self.train(Self.small + ["--episodes", "50"], in: folder)
            #expect(result.status == 0)
            #expect(result.output == "runs/associative-memory-seed0\n")
            #expect(result.error.hasPrefix("Trained 50 episodes in ") && !result.error.contains("\u{1B}"))
            let again = try Self.train(Self.small + ["--episodes", "50", "--quiet"], in: folder)
            #expect(again.output == "runs/associative-memory-seed0-2\n" && again.error.isEmpty)
            let first = try Data(
                contentsOf: folder.appending(path: "runs/associative-memory-seed0/metrics.csv"))
            let second = try Data(
                contentsOf: folder.appending(path: "runs/associative-memory-seed0-2/metrics.csv"))
            #expect(first == second && !first.isEmpty)
        }
    }

    @Test(
        "A wrong command line gets one line and code 64, and makes no run",
        arguments: [
            (["--sed", "3"], "there is no option --sed; did you mean --seed?"),
            (["--seed"], "--seed needs a value"),
            (["--seed=-1"], "--seed takes a whole number from 0 to 4294967295, not “-1”"),
            (["--quiet=3"], "--quiet takes no value"),
            (["-z"], "there is no option -z"),
            (["--pattern", "4"], "--pattern is ambiguous: --pattern-size or --patterns?"),
            (["--eta", "nan"], "--eta takes a number from 0 to 1, not “nan”"),
            (["--optimizer", "adm"], "--optimizer takes adam, adam-2017, sgd or rmsprop, not “adm”"),
            (
                ["--task", "x"],
                "--task takes associative-memory, regurgitation, completion, one-shot, reversal, maximizer or images, not “x”"
            ),
            (["--pattern-size", "30"], "pattern_size must be a multiple of 4"),
            (
                ["--task", "regurgitation", "--patterns", "2"],
                "--patterns is a setting of associative-memory or images, which is not chosen"
            ),
            (["--name", "a/b"], "--name takes the name of a folder"),
            (["word"], "“word” is not an option"),
        ])
    func usage(arguments: [String], message: String) throws {
        try withTemporaryFolder { folder in
            let result = try Self.train(arguments, in: folder)
            #expect(result.status == 64)
            #expect(result.output.isEmpty)
            #expect(result.error.hasPrefix("bohp-train: \(message)"), "\(result.error)")
            #expect(result.error.split(separator: "\n").count == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }
    }

    @Test("Other errors have their documented codes")
    func codes() throws {
        try withTemporaryFolder { folder in
            #expect(try Self.train(["--resume", "x"], in: folder).status == 66)
            #expect(try Self.train(["--config", "x.json"], in: folder).status == 66)
            try Data("{".utf8).write(to: folder.appending(path: "bad.json"))
            #expect(try Self.train(["--config", "bad.json"], in: folder).status == 65)
            try Data().write(to: folder.appending(path: "file"))
            let blocked = try Self.train(Self.small + ["--runs", "file"], in: folder)
            #expect(blocked.status == 73 && blocked.error.contains("file"))
            #expect(try Self.train(["--version"], in: folder).output == "bohp-train 0.1.0\n")
            let help = try Self.train(["--help"], in: folder).output
            #expect(help.contains("--learning-rate X") && help.contains("Usage: bohp-train [options]"))
            #expect(help.split(separator: "\n").allSatisfy { $0.count <= 78 })
        }
    }

    @Test(
        "A folder may have a name of one character, or no name of its own",
        arguments: ["r", "é", "r/", "r//", "r/s", "./r", ""])
    func shortNames(folderName: String) throws {
        try withTemporaryFolder { folder in
            let trained = try Self.train(
                Self.small + ["--episodes", "2", "-q", "--runs", folderName, "--name", "x"], in: folder)
            #expect(trained.status == 0, "\(trained.error)")
            let run = trained.output.trimmingCharacters(in: .newlines)
            #expect(try Run(path: folder.appending(path: run).path).metrics.count == 2)
            try folder.write("# {{ run.name }}", to: "t.md")
            let reported = try runProgram(
                Package.command("bohp-report"), ["-q", "-o", folderName, "-t", "./t.md", run], in: folder)
            #expect(reported.status == 0, "\(reported.error)")
            let page = reported.output.trimmingCharacters(in: .newlines)
            #expect(FileManager.default.fileExists(atPath: folder.appending(path: page).path))
            #expect(
                try Run(path: folder.appending(path: run).path).metrics.count == 2, "the run is untouched")
        }
    }

    @Test("--config takes up a run's own configuration, and options go over it")
    func configuration() throws {
        try withTemporaryFolder { folder in
            _ = try Self.train(Self.small + ["--episodes", "20", "--eta", "0.9", "--name", "a"], in: folder)
            let result = try Self.train(
                ["--config", "runs/a/run.json", "--seed", "5", "--optimizer", "adam-2017", "--name", "b"],
                in: folder)
            #expect(result.status == 0)
            let b = try Run(path: folder.appending(path: "runs/b").path)
            #expect(b.configuration.eta == 0.9 && b.configuration.seed == 5)
            #expect(
                (b.configuration.optimizer as? Adam2017)?.learningRate == 3e-4,
                "a new optimizer brings its own step size")
            #expect(b.metrics.count == 20)
        }
    }

    @Test("Ctrl-C keeps what was learned, and --resume goes on to the bit", arguments: [SIGINT, SIGTERM])
    func interruption(signal: Int32) throws {
        try withTemporaryFolder { folder in
            let arguments = Self.small + ["--episodes", "3000"]
            _ = try Self.train(arguments + ["--name", "whole"], in: folder)
            // So many episodes that it cannot be done before the signal comes.
            let running = try RunningCommand(
                Package.command("bohp-train"), Self.small + ["--episodes", "1000000", "--name", "cut"],
                in: folder)
            let metrics = folder.appending(path: "runs/cut/metrics.csv").path
            func lines() -> Int {
                (try? String(contentsOfFile: metrics, encoding: .utf8))?.count(where: \.isNewline) ?? 0
            }
            while lines() < 2 { usleep(10_000) }
            running.signal(signal)
            let result = try running.wait()
            #expect(result.status == 1)
            #expect(result.error.contains("Interrupted; continue with --resume cut"))
            let run = try Run(path: folder.appending(path: "runs/cut").path)
            #expect(run.information.status == .interrupted)
            #expect(run.network != nil && run.evaluation == nil)
            #expect(run.metrics.count == run.information.episodesDone && run.metrics.count > 0)
            let whole = try Run(path: folder.appending(path: "runs/whole").path)
            let common = min(run.metrics.count, 3000)
            #expect(run.metrics.loss.prefix(common) == whole.metrics.loss.prefix(common))
        }
    }

    @Test("Killed anywhere, and resumed as often, a run ends as the uninterrupted one")
    func kills() throws {
        try withTemporaryFolder { folder in
            let arguments =
                Self.small + [
                    "--episodes", "6000", "--checkpoint-every", "150", "--batch", "3", "--keep-best",
                ]
            _ = try Self.train(arguments + ["--name", "whole"], in: folder)
            let command = try Package.command("bohp-train")
            var running = try RunningCommand(command, arguments + ["--name", "cut"], in: folder)
            let run = folder.appending(path: "runs/cut").path
            var kills = 0
            while true {
                while !FileManager.default.fileExists(atPath: run + "/run.json") { usleep(1000) }
                // Later and later, because on a busy machine a run may need longer to its next checkpoint.
                usleep(UInt32.random(in: 1000...120_000) * UInt32(1 + kills / 20))
                running.signal(SIGKILL)
                let result = try running.wait()
                // The signal may come between the end of the run and the end of the process.
                if try Run.information(at: run).status == .finished { break }
                #expect(result.status == -SIGKILL, "\(result.error)")
                kills += 1
                running = try RunningCommand(
                    command, ["--resume", "cut", "--checkpoint-every", "150"], in: folder)
            }
            #expect(kills > 0)
            let files = [
                "metrics.csv", "weights.safetensors", "evaluation.json", "dynamics.csv",
                "snapshots.safetensors", "best.safetensors",
            ]
            for file in files {
                let whole = try Data(contentsOf: folder.appending(path: "runs/whole/\(file)"))
                let cut = try Data(contentsOf: folder.appending(path: "runs/cut/\(file)"))
                #expect(whole == cut, "\(file) differs after \(kills) kills")
            }
        }
    }

    @Test(
        "A test during training changes no number of training, and the best parameters are those of the best moment"
    )
    func testDuringTraining() throws {
        try withTemporaryFolder { folder in
            let arguments = Self.small + ["--episodes", "400", "--learning-rate", "0.03"]
            for (name, options) in [
                ("none", ["--test-episodes", "0"]), ("some", []),
                ("best", ["--test-episodes", "9", "--keep-best"]),
            ] {
                let result = try Self.train(arguments + options + ["--name", name], in: folder)
                #expect(result.status == 0, "\(result.error)")
            }
            func run(_ name: String) throws -> Run {
                try Run(path: folder.appending(path: "runs/\(name)").path)
            }
            for name in ["some", "best"] {
                for file in ["metrics.csv", "weights.safetensors", "evaluation.json"] {
                    let data = try Data(contentsOf: folder.appending(path: "runs/\(name)/\(file)"))
                    #expect(
                        try Data(contentsOf: folder.appending(path: "runs/none/\(file)")) == data, "\(file)")
                }
            }
            #expect(try run("none").history.samples.allSatisfy { $0.test == nil })
            #expect(try run("some").history.samples.allSatisfy { $0.test != nil })
            #expect(try run("none").information.evaluation.testEpisodes == nil)
            let best = try run("best")
            #expect(best.information.evaluation.testEpisodes == 9)
            let tests = best.history.samples.compactMap(\.test)
            let smallest = try #require(tests.map(\.bitErrorRate).min())
            let absolute = tests.filter { $0.bitErrorRate == smallest }.map(\.absoluteError).min()
            let moment = try #require(
                best.history.samples.first {
                    $0.test?.bitErrorRate == smallest && $0.test?.absoluteError == absolute
                })
            #expect(moment.episode > 0 && moment.episode < 400)
            // Training up to that moment gives these parameters, and these errors.
            let trainer = try Trainer(best.configuration)
            while trainer.episodesDone < moment.episode { _ = try trainer.trainBatch() }
            let error = TestDuringTraining(best.configuration, episodes: 9, threads: 1).error(
                of: trainer.network)
            #expect(error == moment.test)
            let file = folder.appending(path: "runs/best/best.safetensors").path
            for array in trainer.network.parameters.arrays {
                let text = try runPython(
                    """
                    import safetensors.numpy, sys
                    array = safetensors.numpy.load_file(sys.argv[1])[sys.argv[2]]
                    print(*(repr(float(x)) for x in array.ravel()))
                    """, [file, array.name])
                let values = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
                #expect(values == array.values, "\(array.name)")
            }
            for option in [["--test-episodes", "3"], ["--keep-best"]] {
                let refused = try Self.train(["--resume", "best", "--episodes", "500"] + option, in: folder)
                #expect(refused.status == 64 && refused.error.contains("cannot be combined with --resume"))
            }
            let impossible = try Self.train(arguments + ["--test-episodes", "0", "--keep-best"], in: folder)
            #expect(impossible.status == 64 && impossible.error.contains("--keep-best needs a test"))
        }
    }

    @Test("A finished run goes on if it is given more episodes")
    func extension_() throws {
        try withTemporaryFolder { folder in
            _ = try Self.train(
                Self.small + ["--episodes", "300", "--evaluation-episodes", "6", "--name", "long"], in: folder
            )
            _ = try Self.train(Self.small + ["--episodes", "100", "--name", "short"], in: folder)
            let refused = try Self.train(["--resume", "short"], in: folder)
            #expect(refused.status == 64 && refused.error.contains("has all its 100 episodes"))
            #expect(try Self.train(["--resume", "short", "--eta", "0.5"], in: folder).status == 64)
            let resumed = try Self.train(
                ["--resume", "short", "--episodes", "300", "--evaluation-episodes", "6"], in: folder)
            #expect(resumed.status == 0)
            let plan = try Run(path: folder.appending(path: "runs/short").path).information.evaluation
            #expect(plan.episodes == 6, "run.json says how the network was measured")
            for file in ["metrics.csv", "weights.safetensors", "evaluation.json"] {
                let long = try Data(contentsOf: folder.appending(path: "runs/long/\(file)"))
                let short = try Data(contentsOf: folder.appending(path: "runs/short/\(file)"))
                #expect(long == short, "\(file)")
            }
        }
    }

    @Test("A full disk costs one line and no checkpoint that was there")
    func fullDisk() throws {
        try withTemporaryFolder { folder in
            // A limit on the size of files stands in for a full disk: writing fails in the same places.
            let command = try Package.command("bohp-train")
            let script = "ulimit -f 60; exec \"$0\" \"$@\""
            let result = try runProgram(
                "/bin/bash",
                ["-c", script, command] + Self.small
                    + ["--episodes", "20000", "--checkpoint-every", "100", "--name", "full"], in: folder)
            #expect(result.status == 73)
            #expect(result.error.contains("cannot write runs/full/metrics.csv"), "\(result.error)")
            #expect(result.error.split(separator: "\n").count == 1)
            let resumed = try Self.train(
                ["--resume", "full", "--evaluation-episodes", "5"], in: folder)
            #expect(resumed.status == 0, "\(resumed.error)")
            #expect(try Run(path: folder.appending(path: "runs/full").path).metrics.count == 20_000)
        }
    }

    @Test("Divergence is named, costs no checkpoint, and is not passed off as success")
    func divergence() throws {
        try withTemporaryFolder { folder in
            _ = try Self.train(Self.small + ["--episodes", "40", "--name", "run"], in: folder)
            // No configuration of ours diverges, as tanh bounds everything; a broken weight does.
            let file = folder.appending(path: "runs/run/checkpoint.safetensors")
            var checkpoint = try SafeTensors(Data(contentsOf: file), file: "checkpoint")
            checkpoint.tensors["parameters.w"]?.values = .f64([Double](repeating: .nan, count: 81))
            checkpoint.metadata["checksum"] = nil
            try checkpoint.encoded().write(to: file)
            let before = try Data(contentsOf: file)
            let result = try Self.train(["--resume", "run", "--episodes", "80"], in: folder)
            #expect(result.status == 1)
            #expect(result.error.contains("not finite at episode 41"), "\(result.error)")
            #expect(try Data(contentsOf: file) == before)
            let run = try Run(path: folder.appending(path: "runs/run").path)
            #expect(run.information.status == .diverged && run.information.divergedAt == 41)
            #expect(run.metrics.count == 40)
        }
    }

    @Test("A run whose checkpoint does not fit is refused by name, and left as it was")
    func foreignCheckpoint() throws {
        try withTemporaryFolder { folder in
            _ = try Self.train(Self.small + ["--episodes", "40", "--name", "run"], in: folder)
            let run = folder.appending(path: "runs/run")
            let file = run.appending(path: "checkpoint.safetensors")
            var checkpoint = try SafeTensors(Data(contentsOf: file), file: "checkpoint")
            checkpoint.tensors["parameters.w"] = .init(shape: [1, 1], .f64([0]))
            checkpoint.tensors["episodes_done"] = .init(shape: [], .i64([20]))
            checkpoint.metadata = [:]
            try checkpoint.encoded().write(to: file)
            let names = ["run.json", "metrics.csv", "dynamics.csv"]
            let before = try names.map { try Data(contentsOf: run.appending(path: $0)) }
            let result = try Self.train(["--resume", "run", "--episodes", "80"], in: folder)
            #expect(result.status == 65)
            #expect(
                result.error
                    == "bohp-train: runs/run/checkpoint.safetensors: the checkpoint does not fit the "
                    + "configuration: “parameters.w” is 1 × 1, not 9 × 9\n")
            #expect(try names.map { try Data(contentsOf: run.appending(path: $0)) } == before)
        }
    }

    @Test("What is damaged behind the back of a run is noticed, and the run left as it was")
    func damage() throws {
        try withTemporaryFolder { folder in
            _ = try Self.train(Self.small + ["--episodes", "40", "--name", "run"], in: folder)
            let run = folder.appending(path: "runs/run")
            let resume = ["--resume", "run", "--episodes", "80", "--quiet"]
            func refusal(_ file: String, _ change: (inout Data) -> Void) throws -> String {
                let url = run.appending(path: file)
                let good = try Data(contentsOf: url)
                defer { try? good.write(to: url) }
                var bad = good
                change(&bad)
                try bad.write(to: url)
                let names = run.files
                let before = try names.map { try Data(contentsOf: run.appending(path: $0)) }
                let result = try Self.train(resume, in: folder)
                #expect(result.status == 65)
                #expect(run.files == names)
                #expect(try names.map { try Data(contentsOf: run.appending(path: $0)) } == before)
                return result.error.replacing("bohp-train: runs/run/", with: "")
            }
            func flip(_ data: inout Data) { data[data.count * 2 / 3] ^= 1 }
            for file in ["metrics.csv", "dynamics.csv", "snapshots.safetensors"] {
                #expect(try refusal(file, flip).contains("changed since the checkpoint"))
            }
            #expect(try refusal("metrics.csv") { $0.removeLast() }.contains("changed since the checkpoint"))
            #expect(
                try refusal("checkpoint.safetensors", flip)
                    == "checkpoint.safetensors: its checksum is wrong; training cannot continue, and metrics.csv, "
                    + "weights.safetensors and evaluation.json remain of the run\n")
            #expect(try refusal("checkpoint.safetensors") { $0 = Data() }.contains("remain of the run"))

            let checkpoint = run.appending(path: "checkpoint.safetensors")
            try FileManager.default.moveItem(at: checkpoint, to: folder.appending(path: "kept"))
            let before = run.files
            let missing = try Self.train(resume, in: folder)
            #expect(missing.status == 65 && run.files == before)
            #expect(missing.error.contains("checkpoint.safetensors: is missing; training cannot continue"))
            #expect(try Run(path: run.path).metrics.count == 40)
            try FileManager.default.moveItem(at: folder.appending(path: "kept"), to: checkpoint)
            #expect(try Self.train(resume, in: folder).status == 0)
        }
    }

    @Test("Checkpoints are made by time as well")
    func checkpointTime() throws {
        try withTemporaryFolder { folder in
            let running = try RunningCommand(
                Package.command("bohp-train"),
                Self.small + ["--episodes", "100000000", "--checkpoint-every", "100000000"]
                    + ["--checkpoint-seconds", "0.05", "--name", "run"], in: folder)
            let run = folder.appending(path: "runs/run").path
            for _ in 0..<6000 {
                if ((try? Run.information(at: run))?.episodesDone ?? 0) > 0 { break }
                usleep(10_000)
            }
            running.signal(SIGKILL)
            _ = try running.wait()
            #expect(try Run.information(at: run).episodesDone > 0)
        }
    }

    @Test("Gradients are checked before training, and the check is kept with the run")
    func gradientCheck() throws {
        try withTemporaryFolder { folder in
            let result = try Self.train(
                Self.small + ["--episodes", "5", "--check-gradients", "--name", "checked"], in: folder)
            #expect(result.status == 0)
            #expect(result.output.contains("central-differences"))
            #expect(result.output.hasSuffix("runs/checked\n"))
            let check = try Run(path: folder.appending(path: "runs/checked").path).gradientCheck
            #expect(check?.passes == true)
        }
    }

    @Test(
        "A run is not continued with other rounding, unless its user accepts that, and then says so",
        .enabled(if: Double.kernels.instructionSet != "baseline"))
    func otherKernels() throws {
        try withTemporaryFolder { folder in
            _ = try Self.train(Self.small + ["--episodes", "20", "--name", "run"], in: folder)
            let resume = ["--resume", "run", "--episodes", "40", "--quiet"]
            let baseline = ["BOHP_KERNELS": "baseline"]
            let path = folder.appending(path: "runs/run").path
            let before = try Data(contentsOf: URL(filePath: path + "/run.json"))
            for words in [resume, ["--evaluate", "run"]] {
                let refused = try Self.train(words, in: folder, environment: baseline)
                #expect(
                    refused.status == 64
                        && refused.error.contains("accept other numbers with --other-kernels"))
            }
            #expect(try Data(contentsOf: URL(filePath: path + "/run.json")) == before)
            let accepted = try Self.train(resume + ["--other-kernels"], in: folder, environment: baseline)
            #expect(accepted.status == 0, "\(accepted.error)")
            let information = try Run(path: path).information
            #expect(information.machine.instructionSet == Double.kernels.instructionSet)
            #expect(information.resumptions.map(\.machine.instructionSet) == ["baseline"])
            #expect(information.resumptions.map(\.episodesDone) == [20])
        }
    }

    @Test(
        "The kernels for AVX2 and AVX-512 round alike",
        .enabled(if: Double.kernels.instructionSet == "avx512"),
        arguments: [
            [], ["--precision", "float", "--batch", "3"], ["--engine", "rtrl"], ["--task", "regurgitation"],
            ["--eta", "0.5", "--learn-eta"], ["--optimizer", "sgd", "--l1-penalty", "1e-4"],
        ])
    func alikeKernels(arguments: [String]) throws {
        try withTemporaryFolder { folder in
            for name in ["avx2", "avx512"] {
                // A pattern size that fills no vector, and small sizes of the other task.
                let words = ["--episodes", "40", "--evaluation-episodes", "3", "--quiet", "--name", name]
                let task =
                    arguments.contains("regurgitation") ? [] : ["--pattern-size", "12", "--patterns", "2"]
                let result = try Self.train(
                    words + task + arguments, in: folder, environment: ["BOHP_KERNELS": name])
                #expect(result.status == 0, "\(result.error)")
            }
            for file in ["metrics.csv", "weights.safetensors", "evaluation.json"] {
                let narrow = try Data(contentsOf: folder.appending(path: "runs/avx2/\(file)"))
                #expect(
                    try Data(contentsOf: folder.appending(path: "runs/avx512/\(file)")) == narrow, "\(file)")
            }
        }
    }

    @Test("Unknown kernels are an error")
    func unknownKernels() throws {
        try withTemporaryFolder { folder in
            let result = try Self.train(Self.small, in: folder, environment: ["BOHP_KERNELS": "avx1024"])
            #expect(result.status == 64 && result.error.hasPrefix("bohp-train: BOHP_KERNELS is “avx1024”"))
            #expect(folder.files.isEmpty)
        }
    }

    @Test("Every instruction set gives the same run but for rounding", arguments: ["baseline", "avx2"])
    func instructionSets(name: String) throws {
        try withTemporaryFolder { folder in
            let arguments = ["--original", "--episodes", "200", "--evaluation-episodes", "2"]
            _ = try Self.train(arguments + ["--name", "default"], in: folder)
            _ = try Self.train(arguments + ["--name", name], in: folder, environment: ["BOHP_KERNELS": name])
            let reference = try Run(path: folder.appending(path: "runs/default").path)
            let other = try Run(path: folder.appending(path: "runs/\(name)").path)
            #if arch(x86_64)
                #expect(other.information.machine.instructionSet == name)
            #endif
            for (a, b) in zip(reference.metrics.absoluteError, other.metrics.absoluteError) {
                #expect(abs(a - b) < 1e-9 * max(1, a))
            }
        }
    }

    @Test(
        "A folder in the place of a file is found before anything is trained",
        arguments: ["weights.safetensors", "best.safetensors", "evaluation.json", "gradients.json"])
    func folderInPlace(_ name: String) throws {
        try withTemporaryFolder { folder in
            let train = try Package.command("bohp-train")
            let words = ["-q", "--pattern-size", "8", "--patterns", "2", "--evaluation-episodes", "2"]
            let first = try runProgram(train, words + ["--episodes", "20", "--name", "x"], in: folder)
            try #require(first.status == 0, "\(first.error)")
            let file = folder.appending(path: "runs/x/\(name)")
            try? FileManager.default.removeItem(at: file)
            try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
            let metrics = folder.appending(path: "runs/x/metrics.csv")
            let before = try Data(contentsOf: metrics)
            let resumed = try runProgram(train, ["-q", "--resume", "x", "--episodes", "30"], in: folder)
            #expect(resumed.status == 65)
            #expect(resumed.error.contains("\(name): is a folder"))
            #expect(try Data(contentsOf: metrics) == before)
        }
    }
}
