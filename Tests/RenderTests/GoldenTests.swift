import Foundation
import TestSupport
import Testing

@testable import Plot
@testable import Render

/// Whole figures, compared with pictures that somebody looked at and approved.
///
/// `BOHP_UPDATE_GOLDEN=1 swift test --filter GoldenTests` redraws the pictures in `Golden`; look at them
/// before you commit them. They are set in Liberation Sans, and other fonts are not compared.
@Suite struct GoldenTests {
    private static let folder = Package.root.appending(path: "Tests/RenderTests/Golden")
    private static let isUpdating = ProcessInfo.processInfo.environment["BOHP_UPDATE_GOLDEN"] == "1"
    private static let hasTheFont = (try? FontBook.system().families.first?.name) == "Liberation Sans"

    static let names = ["curves", "matrices", "distributions", "scaling"]

    static func figure(_ name: String) -> Figure {
        switch name {
        case "curves": curves
        case "matrices": matrices
        case "distributions": distributions
        default: scaling
        }
    }

    private static var curves: Figure {
        var noise = Noise(seed: 1)
        let smooth = (0..<4000).map { 0.6 * exp(-Double($0) / 700) + 0.02 }
        let raw = smooth.map { $0 * exp(0.4 * noise.normal()) }
        func panel(_ title: RichText, _ y: Axis) -> Panel {
            Panel(
                title: title, x: .linear(title: "Episode"), y: y,
                marks: [
                    .line(y: raw, ink: .series(0).faded(0.35), width: 0.5, label: "every episode"),
                    .line(y: smooth, width: 1.1, label: "smoothed"), .rule(y: 0.02, dash: [3, 2]),
                ])
        }
        return Figure(
            width: .millimetres(120), height: .millimetres(50),
            panels: [panel("Linear", .linear(title: "Loss")), panel("Logarithmic", .log())], columns: 2,
            letters: true)
    }

    private static var matrices: Figure {
        var noise = Noise(seed: 2)
        let bands = Bands(
            count: 13, labels: (1...12).map { RichText(plain: "\($0)") } + ["bias"], gaps: [12: 0.5])
        let values = (0..<169).map { $0 % 14 == 0 ? -0.6 : 0.2 * noise.normal() }
        func panel(_ title: RichText, _ values: [Double], _ scale: ColorScale) -> Panel {
            Panel(
                title: title, x: .bands(bands, title: "From neuron"),
                y: .bands(bands, title: "To neuron", reversed: true), color: scale,
                colorBar: ColorBar(title: "*w*"),
                marks: [
                    .cells(values, rows: bands, columns: bands),
                    .cellMarkers([(row: 3, column: 5)], rows: bands, columns: bands),
                ], aspect: .equal, frame: .none)
        }
        return Figure(
            width: .millimetres(120),
            panels: [
                panel("Diverging", values, .diverging()),
                panel("Sequential", values.map { $0 == -0.6 ? .nan : abs($0) }, .sequential()),
            ], columns: 2, letters: true)
    }

    private static var distributions: Figure {
        var noise = Noise(seed: 3)
        let sets = [-0.6, 0.1].map { mean in (0..<300).map { _ in mean + 0.15 * noise.normal() } }
        let edges = Histogram.edges(for: sets)
        let bars = sets.enumerated().map { index, values -> Mark in
            var histogram = Histogram(values, edges: edges)
            histogram.heights = histogram.heights.map { $0 / Double(values.count) }
            return Mark.bars(
                histogram, ink: .series(index).faded(0.55),
                outline: .series(index), label: index == 0 ? "self-connections" : "between neurons")
        }
        let spans = (0..<4).map {
            Strip.Span(Double(10 * $0)...Double(10 * $0 + 6), label: "pattern \($0 + 1)", ink: .series($0))
        }
        return Figure(
            width: .millimetres(120), height: .millimetres(50),
            panels: [
                Panel(x: .linear(title: "Weight *w*"), y: .linear(title: "Share"), marks: bars),
                Panel(
                    x: .linear(title: "Step"), y: .linear(title: "Output", grid: true),
                    marks: [.line(y: (0..<40).map { sin(Double($0) / 3) }, ink: .series(3))],
                    strips: [Strip(spans)]),
            ], columns: 2)
    }

    private static var scaling: Figure {
        let sizes: [Double] = [16, 32, 64, 128, 256, 512]
        let cost = sizes.map { 1e-7 * $0 * $0 }
        return Figure(
            width: .millimetres(80), height: .millimetres(55), title: "Cost of an episode",
            panels: [
                Panel(
                    x: .log(title: "Neurons *N*"), y: .log(title: "Time (s)"),
                    marks: [
                        .band(
                            x: sizes, lower: cost.map { $0 / 2 }, upper: cost.map { $0 * 2 },
                            label: "*N*^{2}"),
                        .line(x: sizes, y: cost, dash: [3, 2], label: "*N*^{2}"),
                        .dots(
                            x: sizes, y: cost, low: cost.map { 0.7 * $0 }, high: cost.map { 1.4 * $0 },
                            ink: .series(1), label: "measured"),
                        .dots(x: sizes, y: sizes.map { 1e-8 * $0 * $0 }, ink: .series(2), isHollow: true),
                        .text("α ∘ hebb_{t}", x: 40, y: 0.02, anchor: .bottomLeft, ink: .muted),
                    ])
            ])
    }

    @Test(.enabled(if: hasTheFont), arguments: names) func looksAsBefore(name: String) throws {
        let theme = name == "scaling" ? Theme.dark : .light
        let data = try Self.figure(name).png(dotsPerInch: 150, theme: theme)
        let file = Self.folder.appending(path: "\(name).png")
        if Self.isUpdating {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try data.write(to: file, options: .atomic)
        }
        let difference = try #require(
            try Picture(png: data).difference(from: Picture(contentsOf: file)), "the size has changed")
        #expect(difference.mean < 0.6, "mean difference \(difference.mean) of 255")
        #expect(difference.strong < 0.002, "\(difference.strong) of the pixels differ strongly")
    }

    /// The comparison notices differences that a reader would see.
    @Test(.enabled(if: hasTheFont)) func aChangeIsNoticed() throws {
        var figure = Self.figure("curves")
        figure.panels[0].marks.removeLast()
        figure.panels[1].title = "Logarithm"
        figure.panels[1].marks[1] = .line(y: [0.5, 0.01], ink: .series(1))
        let file = Self.folder.appending(path: "curves.png")
        let difference = try #require(
            try Picture(png: figure.png(dotsPerInch: 150)).difference(from: Picture(contentsOf: file)))
        #expect(difference.mean >= 0.6 || difference.strong >= 0.002)
    }
}
