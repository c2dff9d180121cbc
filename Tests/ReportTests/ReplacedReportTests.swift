import Document
import Foundation
import RunRecord
import TestSupport
import Testing

@testable import Report

@Suite("A report is replaced as a whole") struct ReplacedReportTests {
    private static func write(
        _ text: String, _ figures: [String], in folder: URL, _ files: any FileSystem = SystemFiles()
    )
        throws
    {
        var contents = [("report.html", Data(text.utf8))]
        contents += figures.map { ("figures/\($0).png", Data(text.utf8)) }
        try files.replaceFolder(folder.path + "/reports/run", by: contents) { !$0.contains("notes") }
    }

    private static func state(_ folder: URL) throws -> [String: String] {
        let report = folder.appending(path: "reports/run")
        return try Dictionary(
            uniqueKeysWithValues: report.files.map {
                ($0, try String(contentsOf: report.appending(path: $0), encoding: .utf8))
            })
    }

    private static let old = ["report.html": "old", "figures/a.png": "old", "figures/b.png": "old"]
    private static let new = ["report.html": "new", "figures/b.png": "new", "figures/c.png": "new"]

    @Test(
        "Stopped at any change, the old or the new files are there, and the next report leaves nothing else",
        arguments: FaultyFiles.Fault.allCases, [true, false])
    func everywhere(fault: FaultyFiles.Fault, replaces: Bool) throws {
        for place in 1... {
            let wasStopped = try withTemporaryFolder { folder in
                if replaces { try Self.write("old", ["a", "b"], in: folder) }
                let before = try Self.state(folder)
                let files = FaultyFiles(at: place, fault)
                do {
                    try Self.write("new", ["b", "c"], in: folder, files)
                } catch is FaultyFiles.Killed {
                } catch let error as RunRecordError {
                    #expect(error.exitCode == 73)
                    #expect(folder.files.allSatisfy { !$0.contains(".tmp") }, "change \(place)")
                }
                let state = try Self.state(folder)
                #expect(state == before || state == Self.new, "\(fault) at change \(place): \(state)")
                try Self.write("new", ["b", "c"], in: folder)
                #expect(try Self.state(folder) == Self.new)
                #expect(folder.files.count == Self.new.count, "\(fault) at change \(place): \(folder.files)")
                return files.changes >= place
            }
            if !wasStopped {
                #expect(place > 10)
                return
            }
        }
    }

    @Test("An empty folder of a dead process is removed once it is old, and one of a living process never")
    func emptyLeftovers() throws {
        try withTemporaryFolder { folder in
            let (old, new) = (
                folder.appending(path: "reports/.run.1.tmp"), folder.appending(path: "reports/.run.2.tmp")
            )
            for place in [old, new] {
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            }
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: old.path)
            try Self.write("new", ["b", "c"], in: folder)
            #expect(!FileManager.default.fileExists(atPath: old.path))
            #expect(FileManager.default.fileExists(atPath: new.path))
        }
    }

    @Test("A folder with files of its user stays as it is")
    func foreignFiles() throws {
        try withTemporaryFolder { folder in
            try Self.write("old", ["a", "b"], in: folder)
            try folder.write("mine", to: "reports/run/figures/notes.txt")
            #expect {
                try Self.write("new", ["b", "c"], in: folder)
            } throws: { "\($0)".contains("it holds figures/notes.txt") }
            #expect(try Self.state(folder) == Self.old.merging(["figures/notes.txt": "mine"]) { $1 })
        }
    }

    @Test("Runs of one name in different folders, and a comparison of that name, have reports of their own")
    func differentRuns() throws {
        try withTemporaryFolder { folder in
            for (runs, name) in [("one", "a"), ("two", "a"), ("one", "b"), ("one", "a-vs-b")] {
                try ReportCommandTests.train(name, in: folder, ["--runs", runs])
            }
            try folder.write("x\n", to: "own.md")
            func report(_ runs: String...) throws -> String {
                let result = try runProgram(
                    Package.command("bohp-report"), runs + ["-q", "-t", "own.md"], in: folder)
                #expect(result.status == 0, "\(result.error)")
                return result.output
            }
            let pages = [
                try report("one/a"), try report("two/a"), try report("one/a", "one/b"),
                try report("one/a-vs-b"),
            ]
            #expect(Set(pages).count == 4 && pages[0] == "reports/a/report.html\n")
            #expect([try report("one/a"), try report("two/a")] == Array(pages[..<2]))
            // The folder decides, and not the name in run.json; both may move together.
            try FileManager.default.copyItem(
                at: folder.appending(path: "one/a"), to: folder.appending(path: "one/copy"))
            #expect(try report("one/copy") == "reports/copy/report.html\n")
        }
    }
}
