import CGD
import Foundation
import Testing

@testable import Document

/// What a figure of the tests is drawn from.
struct SampleDrawing: Sendable {
    var size: PhysicalSize

    /// A plain picture in the size and colours asked for, as a PNG file.
    func png(dotsPerInch: Double, isDark: Bool = false) throws -> Data {
        let width = Int((size.width / 25.4 * dotsPerInch).rounded())
        let height = Int((size.height / 25.4 * dotsPerInch).rounded())
        guard let image = gdImageCreateTrueColor(Int32(width), Int32(height)) else {
            throw CocoaError(.fileWriteUnknown)
        }
        defer { gdImageDestroy(image) }
        let (ground, ink): (Int32, Int32) = isDark ? (0x14_161A, 0x8A_B8EC) : (0xFF_FFFF, 0x0B_57A4)
        gdImageFilledRectangle(image, 0, 0, Int32(width), Int32(height), ground)
        gdImageSetThickness(image, Int32(max(1, dotsPerInch / 72)))
        gdImageRectangle(image, 4, 4, Int32(width - 5), Int32(height - 5), ink)
        gdImageLine(image, 0, 0, Int32(width), Int32(height), ink)
        var count: Int32 = 0
        guard let bytes = gdImagePngPtr(image, &count) else { throw CocoaError(.fileWriteUnknown) }
        defer { gdFree(bytes) }
        return Data(bytes: bytes, count: Int(count))
    }
}

/// Values, tables and figures made up for a test. One that is `nil` is known and empty.
struct SampleContext: TemplateContext {
    var values: [String: Value] = [:]
    var tables: [String: TableContent?] = [:]
    var figures: [String: Figure] = [:]

    struct Figure: Sendable {
        var options: [any AnyDirectiveOption] = []
        var make: @Sendable (FigureRequest) throws -> DocumentFigure<SampleDrawing>?
    }

    var valueNames: [String] { values.keys.sorted() }
    var tableNames: [String] { tables.keys.sorted() }
    var figureNames: [String] { figures.keys.sorted() }
    func value(_ name: String) -> Value? { values[name] }
    func tableOptions(_ name: String) -> [any AnyDirectiveOption]? { tables[name] == nil ? nil : [] }
    func table(_ name: String, _ settings: DirectiveSettings) -> TableContent? { tables[name] ?? nil }
    func figureOptions(_ name: String) -> [any AnyDirectiveOption]? { figures[name]?.options }

    func figure(_ name: String, _ request: FigureRequest) throws -> DocumentFigure<SampleDrawing>? {
        try figures[name]?.make(request)
    }

    func composed(_ parts: [FigurePart]) throws -> (drawing: SampleDrawing, size: PhysicalSize) {
        let size = PhysicalSize(width: 183, height: 60)
        return (SampleDrawing(size: size), size)
    }
}

/// A made-up run and templates for it: what the engine needs, without a real run or a real plot.
enum Sample {
    static let palette: [String: Value] = [
        "run.name": .text("sample"),
        "run.seed": .integer(7),
        "run.episodes": .integer(10_000),
        "run.interrupted": .flag(false),
        "run.started": .date(Date(timeIntervalSince1970: 1_800_000_000)),
        "run.seconds": .duration(75.3),
        "run.command": .text("bohp-train --seed 7"),
        "final.loss": .number(0.012345),
        "final.bit_error_rate": .number(0.0089),
        "evaluation.accuracy": .missing,
    ]

    /// A context whose values are `values`, with one figure and one table that use them.
    static func context(_ values: [String: Value] = palette) -> SampleContext {
        let window = DirectiveOption.integer("window", 51, in: 3...999, "episodes under the smoothing curve")
        let axis = DirectiveOption.choice("axis", ["log", "linear"], "spacing of the error axis")
        return SampleContext(
            values: values,
            tables: [
                "configuration": TableContent(
                    caption: "What was set for seed {{ run.seed }}.",
                    columns: [.init("Setting"), .init("Value", isNumeric: true)],
                    rows: values.sorted { $0.key < $1.key }.map { [.code($0.key), $0.value] }),
                "evaluation": nil,
            ],
            figures: [
                "loss-curve": SampleContext.Figure(options: [window, axis]) { request in
                    let size = PhysicalSize(width: width(request.width ?? .doubleColumn), height: 70)
                    return DocumentFigure(
                        SampleDrawing(size: size), size: size,
                        caption: "Error over {{ figure.n | grouped }} episodes, {{ figure.axis }} axis.",
                        facts: [
                            "n": .integer(10_000), "axis": .text(request.settings[axis]),
                            "window": .integer(request.settings[window]),
                            "name": values["run.name"] ?? .missing,
                        ],
                        alternativeText: "Error falls from 12 to 0.6 over 10,000 episodes.",
                        data: DataTable([
                            .init("episode", Array(1...40)), .init("error", (1...40).map { 1 / Double($0) }),
                            .init("note", [values["run.name"]?.plainText ?? ""]),
                        ]))
                },
                "recall": SampleContext.Figure { _ in nil },
            ])
    }

    /// The same with another name of the run.
    static func context(named name: String) -> SampleContext {
        context(palette.merging(["run.name": .text(name)]) { $1 })
    }

