import Analysis
import BOHP
import Foundation
import Plot
import Testing

@testable import Document
@testable import Report
@testable import RunRecord

/// Every figure at every width that a journal or a page may ask for.
@Suite("Figures of all widths") struct WidthTests {
    /// A run of which every figure can be drawn.
    static func run(_ configuration: Configuration, episodes: Int) throws -> Run {
        var random = RandomState(seed: 7)
        let errors = (0..<episodes).map {
            15 * exp(-8 * Double($0) / Double(episodes)) * (0.5 + random.rand())
        }
        let whole = SampleRun.whole(configuration)
        var history = whole.history
        history.samples = (0...20).compactMap { moment in
            WeightSample(
                episode: 50 * moment, network: SampleRun.network(configuration.task.neurons),
                biasNeuron: configuration.task.biasNeuron)
        }
        return FigureRuns.run(
            absoluteError: errors, bitErrorRate: errors.map { $0 / 60 }, gradientNorm: errors.map { $0 * 3 },
            configuration: configuration, history: history, network: whole.network,
            evaluation: whole.evaluation,
            gradientCheck: try FigureRuns.gradientCheck())
    }

    static let runs: [String: Configuration] = [
        "usual": SampleRun.configuration(neurons: 29), "sequence": SampleRun.regurgitation(),
        "fixed": SampleRun.configuration(neurons: 9, plastic: false),
        "large": SampleRun.configuration(neurons: 201),
    ]

    private static let widths = [40.0, 48, 57, 66, 75, 85, 89, 120, 139.7, 183, 190]

    @Test("A figure is tidy at its width, or refused with the smallest one", arguments: runs.keys.sorted())
    func tidy(name: String) throws {
        let configuration = try #require(Self.runs[name])
        let run = try AnalysedRun(Self.run(configuration, episodes: name == "fixed" ? 5 : 3000))
        // A large matrix takes long to lay out.
        let widths = name == "large" ? [40, 57, 89, 139.7, 183] : Self.widths
        try Self.check(Catalogue.standard.run.figures, of: run, name, widths: widths)
    }

    /// Of such a network no episode is recorded.
    @Test("So is a figure of a thousand neurons") func thousand() throws {
        let configuration = SampleRun.configuration(neurons: 1000)
        let network = SampleRun.network(1000)
        let run = SampleRun.run(
            configuration, network: network,
            snapshots: [0, 9].map { .init(episode: $0, w: network.w, alpha: network.alpha) })
        try Self.check(
            Catalogue.standard.run.figures, of: AnalysedRun(run), "thousand", widths: [57, 183])
    }

    @Test("So is a figure of a comparison", arguments: SampleComparison.all.keys.sorted())
    func comparison(name: String) throws {
        try Self.check(
            Catalogue.standard.comparison.figures, of: #require(SampleComparison.all[name]),
            "comparison \(name)")
    }

    @Test("So is a figure of a sweep", arguments: SampleSweep.all.keys.sorted())
    func sweep(name: String) throws {
        try Self.check(
            Catalogue.standard.sweep.figures, of: #require(SampleSweep.all[name]), "sweep \(name)")
    }

    private static func check<Subject>(
        _ figures: [any CatalogueFigure<Subject>], of subject: Subject, _ name: String,
        widths: [Double] = widths
    ) throws {
        for figure in figures {
            for width in widths {
                func drawn(_ width: Double) throws -> DocumentFigure<Scene>? {
                    try figure.content(of: subject, FigureRequest(width: .millimetres(width)))?.laidOut()
                }
                do {
                    guard let content = try drawn(width) else { continue }
                    Self.check(content.drawing, "\(name) \(figure.name) at \(width) mm")
                } catch PlotError.tooNarrow(_, let smallest) {
                    #expect(
                        smallest > width && smallest < 89,
                        "\(name) \(figure.name) at \(width) mm: \(smallest)")
                    #expect(throws: Never.self) { try drawn(smallest) }
                }
            }
        }
    }

    /// Reports texts outside of the figure, texts over each other, and plots too small to be read.
    private static func check(_ scene: Scene, _ name: String) {
        func fail(_ what: String) { Issue.record("\(name): \(what)") }
        let page = Rect(x: -0.3, y: -0.3, width: scene.width.points + 0.6, height: scene.height.points + 0.6)
        let texts = scene.texts
        for (index, text) in texts.enumerated() {
            if !page.contains(text.box) { fail("“\(text.text)” is cut") }
            for other in texts[(index + 1)...]
            where text.box.grown(by: -0.3).overlaps(other.box.grown(by: -0.3)) {
                fail("“\(text.text)” touches “\(other.text)”")
            }
        }
        for panel in scene.panels {
            let plot = panel.plotArea
            if plot.width < Figure.leastWidth - 0.01 || plot.height < Figure.leastHeight - 0.01 {
                fail("a plot of \(plot.width) × \(plot.height) pt")
            }
            if !page.contains(plot) { fail("a plot leaves the figure") }
        }
        if scene.height.millimetres > 230.01 { fail("\(scene.height.millimetres) mm high") }
    }
}
