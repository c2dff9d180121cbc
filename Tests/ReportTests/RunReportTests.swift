import Testing

@testable import Report

/// The folder that a report is written into.
@Suite struct RunReportTests {
    @Test(arguments: ["/", "/x/..", "/x/new\nline", "/x/" + String(repeating: "x", count: 300)])
    func aFolderThatIsNoPlainNameGetsOne(path: String) {
        #expect(RunReport.folderName(at: path) == "run")
    }

    @Test func theRunsFolderDecides() {
        #expect(RunReport.folderName(at: "/x/a <b> é") == "a <b> é")
    }
}
