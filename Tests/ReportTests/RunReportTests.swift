import Testing

@testable import Report

/// The folder that a report is written into.
@Suite struct RunReportTests {
    @Test(arguments: [
        "../escape", "/etc", "..", ".", "", "a/b", "new\nline", String(repeating: "x", count: 300),
    ])
    func aRunCannotChooseAnotherFolder(name: String) {
        #expect(RunReport.folderName(name, at: "/tmp/runs/plain") == "plain")
        #expect(RunReport.folderName(name, at: "/") == "run")
    }

    @Test func aRunsNameIsItsFolder() {
        #expect(RunReport.folderName("a <b> é", at: "/x") == "a <b> é")
    }
}
