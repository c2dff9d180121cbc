import Foundation
import RunRecord
import TestSupport
import Testing

@testable import Document
@testable import Report

/// `bohp-report --watch` and `--open`, and runs that are read while they are written.
@Suite(.serialized) struct WatchTests {
    /// A run that will not end by itself.
    private func startTraining(in folder: URL, _ arguments: [String]) throws -> RunningCommand {
        try RunningCommand(
            Package.command("bohp-train"), arguments + ["--evaluation-episodes", "5", "--quiet"], in: folder)
    }

    private static let endless = [
        "--pattern-size", "8", "--patterns", "2", "--episodes", "100000000", "--name", "run",
    ]

    /// Waits for something to become true.
    private func wait(_ words: String, _ condition: () throws -> Bool) throws {
        for _ in 0..<1200 {
            if try condition() { return }
            usleep(50_000)
        }
        throw SetupError("waited a minute for \(words)")
    }

    private func hasEpisodes(_ folder: URL) -> Bool {
        ((try? Run(path: folder.appending(path: "runs/run").path))?.metrics.count ?? 0) > 0
    }

    private func page(_ folder: URL) -> String {
        let path = folder.appending(path: "reports/run/report.html").path
        return (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    }

    private let refresh = "<meta http-equiv=\"refresh\" content=\"1\"/>"

    @Test func aRunIsWatchedUntilItEnds() throws {
        try withTemporaryFolder { folder in
            let training = try startTraining(in: folder, Self.endless)
            try wait("episodes") { hasEpisodes(folder) }
            let watching = try RunningCommand(
                Package.command("bohp-report"), ["--watch", "--every", "1"], in: folder)
            try wait("a page") { page(folder).contains(refresh) }
            let first = page(folder)
            #expect(first.contains("Training is still running"))
            #expect(!first.contains("<script") && XMLCheck.problem(in: first) == nil)
            try wait("a newer page") { page(folder) != first }
            #expect(page(folder).contains(refresh))
            #expect(
                folder.appending(path: "reports").files.allSatisfy { !$0.contains("figures/") })
            training.signal(SIGINT)
            #expect(try training.wait().status == 1)
            let result = try watching.wait()
            #expect(result.status == 0, "\(result.error)")
            #expect(result.output == "reports/run/report.html\n")
            let last = page(folder)
            #expect(!last.contains("http-equiv=\"refresh\""))
            #expect(last.contains("Training was interrupted"))
            #expect(folder.files.contains("reports/run/figures/figures.tex"))
        }
    }

    @Test func watchingEndsWithoutEndingTraining() throws {
        try withTemporaryFolder { folder in
            try folder.write("```{figure} loss-curve\n```\n", to: "watch.md")
            let training = try startTraining(in: folder, Self.endless)
            try wait("episodes") { hasEpisodes(folder) }
            let watching = try RunningCommand(
                Package.command("bohp-report"), ["run", "--watch", "--every", "1", "-t", "watch.md"],
                in: folder)
            try wait("a page") { page(folder).contains(refresh) }
            // From its second page on it listens for the signal.
            let first = page(folder)
            try wait("a newer page") { page(folder) != first }
            watching.signal(SIGINT)
            let result = try watching.wait()
            #expect(result.status == 0, "\(result.error)")
            #expect(!page(folder).contains("http-equiv=\"refresh\""))
            #expect(folder.files.contains("reports/run/figures/figures.tex"))
            #expect(folder.files.allSatisfy { !$0.hasSuffix(".tmp") || $0.hasPrefix("runs/") })
            #expect(try Run.information(at: folder.appending(path: "runs/run").path).status == .running)
            training.signal(SIGINT)
            _ = try training.wait()
        }
    }

    @Test func aRunThatHasEndedIsNotWatched() throws {
        try withTemporaryFolder { folder in
            try ReportCommandTests.train("run", in: folder)
            let result = try runProgram(Package.command("bohp-report"), ["--watch"], in: folder)
            #expect(result.status == 0)
            #expect(result.error.contains("Training has ended. There is nothing to watch."))
            #expect(!page(folder).contains("http-equiv=\"refresh\""))
        }
    }

