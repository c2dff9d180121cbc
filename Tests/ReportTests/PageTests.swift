import Foundation
import Testing

@testable import Report

@Suite struct PageTests {
    @Test func writeEverything() throws {
        let css = try String(contentsOfFile: "templates/report.css", encoding: .utf8)
        try Sample.page(Sample.everything, styleSheet: css).write(
            toFile: "/tmp/probe/page.html", atomically: true, encoding: .utf8)
    }
}