    private static func width(_ width: FigureWidth) -> Double {
        switch width {
        case .singleColumn: 89
        case .doubleColumn: 183
        case .millimetres(let width): width
        }
    }

    /// The document of a template given as text.
    static func document(
        _ template: String, _ context: SampleContext = context()
    ) throws -> ExpandedTemplate {
        try ExpandedTemplate.expand(TemplateFile(text: template, path: "t.md"), in: context).template
    }

    /// The document of a template in a file.
    static func document(reading path: String) throws -> ExpandedTemplate {
        try ExpandedTemplate.expand(TemplateFile(reading: path), in: context()).template
    }

    /// The error that a template ends in, or `nil`.
    static func error(_ template: String, _ context: SampleContext = context()) -> TemplateError? {
        do {
            _ = try document(template, context)
            return nil
        } catch {
            return error as? TemplateError
        }
    }

    /// The whole page of a template given as text.
    static func page(
        _ template: String, _ context: SampleContext = context(),
        styleSheet: String = "p > a { color: red; }"
    ) throws -> String {
        let (document, drawings, _) = try ExpandedTemplate.expand(
            TemplateFile(text: template, path: "t.md"), in: context)
        func pictures(_ drawing: SampleDrawing) throws -> Page.Pictures {
            Page.Pictures(
                light: try drawing.png(dotsPerInch: Page.dotsPerInch),
                dark: try drawing.png(dotsPerInch: Page.dotsPerInch, isDark: true))
        }
        return Page(
            document: document,
            pictures: try drawings.map {
                .init(full: try pictures($0.full), narrow: try $0.narrow.map(pictures))
            },
            styleSheet: styleSheet, maker: "bohp-report test",
            origin: "the run sample and the template t.md"
        ).html()
    }

    /// What stands between a page's `<main>` tags.
    static func body(_ template: String, _ context: SampleContext = context()) throws -> String {
        let html = try page(template, context)
        let start = try #require(html.firstRange(of: "<main id=\"main\">\n"))
        let end = try #require(html.firstRange(of: "</main>"))
        return html[start.upperBound..<end.lowerBound].trimmed
    }

    /// Every part of the template language once, with enough text to look at.
    static let everything = #"""
        ---
        title: "Associative memory, run {{ run.name }}"
        subtitle: 'Trained with seed {{ run.seed }} on {{ run.started | date }}'
        description: A plastic network that learned to recall patterns.
        figures:
          width: double
        ---

        ## Summary

        The network **learned** the task: after {{ run.episodes | grouped }} episodes it restores a half-erased
        pattern with {{ final.bit_error_rate | percent(2) }} of its bits wrong, where guessing the erased half
        leaves 25 %. {numref}`fig-loss` shows the course of training, {numref}`tab-set` what was set, and
        {eq}`eq-network` the network.[^why] It took {{ run.seconds }}; the seed was {{ run.seed | code }}.

        [^why]: The error is measured on the pattern neurons alone, at the last step. See {ref}`methods`.

        ```{figure} loss-curve
        :name: fig-loss
        :window: 101

        The error over {{ figure.n | grouped }} episodes (dots), smoothed over {{ figure.window }} (line). Text in a
        caption may be *emphasised*, and run on over more than one line so that its measure can be judged.
        ```

        ## Methods

        ### The network

        Each connection from neuron {math}`a` to neuron {math}`b` has a fixed weight {math}`w_{ba}` and a plastic one,
        {math}`\alpha_{ba}`, scaled by a Hebbian trace:

        ```{math}
        :label: eq-network
        \mathrm{hebb}(t) &= \eta \, \mathrm{hebb}(t-1) + (1-\eta) \, y(t-1) \otimes y(t-2) \\
        x(t) &= \left(w + \alpha \circ \mathrm{hebb}(t)\right) y(t-1) + u(t) \\
        y(t) &= \tanh x(t)
        ```

        Training minimises

        ```{math}
        E = \frac{1}{2} \sum_{k=1}^{M} \left( y_k(T) - p_k \right)^2
        ```

        ### Optimiser

        ````{if} run.episodes > 100 and not run.interrupted
        Nested text in a condition, with a table of its own:

        | symbol | meaning | value |
        |:---|:---|---:|
        | {math}`\eta` | share of the old trace | 0.99 |
        | *N* | neurons {{ run.seed \| words }} | 29 |

        ```{note}
        A note within the condition.
        ```
        ````

        ```{if} evaluation
        Not to be seen.
        ```

        ```{warning}
        Training was **interrupted**.
        ```

        ## Settings

        ```{table} configuration
        :name: tab-set
        ```

        ```{figure} loss-curve
        :width: single
        :axis: linear
        ```

        ```{dropdown} A folded part with {{ run.seed }}
        - [x] one
        - [ ] two ~~struck~~

        1. first
        2. second

        > A quotation.
        ```

        ```sh
        script/demo && bohp-report --a-very-long-option that-must-not-make-the-page-wider-than-the-screen --and another-one
        ```

        A word<sub>below</sub>, [a link](https://example.org), `code {{ not.substituted }}`, {{ "{{" }} braces.
        """#
}
