import Foundation
import TestSupport
import Testing

@testable import Document

/// The page in headless Chromium: what a reader's browser makes of it.
@Suite(.serialized) struct BrowserTests {
    @Test func everyPartOfAPageWorksInABrowser() throws {
        try withTemporaryFolder { folder in
            let page = try styledPage(in: folder)
            #expect(try PageLook.problems(of: page, figures: 2) == [])
        }
    }

    @Test func aHostileRunOverflowsNothing() throws {
        try withTemporaryFolder { folder in
            let name = String(repeating: "W", count: 400) + "<script>document.title='gone'</script>"
            let context = Sample.context(named: name)
            let page = try styledPage(Sample.everything, context, in: folder)
            #expect(try PageLook.problems(of: page, figures: 2) == [])
        }
    }

    @Test func whatThePolicyForbidsIsBlocked() throws {
        try withTemporaryFolder { folder in
            // A template's author may write raw HTML, but no page loads or runs anything.
            let template = """
                <script>document.title = "run"</script>

                <img src="https://example.org/a.png" alt="outside"/>

                <p style="color: red" onclick="alert(1)">styled</p>
                """
            let page = try folder.write(Sample.page(template), to: "page.html")
            let looks = try PageLook.all(of: page)
            #expect(looks.allSatisfy { $0.messages.count >= 3 })
            #expect(looks.allSatisfy { $0.messages.allSatisfy { $0.contains("Content Security Policy") } })
        }
    }

    @Test func axeObjectsToWhatIsWrong() throws {
        try withTemporaryFolder { folder in
            let template = """
                ## One

                #### Three

                <p style="color: #ccc">faint</p><img src="data:,"/><a href="#main"></a>
                """
            let styled = "main p { color: #cccccc; }"
            let page = try folder.write(Sample.page(template, styleSheet: styled), to: "page.html")
            let rules = try PageLook.all(of: page).flatMap(\.violations).compactMap {
                $0.split(separator: " ").first
            }
            for rule in ["color-contrast", "heading-order", "image-alt", "link-name"] {
                #expect(rules.contains { $0 == rule }, "\(rule)")
            }
        }
    }

    /// A page with the shipped style, in a folder.
    private func styledPage(
        _ template: String = Sample.everything, _ context: SampleContext = Sample.context(), in folder: URL
    ) throws -> String {
        let css = try String(
            contentsOf: Package.root.appending(path: "templates/report.css"), encoding: .utf8)
        return try folder.write(
            Sample.page(template, context, styleSheet: css), to: "page.html")
    }

    @Test func anOpenPictureFillsTheWindowAndCutsNothingOff() throws {
        try withTemporaryFolder { folder in
            let open = "document.querySelector('.picture').showPopover()"
            for look in try PageLook.all(of: try styledPage(in: folder), ["--evaluate", open]) {
                let image = try #require(look.images.first { $0.width > 0 && $0.kind.contains(look.scheme) })
                #expect(image.width > (look.width == 1280 ? 1200 : 800))
                #expect(look.overflow == 0)
                #expect(look.clipped.isEmpty, "\(look.clipped)")
                #expect(look.violations.isEmpty, "\(look.violations)")
            }
        }
    }

    #if os(Linux)
        /// What `Tests/Browser/use_page.py` did and saw.
        private struct Use: Decodable {
            struct State: Decodable {
                var width: Double
                /// Whether the keyboard acts on the first picture.
                var isChosen: Bool
                /// Whether the keyboard acts on something else of the page.
                var isBehind: Bool
                /// Whether the data of the first picture can be seen.
                var isUnfolded: Bool
            }

            var small: State
            var tabs: Int
            var entered: State
            var enteredAgain: State
            var escaped: State
            var tabbed: [State]
            var unfolded: State
            var next: State
            var clicked: State
            var clickedAgain: State
            var downloadsBefore: [String]
            var saved: [String]
        }

