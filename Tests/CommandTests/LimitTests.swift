import Foundation
import TestSupport
import Testing

@Suite("Full outputs and few open files")
struct LimitTests {
    private static let small = [
        "-q", "--pattern-size", "8", "--patterns", "2", "--cycles", "1", "--episodes", "4",
        "--evaluation-episodes", "2", "--name", "x",
    ]

    /// Runs a command in a shell that changes its surroundings by `words`, in which the command is `"$0" "$@"`.
    private static func run(_ words: String, _ command: String, _ arguments: [String], in folder: URL) throws
        -> RunningCommand.Result
    {
        try runProgram("/bin/sh", ["-c", words, Package.command(command)] + arguments, in: folder)
    }

    @Test(
        "Standard output that cannot be written is an error, and nothing else is lost",
        arguments: ["\"$0\" \"$@\" >/dev/full", "\"$0\" \"$@\" >&-"])
    func output(words: String) throws {
        guard words.contains(">&-") || FileManager.default.fileExists(atPath: "/dev/full") else { return }
        try withTemporaryFolder { folder in
            for (command, arguments) in [
                ("bohp-train", ["--version"]), ("bohp-train", ["--help"]), ("bohp-report", ["--list"]),
                ("bohp-sweep", ["--help"]), ("bohp-bench", ["--help"]), ("bohp-train", Self.small),
            ] {
                let result = try Self.run(words, command, arguments, in: folder)
                #expect(result.status == 74)
                #expect(result.error.hasPrefix("\(command): cannot write to standard output: "))
                #expect(result.error.count { $0.isNewline } == 1)
            }
            // The same run as if its path had been printed.
            let files = folder.files
            let first = try Data(contentsOf: folder.appending(path: "runs/x/metrics.csv"))
            try FileManager.default.removeItem(at: folder.appending(path: "runs"))
            #expect(try runProgram(Package.command("bohp-train"), Self.small, in: folder).status == 0)
            #expect(folder.files == files)
            #expect(try Data(contentsOf: folder.appending(path: "runs/x/metrics.csv")) == first)
        }
    }

    @Test("A pipe that nobody reads is no error")
    func pipe() throws {
        try withTemporaryFolder { folder in
            let words = "{ \"$0\" \"$@\"; echo $? >code; } | true"
            let result = try Self.run(words, "bohp-train", ["--help"], in: folder)
            #expect(result.error == "")
            #expect(try String(contentsOf: folder.appending(path: "code"), encoding: .utf8) == "0\n")
        }
    }

    @Test("A limit of open files that is too low is an error with advice, and nothing is written")
    func openFiles() throws {
        try withTemporaryFolder { folder in
            for limit in [12, 31] {
                let result = try Self.run(
                    "ulimit -n \(limit); exec \"$0\" \"$@\"", "bohp-train", Self.small, in: folder)
                #expect(result.status == 1)
                #expect(
                    result.error
                        == "bohp-train: may open \(limit) files at a time, and needs 32; raise the limit by ulimit -n\n"
                )
                #expect(folder.files == [])
            }
            let result = try Self.run(
                "ulimit -n 32; exec \"$0\" \"$@\"", "bohp-train", Self.small, in: folder)
            #expect(result.status == 0)
        }
    }
}
