import BOHP
import Foundation
import RunRecord
import Text

/// How the runs of a sweep that are not done become tasks of Slurm arrays, and the script that each task runs.
public struct SlurmPlan: Sendable {
    /// The runs of each task, by their places in the plan.
    public let packs: [ClosedRange<Int>]
    /// How many runs are not done.
    public let runs: Int
    /// The estimated processor time of these runs, in seconds.
    public let seconds: Double
    /// The text of the script.
    public let script: String
    /// Where the script belongs.
    public let path: String
    private let settings: SlurmSettings
    private let folder: SweepFolder

    /// Times a few episodes on this machine, and plans the tasks.
    ///
    /// - Parameter program: the path of `bohp-sweep` on the machines of the cluster.
    /// - Throws: `ConfigurationError`, and `RunRecordError` for paths that a script cannot hold.
    public init(_ folder: SweepFolder, program: String) throws {
        let plan = folder.plan
        let status = SweepStatus(folder)
        let open = plan.runs.indices.filter { !status.states[$0].isDone }
        let calibration = try Calibration(open.map { plan.runs[$0] })
        let times = open.map { index in
            let done = Double(status.information[index]?.episodesDone ?? 0)
            return calibration.seconds(of: plan.runs[index])
                * (1 - done / Double(plan.runs[index].configuration.episodes))
        }
        let settings = plan.file.slurm
        var packs = Self.packs(
            open, times, target: settings.taskMinutes * 60 * Double(settings.processors))
        // Successive halving compares all runs, so that each task works on all of them.
        if plan.file.earlyStop != nil { packs = packs.map { _ in 0...plan.runs.count - 1 } }
        try self.init(
            folder, packs: packs, runs: open.count, seconds: times.reduce(0, +), program: program)
    }

    /// A plan with the given packs.
    init(
        _ folder: SweepFolder, packs: [ClosedRange<Int>], runs: Int, seconds: Double, program: String
    ) throws {
        self.folder = folder
        self.packs = packs
        self.runs = runs
        self.seconds = seconds
        settings = folder.plan.file.slurm
        path = FilePath.join(folder.slurm, "sweep.sh")
        script = try Self.script(folder, settings, packs, program: program)
    }

    /// The runs of each task. Neighbours in the plan share a task, and all tasks take about the same time.
    ///
    /// - Parameters:
    ///   - open: the runs that are not done.
    ///   - times: what each of them takes, in seconds.
    ///   - target: what a task may take, in seconds.
    static func packs(_ open: [Int], _ times: [Double], target: Double) -> [ClosedRange<Int>] {
        let total = times.reduce(0, +)
        let count = min(Double(open.count), (total / target).rounded(.up))
        var packs: [ClosedRange<Int>] = []
        var (sum, filled) = (0.0, 0.0)
        for (index, time) in zip(open, times) {
            // A run belongs to the task that its middle falls into.
            let task = total > 0 ? ((sum + time / 2) / total * count).rounded(.down) : 0
            if let last = packs.last, task == filled {
                packs[packs.count - 1] = last.lowerBound...index
            } else {
                packs.append(index...index)
            }
            (sum, filled) = (sum + time, task)
        }
        return packs
    }

    /// The words of the calls of `sbatch` that submit the arrays, for a cluster whose arrays have up to `arraySize` tasks.
    public func submissions(arraySize: Int) -> [[String]] {
        let starts = Array(stride(from: 0, to: packs.count, by: max(1, arraySize)))
        return starts.map { start in
            let last = min(packs.count - start, arraySize) - 1
            let throttle = settings.arrayThrottle.map { "%\(max(1, $0 / starts.count))" } ?? ""
            return ["sbatch", "--parsable", "--array=0-\(last)\(throttle)", path, "\(start)"]
        }
    }

    /// The words of the call of `sbatch` that submits the report, which is made when all jobs have ended.
    public func reportSubmission(after jobs: [String]) -> [String] {
        ["sbatch", "--parsable", "--dependency=afterany:\(jobs.joined(separator: ":"))", path, "report"]
    }

