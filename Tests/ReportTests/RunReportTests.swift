import BOHP
import RunRecord
import Testing

@testable import Report

/// The folder that a report is written into.
@Suite struct RunReportTests {
    /// A run of a name that lies at a path, and of which nothing else matters.
    private func run(name: String, path: String) -> Run {
        Run(
            path: path, information: RunInformation(name: name, configuration: Configuration(), command: []),
            metrics: Metrics(columns: []), network: nil, evaluation: nil)
    }

    @Test(arguments: [
        "../escape", "/etc", "..", ".", "", "a/b", "new\nline", String(repeating: "x", count: 300),
    ])
    func aRunCannotChooseAnotherFolder(name: String) {
        #expect(RunReport.folderName(for: run(name: name, path: "/tmp/runs/plain")) == "plain")
        #expect(RunReport.folderName(for: run(name: name, path: "/")) == "run")
    }

    @Test func theRunsFolderDecides() {
        #expect(RunReport.folderName(for: run(name: "other", path: "/x/a <b> é")) == "a <b> é")
    }
}
