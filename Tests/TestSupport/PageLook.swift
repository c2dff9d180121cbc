import Foundation

/// What `Tests/Browser/inspect_page.py` finds of a page in headless Chromium, at one width in one colour scheme.
public struct PageLook: Decodable {
    public struct Image: Decodable {
        public var complete: Bool
        public var naturalWidth: Int
        public var naturalHeight: Int
        public var width: Double
        public var height: Double
        public var alt: String
        public var kind: String
    }

    public struct Contrast: Decodable {
        public var ratio: Double
        public var text: String
    }

    public var width: Int
    public var scheme: String
    public var images: [Image]
    public var overflow: Int
    public var wide: [String]
    public var clipped: [String]
    public var contrast: Contrast
    public var ground: String
    public var requests: [String]
    public var messages: [String]
    public var unnamed: [String]
    /// What the Tab key reaches, from the start of the page to its end.
    public var stops: [String]
    /// Regions that scroll sideways and that only the keyboard's focus on the region itself can move.
    public var scrolling: [String]
    public var violations: [String]

    /// The looks of the page in a file: two colour schemes at each of two widths.
    public static func all(of page: String, _ more: [String] = []) throws -> [PageLook] {
        let script = Package.root.appending(path: "Tests/Browser/inspect_page.py").path
        let axe = try PythonFile.path(of: "axe.min.js", in: "axe_playwright_python")
        let result = try runProgram("/usr/bin/python3", [script, page, "--axe", axe] + more)
        guard result.status == 0 else { throw Failure(description: result.error) }
        return try JSONDecoder().decode([PageLook].self, from: Data(result.output.utf8))
    }

    private struct Failure: Error, CustomStringConvertible { var description: String }

    /// Everything that a reader of the page would object to.
    ///
    /// - Parameter figures: the number of figures that the page must have.
    public static func problems(of page: String, figures: Int) throws -> [String] {
        let looks = try all(of: page)
        let widths = looks.map(\.width)
        return (widths == [1280, 1280, 390, 390] ? [] : ["looks at \(widths)"])
            + looks.flatMap { $0.problems(figures: figures) }
    }

    private func problems(figures: Int) -> [String] {
        var problems: [String] = []
        func expect(_ holds: Bool, _ problem: @autoclosure () -> String) {
            if !holds { problems.append("\(width) \(scheme): \(problem())") }
        }
        expect(requests.isEmpty, "requests \(requests)")
        expect(messages.isEmpty, "messages \(messages)")
        expect(overflow == 0, "overflows by \(overflow)")
        expect(wide.isEmpty, "too wide: \(wide)")
        expect(clipped.isEmpty, "clipped: \(clipped)")
        expect(unnamed.isEmpty, "unnamed: \(unnamed)")
        expect(violations.isEmpty, "violations \(violations)")
        expect(contrast.ratio >= 4.5, "contrast \(contrast.ratio) of \(contrast.text)")
        expect(
            ground == (scheme == "light" ? "rgb(255, 255, 255)" : "rgb(20, 22, 26)"), "ground \(ground)")
        // Everything that can be enlarged or scrolled is reached, and the keyboard has not far to go.
        let unreached = Set(scrolling).subtracting(stops)
        expect(unreached.isEmpty, "out of the keyboard's reach: \(unreached)")
        expect(stops.count { $0.hasPrefix("BUTTON") } == figures, "tab stops \(stops)")
        expect(stops.count <= 60, "\(stops.count) tab stops: \(stops)")
        let shown = images.filter { $0.width > 0 }
        expect(shown.count == figures, "\(shown.count) images are shown")
        for image in images {
            expect(image.complete && image.naturalWidth > 0, "an image is not loaded")
            expect(!image.alt.isEmpty, "an image has no alternative text")
            let kinds = Set(image.kind.split(separator: " ").map(String.init))
            let isNarrow = width < 768
            let isShown = kinds.contains(scheme) && !kinds.contains(isNarrow ? "full" : "narrow")
            expect((image.width > 0) == isShown, "the \(image.kind) image is \(image.width) wide")
            guard isShown else { continue }
            expect(image.width <= Double(width), "an image is \(image.width) wide")
            let shape = Double(image.naturalWidth) / Double(image.naturalHeight)
            expect(abs(image.width / image.height / shape - 1) < 0.01, "an image is distorted")
            // Sharp enough for screens of high resolution.
            expect(Double(image.naturalWidth) >= 1.75 * image.width, "an image is coarse")
        }
        return problems
    }
}