    /// Writes the script, and submits it.
    ///
    /// - Returns: the numbers of the jobs, the report's last.
    /// - Throws: `SlurmError`, `RunRecordError`.
    public func submit() throws -> [String] {
        let staged = StagedFiles()
        try staged.add(Data(script.utf8), at: path)
        try staged.commit()
        let configuration = try Slurm.run(["scontrol", "show", "config"])
        let size = configuration.firstMatch(of: /MaxArraySize\s*=\s*(\d+)/).flatMap { Int($0.output.1) }
        var jobs: [String] = []
        for words in submissions(arraySize: size ?? 1001) { jobs.append(try Slurm.submit(words)) }
        jobs.append(try Slurm.submit(reportSubmission(after: jobs)))
        return jobs
    }

    private static func script(
        _ folder: SweepFolder, _ settings: SlurmSettings, _ packs: [ClosedRange<Int>], program: String
    ) throws -> String {
        let sweep = URL(fileURLWithPath: folder.path).standardizedFileURL.path
        let name = FilePath.name(of: folder.path)
        let log = FilePath.join(FilePath.join(sweep, "slurm"), "%A_%a.log")
        for path in [sweep, program] {
            guard !path.contains(where: { $0.isNewline || "\"\\%".contains($0) }) else {
                throw RunRecordError.cannotWrite(
                    path: path, reason: "sbatch cannot take a path with line ends, quotes, backslashes or %")
            }
        }
        var options = [("job-name", "bohp-\(name)")] + settings.options
        options += [
            ("output", log), ("open-mode", "append"), ("signal", "B:TERM@\(settings.stopSeconds)"),
        ]
        let lines = options.map { "#SBATCH --\($0)=\"\($1)\"" } + ["#SBATCH --requeue"]
        let list = packs.map { "\($0.lowerBound + 1)-\($0.upperBound + 1)" }.joined(separator: " ")
        return """
            #!/bin/bash
            \(lines.joined(separator: "\n"))
            # Written by \(RunInformation.Software.current.name) \(RunInformation.Software.current.version). \
            Argument: the number of the array's first pack, or “report”.
            # A task trains a pack of runs; it stops in time, requeues itself, and goes on where it was.
            program=\(quoted(program))
            sweep=\(quoted(sweep))
            if [ "$1" = report ]; then
                "$program" status "$sweep"
                report=$(dirname "$program")/bohp-report
                if [ -x "$report" ]; then "$report" --sweep "$sweep"; fi
                exit
            fi
            packs=(\(list))
            pack=$((${1:-0} + SLURM_ARRAY_TASK_ID))
            task=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID
            state() { scontrol show job "$task" 2> /dev/null | sed -n 's/.*JobState=\\([A-Z]*\\).*/\\1/p'; }
            stop() {
                stopped=yes
                # A job that is cancelled has its signals from Slurm; a second one would end the program at once.
                case $(state) in RUNNING | "") kill -TERM "$worker" ;; esac
            }
            trap stop TERM
            "$program" "$sweep" --runs "${packs[$pack]}" --quiet &
            worker=$!
            wait "$worker"
            while kill -0 "$worker" 2> /dev/null; do wait "$worker"; done
            wait "$worker"
            code=$?
            failures=$sweep/slurm/failures-${SLURM_ARRAY_JOB_ID}-$pack
            if [ "$code" -eq 75 ] && [ "$stopped" = yes ]; then
                again=$((${SLURM_RESTART_COUNT:-0} < \(settings.requeues)))
            elif [ "$code" -ne 0 ] && [ "$code" -ne 75 ]; then
                echo "exit code $code" >> "$failures"
                again=$(($(wc -l < "$failures") <= \(settings.retries)))
            else
                again=0
            fi
            if [ "$again" -eq 1 ] && [ "$(state)" = RUNNING ]; then
                scontrol requeue "$task"
            fi
            exit "$code"

            """
    }

    /// A text as one word of a shell.
    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }
}