        @Test func aFigureIsEnlargedByKeyboardAndMouseAndSavedUnderItsName() throws {
            try withTemporaryFolder { folder in
                let page = try styledPage(in: folder)
                let script = Package.root.appending(path: "Tests/Browser/use_page.py").path
                let result = try runProgram("/usr/bin/python3", [script, page, folder.path])
                try #require(result.status == 0, "\(result.error)")
                let use = try JSONDecoder().decode(Use.self, from: Data(result.output.utf8))
                for large in [use.entered, use.clicked] {
                    #expect(large.isChosen && large.width > use.small.width)
                }
                for small in [use.enteredAgain, use.escaped, use.clickedAgain] {
                    #expect(small.isChosen && small.width == use.small.width)
                }
                // The control for the next line: without an open picture the focus is behind it.
                #expect(use.next.isBehind && !use.next.isUnfolded)
                for large in use.tabbed { #expect(!large.isBehind && large.width > use.small.width) }
                #expect(!use.small.isUnfolded && use.unfolded.isUnfolded && !use.unfolded.isBehind)
                // A click enlarges the picture, and does not follow the link that names it.
                #expect(use.downloadsBefore.isEmpty)
                #expect(use.saved == ["loss-curve.png"])
                let saved = try Data(contentsOf: folder.appending(path: "loss-curve.png"))
                let text = try String(contentsOfFile: page, encoding: .utf8)
                let shown = try #require(text.firstMatch(of: /base64,([^"]+)" alt=/))
                #expect(saved.base64EncodedString() == shown.1)
            }
        }
    #endif

    @Test func paperBreaksNeitherTablesNorFiguresFromWhatLeadsToThem() throws {
        try withTemporaryFolder { folder in
            let parts = (1...9).map { number in
                let filler = String(repeating: "Words to fill the page.\n\n", count: number)
                return filler + """
                    ```{table} configuration
                    ```

                    Lead \(number).

                    ```{figure} loss-curve
                    ```
                    """
            }
            let page = try styledPage(parts.joined(separator: "\n\n"), in: folder)
            _ = try PageLook.all(of: page, ["--output", folder.path])
            let text = try runProgram("/usr/bin/pdftotext", [folder.path + "/page.pdf", "-"]).output
            let sheets = text.split(separator: "\u{0C}")
            #expect(sheets.count > 3)
            for sheet in sheets {
                let captions = sheet.matches(of: /Table \d+\./).count
                #expect(sheet.matches(of: /evaluation\.accuracy/).count == captions)
                #expect(sheet.matches(of: /run\.started/).count == captions)
                let leads = sheet.matches(of: /Lead (\d+)\./).map(\.1)
                #expect(leads == sheet.matches(of: /Figure (\d+)\./).map(\.1))
            }
        }
    }

    @Test func paperIsLightAndFiguresHaveTheirPhysicalSize() throws {
        try withTemporaryFolder { folder in
            let page = try styledPage(in: folder)
            _ = try PageLook.all(of: page, ["--output", folder.path])
            let pdf = folder.appending(path: "page.pdf").path
            let list = try runProgram("/usr/bin/pdfimages", ["-list", pdf])
            let rows = list.output.split(separator: "\n").dropFirst(2).map { $0.split(separator: " ") }
            // Width, and pixels an inch: 183 mm and 89 mm of paper.
            let millimetres = rows.compactMap { row in
                row.count > 12 ? (Double(row[3]) ?? 0) / (Double(row[12]) ?? 1) * 25.4 : nil
            }
            #expect(millimetres.count == 2)
            for (found, expected) in zip(millimetres, [183.0, 89.0]) { #expect(abs(found - expected) < 2) }
            let prefix = folder.path + "/page"
            _ = try runProgram("/usr/bin/pdftoppm", ["-r", "30", "-gray", pdf, prefix])
            let pictures = folder.files.filter { $0.hasSuffix(".pgm") }
            #expect(!pictures.isEmpty)
            for picture in pictures {
                let bytes = try Data(contentsOf: folder.appending(path: picture)).dropFirst(16)
                let dark = bytes.count { $0 < 60 }
                #expect(Double(dark) < 0.1 * Double(bytes.count), "\(picture) is not light")
            }
        }
    }
}
