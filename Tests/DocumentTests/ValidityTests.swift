import Foundation
import TestSupport
import Testing

@testable import Document

/// Pages by the rules of HTML, as the W3C's Nu checker has them.
@Suite struct ValidityTests {
    @Test func pagesAreValid() throws {
        try withTemporaryFolder { folder in
            var pages = [try folder.write(Sample.page(Sample.everything), to: "everything.html")]
            for (index, name) in HostileText.names.enumerated() {
                let context = Sample.context(named: name)
                pages.append(
                    try folder.write(Sample.page(Sample.everything, context), to: "hostile-\(index).html"))
            }
            let watched = Page(
                document: try Sample.document("text"), pictures: [], styleSheet: "", maker: "m", origin: "o",
                refresh: 5
            ).html()
            pages.append(try folder.write(watched, to: "watched.html"))
            let found = try HTMLChecker.findings(in: pages)
            #expect(found.isEmpty, "\(found)")
        }
    }

    @Test func theCheckerObjectsToWhatIsWrong() throws {
        try withTemporaryFolder { folder in
            let page = try folder.write(
                Sample.page("<p><div>a</div></p>\n\n<img src=\"data:,\" width=\"wide\"/>"), to: "page.html")
            #expect(try HTMLChecker.findings(in: [page]).count >= 3)
        }
    }
}
