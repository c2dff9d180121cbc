import Analysis
import Foundation
import Plot
import TestSupport
import Testing

@testable import BOHP
@testable import Document
@testable import Report
@testable import RunRecord

/// The figures that explain how a network works.
@Suite struct FiguresExplanationTests {
    /// A run whose findings are made up.
    private func run(_ change: (inout Evaluation) -> Void) -> Run {
        var evaluation = FigureRuns.evaluation()
        change(&evaluation)
        return FigureRuns.run(configuration: FigureRuns.smallConfiguration, evaluation: evaluation)
    }

    private func draw(_ figure: any CatalogueFigure<AnalysedRun>, _ run: Run) throws -> DocumentFigure<Scene>?
    {
        try figure.content(of: AnalysedRun(run), FigureRequest())?.laidOut()
    }

    private func finding(_ rates: [(String, Double)]) -> Finding {
        var finding = Finding()
        finding.rows = rates.map(\.0)
        finding.columns["bit_error_rate"] = rates.map(\.1)
        finding.columns["bit_error_rate_low"] = rates.map { $0.1 / 2 }
        finding.columns["bit_error_rate_high"] = rates.map { $0.1 * 1.5 + 0.001 }
        finding.facts["episodes"] = 70
        return finding
    }

    @Test func anAblationIsDrawnRowByRow() throws {
        let rows = [("trained", 0.005), ("alpha_zero", 0.24), ("w_diagonal", 0.0), ("no_bias", 0.01)]
        let content = try #require(
            try draw(AblationFigure(), run { $0.findings["ablation"] = finding(rows) }))
        #expect(content.data.numbers("bit_error_rate_percent") == rows.map { $0.1 * 100 })
        #expect(content.data.numbers("low_percent") == rows.map { $0.1 * 50 })
        let drawn = try DrawnFigure(content, dotsPerInch: 300)
        // The axis is logarithmic, because the rates span more than a decade.
        #expect(drawn.shows(Ink.trained, near: 0.5, 0) && drawn.shows(Ink.ink, near: 24, 1))
        #expect(drawn.shows(Ink.ink, near: 1, 3) && drawn.shows(Ink.ink, near: 0.6, 3))
        #expect(drawn.isBare(2.5, 3))
        // No dot where no bit is wrong, but the interval, which begins at the end of the axis.
        #expect(drawn.shows(Ink.ink, near: 0.09, 2))
        #expect(drawn.texts(.annotation).contains("0.00\u{A0}%"))
        #expect(drawn.misplacedTexts.isEmpty)
        #expect(content.alternativeText.contains("without plasticity: 24.00\u{A0}%"))
        let linear = try #require(
            try draw(AblationFigure(), run { $0.findings["ablation"] = finding([("trained", 0.2)]) }))
        #expect(abs(place(of: 10, from: 5, to: 20, linear) - 1.0 / 3) < 1e-9, "the axis is linear")
    }

    @Test func damagedFindingsAreNoFigures() throws {
        var broken = finding([("trained", 0.1)])
        broken.columns["bit_error_rate"] = [.nan]
        #expect(try draw(AblationFigure(), run { $0.findings["ablation"] = broken }) == nil)
        broken.columns["bit_error_rate"] = []
        #expect(
            try draw(AblationFigure(), run { $0.findings["ablation"] = broken }) == nil && !broken.isWhole)
        for name in ["step", "cued", "cued_lower"] {
            let run = run { $0.findings["overlap"]?.columns[name] = [] }
            #expect(try draw(OverlapFigure(), run) == nil)
        }
        let run = run { $0.findings["overlap"]?.columns["step"] = [Double](repeating: .nan, count: 12) }
        #expect(try draw(OverlapFigure(), run) == nil)
        #expect(try draw(OverlapFigure(), FigureRuns.run()) == nil)
    }

    @Test func theOverlapIsDrawnStepByStep() throws {
        let made = run { evaluation in
            var finding = Finding()
            finding.columns = [
                "step": [-2, -1, 0, 1], "cued": [0.1, 0.1, 0.6, 0.9], "cued_lower": [0, 0, 0.4, 0.8],
                "cued_upper": [0.3, 0.3, 0.8, 1], "others": [0.2, 0.2, 0.1, 0.02],
            ]
            finding.facts["episodes"] = 30
            evaluation.findings["overlap"] = finding
        }
        let content = try #require(try draw(OverlapFigure(), made))
        let drawn = try DrawnFigure(content, dotsPerInch: 300)
        #expect(drawn.shows(.trained, near: 0, 0.6) && drawn.shows(.trained, near: 0.5, 0.75))
        #expect(drawn.shows(.untrained, near: 0, 0.1))
        #expect(drawn.shows(Ink.trained.faded(0.2), near: 0, 0.5) && drawn.isBare(1, 0.5))
        #expect(content.alternativeText.contains("0.60 in the first step of the cue and 0.90 in the last"))
        #expect(content.facts["episodes"] == .integer(30))
        #expect(drawn.texts(.directLabel).contains("cued pattern"))
    }

    private func point(_ condition: Double, _ rate: Double) -> Evaluation.CurvePoint {
        let estimate = Estimate(rates: [rate, rate], bits: 8)
        return .init(
            condition: condition,
            bitErrorRate: .init(
                trained: estimate, untrained: estimate, hopfield: estimate, chance: 0.4, bestGuess: 0.3))
    }

    private static func variation(_ name: String) throws -> VariationFigure {
        try #require(VariationFigure.all.first { $0.name == name })
    }

    /// Where a condition lies between two others on the axis, as a share of their distance.
    private func place(of x: Double, from first: Double, to last: Double, _ content: DocumentFigure<Scene>)
        -> Double
    {
        let places = [first, x, last].map { content.drawing.panels[0].point(x: $0, y: 1).x }
        return (places[1] - places[0]) / (places[2] - places[0])
    }

    @Test func aVariationIsDrawnAtItsConditions() throws {
        let made = run { evaluation in
            evaluation.curves["retention"] = [point(4, 0.01), point(8, 0.1), point(132, 0.2)]
            evaluation.curves["noise"] = [point(0, 0), point(0.125, 0.125), point(0.25, 0.25)]
            evaluation.curves["noise-released"] = [point(0, 0), point(0.125, 0.01), point(0.25, 0.05)]
        }
        let retention = try #require(try draw(Self.variation("retention"), made))
        #expect(retention.data.numbers("delay_steps") == [4, 8, 132])
        #expect(retention.data.numbers("trained_percent") == [1, 10, 20])
        #expect(retention.data.numbers("best_guess_percent") == [30, 30, 30])
        #expect(
            abs(place(of: 8, from: 4, to: 132, retention) - log(2) / log(33)) < 1e-9,
            "the axis is logarithmic")
        #expect(retention.alternativeText.contains("At 4, as in training: the trained network 1.0\u{A0}%"))
        let drawn = try DrawnFigure(retention, dotsPerInch: 300)
        #expect(drawn.shows(.trained, near: 8, 10) && drawn.shows(.trained, near: 132, 20))
        let noise = try #require(try draw(Self.variation("noise"), made))
        #expect(noise.data.numbers("inverted_percent") == [0, 12.5, 25])
        #expect(noise.data.numbers("trained_cue_removed_percent") == [0, 1, 5])
        #expect(noise.data.numbers("hopfield_cue_removed_percent").isEmpty)
        let noisy = try DrawnFigure(noise, dotsPerInch: 300)
        #expect(noisy.shows(.trained, near: 12.5, 12.5) && noisy.shows(.background, near: 25, 5))
        let none = run { $0.curves = [:] }
        #expect(try draw(Self.variation("retention"), none) == nil)
        let endless = run { $0.curves["retention"] = [point(.infinity, 0.1), point(.nan, 0.1)] }
        #expect(try draw(Self.variation("retention"), endless) == nil)
    }

    @Test func capacityShowsOrthogonalPatternsWithOpenMarkers() throws {
        let made = run { evaluation in
            evaluation.capacity = [point(1, 0.02), point(2, 0.1), point(3, 0.2)]
            evaluation.curves["capacity-orthogonal"] = [point(1, 0.01), point(2, 0.03)]
        }
        let content = try #require(try draw(CapacityFigure(), made))
        #expect(content.data.numbers("trained_percent") == [2, 10, 20])
        #expect(content.data.numbers("orthogonal_patterns") == [1, 2])
        #expect(content.data.numbers("trained_orthogonal_percent") == [1, 3])
        #expect(content.caption.contains("Open markers: all patterns are orthogonal"))
        // The network was trained on two orthogonal patterns.
        let drawn = try DrawnFigure(content, dotsPerInch: 300)
        #expect(drawn.texts(.directLabel).contains("orthogonal"))
        #expect(content.alternativeText.contains("the trained network, orthogonal, 3.0\u{A0}%"))
    }

    /// A run of a plastic network of 8 pattern neurons that has recorded an episode.
    private func recorded() throws -> Run {
        let configuration = FigureRuns.smallConfiguration
        var random = RandomState(seed: 5)
        var network: PlasticNetwork<Double> = configuration.network.draw(using: &random)
        var alpha = network.alpha
        for index in alpha.elements.indices { alpha.elements[index] *= 100 }
        network.alpha = alpha
        return FigureRuns.run(
            configuration: configuration, network: network,
            evaluation: Evaluator(configuration, episodes: 10).evaluate(network))
    }

    @Test func weightsAndSpectrumAreNumPys() throws {
        let run = try recorded()
        let (network, episode) = try (#require(run.network), #require(run.evaluation?.episode))
        struct Input: Encodable { var w, alpha, hebb, patterns: [[Double]] }
        let input = Input(
            w: network.w.nested, alpha: network.alpha.nested, hebb: episode.hebb,
            patterns: try #require(episode.patterns))
        let output = try runPython(
            """
            import json, sys
            import numpy as np
            w, alpha, hebb, p = (np.array(json.loads(sys.argv[1])[k]) for k in ("w", "alpha", "hebb", "patterns"))
            effective, rule, off = (w + alpha * hebb)[:8, :8], p.T @ p, ~np.eye(8, dtype=bool)
            values = [np.linalg.eigvalsh((m + m.T) / 2)[::-1] for m in (effective, w[:8, :8])]
            r = [np.corrcoef(rule[off], m[:8, :8][off])[0, 1] for m in (effective, hebb)]
            print(json.dumps([*(v.tolist() for v in values), r, rule[off].tolist(), effective[off].tolist()]))
            """, [String(decoding: try JSONEncoder().encode(input), as: UTF8.self)])
        let expected = try JSONDecoder().decode([[Double]].self, from: Data(output.utf8))
        let spectrum = try #require(try draw(SpectrumFigure(), run))
        let weights = try #require(try draw(HopfieldWeightsFigure(), run))
        for (ours, theirs) in [
            (spectrum.data.numbers("effective"), expected[0]),
            (spectrum.data.numbers("baseline"), expected[1]),
            (weights.data.numbers("hebb_rule"), expected[3]),
            (weights.data.numbers("effective"), expected[4]),
        ] {
            #expect(ours.count == theirs.count && !ours.isEmpty)
            for (a, b) in zip(ours, theirs) { #expect(abs(a - b) < 1e-12) }
        }
        let titles = weights.drawing.texts.map(\.text)
        for r in expected[2] {
            #expect(
                titles.contains { $0.hasSuffix("r = " + String(format: "%.2f", r).replacing("-", with: "−")) }
            )
        }
        let drawn = try DrawnFigure(spectrum, dotsPerInch: 300)
        #expect(
            drawn.shows(.trained, near: 1, expected[0][0]) && drawn.shows(.trained, near: 8, expected[0][7]))
        for (content, count) in [(spectrum, 1), (weights, 2)] {
            #expect(content.drawing.panels.count == count)
            #expect(try DrawnFigure(content).misplacedTexts.isEmpty)
        }
    }

    @Test func withoutPatternsOrPlasticityThereAreNoWeightsOfHebbsRule() throws {
        var run = try recorded()
        var evaluation = try #require(run.evaluation)
        evaluation.episode?.patterns = nil
        run = FigureRuns.run(configuration: run.configuration, network: run.network, evaluation: evaluation)
        #expect(try draw(SpectrumFigure(), run) == nil && draw(HopfieldWeightsFigure(), run) == nil)
    }

    private func tested(_ rates: [(episode: Int, rate: Double)]) -> Run {
        var history = WeightHistory()
        let spread = WeightSample.Spread(mean: 1, lowerQuartile: 0, upperQuartile: 2)
        history.samples = rates.map { episode, rate in
            WeightSample(
                episode: episode, wSelf: spread, wBetween: spread, alphaBetween: spread,
                test: TestError(bitErrorRate: rate, standardDeviation: rate / 4, absoluteError: rate))
        }
        return FigureRuns.run(configuration: FigureRuns.smallConfiguration, history: history)
    }

    @Test func theTestErrorIsDrawnWithItsBestMoment() throws {
        let run = tested([(0, 0.25), (100, 0.1), (200, 0), (300, 0.01)])
        let content = try #require(try draw(TestErrorFigure(), run))
        #expect(content.data.numbers("bit_error_rate_percent") == [25, 10, 0, 1])
        #expect(content.facts["best_episode"] == .integer(200))
        #expect(content.caption.contains("Values without a wrong bit"))
        let drawn = try DrawnFigure(content, dotsPerInch: 300)
        #expect(drawn.shows(.trained, near: 100, 10) && drawn.shows(.hopfield, near: 200, 0.5))
        #expect(content.alternativeText.contains("Best, after 200 episodes: 0.00\u{A0}%"))
        #expect(try draw(TestErrorFigure(), tested([(0, 0.2)])) == nil)
        #expect(try draw(TestErrorFigure(), FigureRuns.run()) == nil)
    }
}
