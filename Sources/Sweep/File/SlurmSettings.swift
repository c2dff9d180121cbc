import Text

/// What the block `slurm` of a sweep file says: how runs are packed into tasks, and options for `sbatch`, which are passed
/// through.
struct SlurmSettings: Sendable {
    /// The length of a task that packs are made for, in minutes.
    var taskMinutes = 10.0
    /// The largest number of tasks of an array that run at a time; `nil` for no limit.
    var arrayThrottle: Int?
    /// How often a task that failed is started again.
    var retries = 2
    /// How often a task that was stopped before its end is started again.
    var requeues = 100
    /// Seconds before the time limit at which runs stop and save their checkpoints.
    var stopSeconds = 60
    /// Options for `sbatch`, without dashes.
    var options: [(name: String, value: String)] = []

    /// Options that the script decides.
    private static let reserved: Set = [
        "array", "signal", "requeue", "no-requeue", "open-mode", "output", "error", "dependency", "wrap",
        "chdir", "parsable", "test-only", "wait", "export", "nodes", "ntasks",
    ]

    /// Reads the block; `nil` stands for a file without one.
    ///
    /// - Throws: `LineError`.
    init(_ node: TextNode?) throws {
        guard let node else { return }
        for (key, line, value) in try node.members("slurm") {
            switch key {
            case "task_minutes": taskMinutes = try value.number(key, in: 0.01...100_000)
            case "array_throttle": arrayThrottle = try value.number(key, in: 1...1_000_000)
            case "retries": retries = try value.number(key, in: 0...1000)
            case "requeues": requeues = try value.number(key, in: 0...1_000_000)
            case "stop_seconds": stopSeconds = try value.number(key, in: 1...86_400)
            default: options.append(try Self.option(key, line, value))
            }
        }
    }

    /// The number of processors of a task.
    var processors: Int {
        options.last { $0.name == "cpus-per-task" }.flatMap { Int($0.value) } ?? 1
    }

    private static func option(
        _ key: String, _ line: Int, _ value: TextNode
    ) throws -> (name: String, value: String) {
        let name = key.replacing("_", with: "-")
        guard name.wholeMatch(of: /[a-z][a-z0-9-]*/) != nil else {
            throw LineError(line: line, problem: "slurm: “\(key)” is not the name of an option of sbatch")
        }
        guard !reserved.contains(name) else {
            throw LineError(line: line, problem: "slurm: the sweep itself decides --\(name)")
        }
        let text = try value.text("slurm: \(key)")
        // A line end would begin another line of the script.
        guard text.allSatisfy({ $0.isASCII && !$0.isNewline && $0 != "\"" && $0 != "\\" }),
            text.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 })
        else {
            throw LineError(
                line: value.line,
                problem:
                    "slurm: the value of \(key) may have no line ends, quotes and backslashes, and only ASCII"
            )
        }
        return (name, text)
    }
}