    /// Read again and again while it is trained on, interrupted and resumed: never an error, and never what was
    /// measured before as if it were of now.
    @Test func aRunCanBeReadWhileItIsWritten() throws {
        try withTemporaryFolder { folder in
            let path = folder.appending(path: "runs/run").path
            func readFor(_ count: Int) throws {
                for _ in 0..<count {
                    let run = try Run(path: path)
                    #expect(run.information.status != .running || run.evaluation == nil)
                    #expect(run.information.status != .running || run.network == nil)
                }
            }
            var arguments = Self.endless + ["--checkpoint-every", "50"]
            for _ in 0..<3 {
                let training = try startTraining(in: folder, arguments)
                try wait("training") {
                    (try? Run.information(at: path).status) == .running && hasEpisodes(folder)
                }
                try readFor(60)
                training.signal(SIGINT)
                try wait("the end of training") {
                    try readFor(1)
                    return try Run(path: path).network != nil
                }
                _ = try training.wait()
                arguments = ["--resume", "run"]
            }
        }
    }

    @Test func halfALineIsNoEpisode() throws {
        try withTemporaryFolder { folder in
            try ReportCommandTests.train("run", in: folder)
            let information = folder.appending(path: "runs/run/run.json")
            let text = try String(contentsOf: information, encoding: .utf8)
            try text.replacing("\"finished\"", with: "\"running\"")
                .write(to: information, atomically: true, encoding: .utf8)
            for file in ["metrics.csv", "dynamics.csv"] {
                let place = folder.appending(path: "runs/run/" + file)
                let whole = try Data(contentsOf: place)
                try whole.dropLast(9).write(to: place)
            }
            let result = try runProgram(Package.command("bohp-report"), [], in: folder)
            #expect(result.status == 0, "\(result.error)")
            #expect(page(folder).contains("39\u{A0}episodes of 40\n(97.5\u{A0}%)"))
        }
    }

    // MARK: Opening

    #if os(macOS)
        private static let opener = "open"
    #else
        private static let opener = "xdg-open"
    #endif

    private func open(
        in folder: URL, script: String?, _ arguments: [String] = []
    ) throws -> RunningCommand.Result {
        try ReportCommandTests.train("run", in: folder)
        let bin = folder.appending(path: "bin")
        try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
        if let script {
            let path = try folder.write(script, to: "bin/\(Self.opener)")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        return try runProgram(
            Package.command("bohp-report"), ["--open"] + arguments, in: folder,
            environment: ["PATH": bin.path])
    }

    @Test func theBrowserGetsThePage() throws {
        try withTemporaryFolder { folder in
            let result = try open(
                in: folder, script: "#!/bin/sh\nprintf '%s' \"$*\" > '\(folder.path)/opened'\necho noise\n")
            #expect(result.status == 0, "\(result.error)")
            #expect(result.output == "reports/run/report.html\n")
            let opened = try String(contentsOf: folder.appending(path: "opened"), encoding: .utf8)
            #expect(opened.hasPrefix("/") && opened.hasSuffix("/reports/run/report.html"))
            #expect(FileManager.default.fileExists(atPath: opened))
        }
    }

    @Test func noBrowserIsNoFailure() throws {
        try withTemporaryFolder { folder in
            let none = try open(in: folder, script: nil)
            #expect(none.status == 0 && none.output == "reports/run/report.html\n")
            #expect(none.error.contains("\(Self.opener) is not installed"))
            #expect(none.error.contains("open reports/run/report.html yourself"))
        }
        try withTemporaryFolder { folder in
            let failing = try open(in: folder, script: "#!/bin/sh\nexit 3\n")
            #expect(failing.status == 0 && failing.error.contains("could not open a browser"))
        }
    }
}
