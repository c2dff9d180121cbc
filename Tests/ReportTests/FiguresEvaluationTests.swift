import Analysis
import Foundation
import Plot
import Testing

@testable import BOHP
@testable import Document
@testable import Report
@testable import RunRecord

@Suite struct ErrorComparisonTests {
    private func point(_ condition: Double, _ trained: Double, hopfield: Double, untrained: Double)
        -> Evaluation.CurvePoint
    {
        func estimate(_ mean: Double) -> Estimate {
            var estimate = Estimate(rates: [mean], bits: 28)
            (estimate.mean, estimate.low, estimate.high) = (mean, mean - 0.03, mean + 0.03)
            estimate.episodes = 40
            return estimate
        }
        return Evaluation.CurvePoint(
            condition: condition,
            bitErrorRate: .init(
                trained: estimate(trained), untrained: estimate(untrained), hopfield: estimate(hopfield),
                chance: 0.5, bestGuess: 0.4))
    }

    private func run() throws -> Run {
        var evaluation = FigureRuns.evaluation()
        evaluation.degradation = [
            point(0, 0.05, hopfield: 0.15, untrained: 0.25), point(0.5, 0.1, hopfield: 0.2, untrained: 0.3),
            point(1, 0.15, hopfield: 0.25, untrained: 0.35),
        ]
        evaluation.capacity = [
            point(1, 0.05, hopfield: 0.15, untrained: 0.25), point(2, 0.1, hopfield: 0.2, untrained: 0.3),
            point(3, 0.15, hopfield: 0.25, untrained: 0.35),
        ]
        return FigureRuns.run(configuration: FigureRuns.smallConfiguration, evaluation: evaluation)
    }

    @Test(arguments: [("recall-vs-degradation", [0.0, 50, 100]), ("capacity", [1.0, 2, 3])])
    func drawsTheMeasuredRates(name: String, conditions: [Double]) throws {
        let figure = try #require(Catalogue.standard.run.figures.first { $0.name == name })
        let content = try #require(try figure.content(of: run(), FigureRequest())?.laidOut())
        #expect(content.data.columns.first?.cells == conditions.map(Value.number))
        func near(_ column: String, _ expected: [Double]) {
            let numbers = content.data.numbers(column)
            #expect(numbers.count == expected.count, "\(column)")
            #expect(zip(numbers, expected).allSatisfy { abs($0 - $1) < 1e-9 }, "\(column)")
        }
        near("trained_percent", [5, 10, 15])
        near("trained_low_percent", [2, 7, 12])
        near("hopfield_percent", [15, 20, 25])
        near("untrained_high_percent", [28, 33, 38])
        near("best_guess_percent", [40, 40, 40])
        #expect(content.facts["episodes"] == .integer(40))
        let drawn = try DrawnFigure(content, dotsPerInch: 300)
        let (x, between) = (conditions[1], (conditions[1] + conditions[2]) / 2)
        for (ink, y) in [(Ink.trained, 10.0), (.hopfield, 20), (.untrained, 30)] {
            #expect(drawn.shows(ink, near: x, y))
            #expect(drawn.shows(ink, near: between, y + 2.5))
            #expect(drawn.shows(ink.faded(0.25), near: between, y + 2.5 + 1.8))
            #expect(drawn.isBare(between, y + 2.5 + 5))
        }
        #expect(content.alternativeText.contains("the trained network 10.0\u{A0}%"))
        #expect(content.alternativeText.contains("the best guess 40.0\u{A0}%"))
    }

    @Test func captionsSayHowItWasMeasured() throws {
        let recall = try #require(try RecallFigure().content(of: run(), FigureRequest())?.laidOut())
        let capacity = try #require(try CapacityFigure().content(of: run(), FigureRequest())?.laidOut())
        for content in [recall, capacity] {
            #expect(content.caption.contains("95 % confidence intervals"))
        }
        #expect(capacity.caption.contains("drawn independently"))
        #expect(recall.facts["trained_percent"] == .number(50))
    }

    @Test func runsWithoutMeasurementsHaveNoFigure() throws {
        var empty = FigureRuns.evaluation()
        empty.degradation = []
        empty.capacity = []
        for run in [FigureRuns.run(), FigureRuns.run(evaluation: empty)] {
            #expect(try RecallFigure().content(of: run, FigureRequest()) == nil)
            #expect(try CapacityFigure().content(of: run, FigureRequest()) == nil)
        }
        var broken = FigureRuns.evaluation()
        broken.curves = [:]
        for index in broken.capacity.indices {
            broken.capacity[index].bitErrorRate.trained.mean = .nan
            broken.capacity[index].bitErrorRate.untrained.mean = .nan
            broken.capacity[index].bitErrorRate.hopfield?.mean = .nan
        }
        let run = FigureRuns.run(configuration: FigureRuns.smallConfiguration, evaluation: broken)
        #expect(try CapacityFigure().content(of: run, FigureRequest()) == nil)
    }
}

@Suite struct GradientAgreementTests {
    private let figure = GradientAgreementFigure()

    private func run(_ change: (inout GradientCheck) -> Void = { _ in }) throws -> Run {
        var check = try FigureRuns.gradientCheck()
        change(&check)
        return FigureRuns.run(configuration: FigureRuns.smallConfiguration, gradientCheck: check)
    }

    private static let samples = [
        GradientCheck.Sample(
            parameter: "w", target: 1, source: 2, bptt: 1, rtrl: 1 - 1e-12, centralDifference: 1 + 1e-8),
        GradientCheck.Sample(
            parameter: "alpha", target: 3, source: 0, bptt: -0.01, rtrl: -0.01, centralDifference: -0.0101),
    ]

    @Test func drawsDifferencesAndTolerances() throws {
        let run = try run { check in
            check.samples = Self.samples
            for index in check.differences.indices
            where check.differences[index].second == "central-differences" {
                // A largest magnitude of 2: a tolerance of 1e-5 allows 2e-5.
                check.differences[index].tolerance = 1e-5
                check.differences[index].largestAbsolute = 1e-6
                check.differences[index].largestRelative = 5e-7
            }
        }
        let content = try #require(try figure.content(of: run, FigureRequest())?.laidOut())
        let differences = content.data.numbers("bptt_minus_central_difference")
        #expect(abs(differences[0] - 1e-8) < 1e-15 && abs(differences[1] - 1e-4) < 1e-15)
        #expect(content.data.numbers("bptt_minus_rtrl").last == 0)
        #expect(content.facts["hidden"] == .integer(1))
        #expect(abs(content.size.width - 183) < 1e-9)
        let drawn = try DrawnFigure(content, dotsPerInch: 300)
        #expect(drawn.shows(Ink.wBetween.faded(0.6), near: 1, 1e-8))
        #expect(drawn.shows(Ink.alpha.faded(0.6), near: 0.01, 1e-4))
        #expect(drawn.shows(Ink.wBetween.faded(0.6), near: 1, 1e-12, panel: 1))
        // Both tolerances fall together here; the later one is on top.
        #expect(
            stride(from: 0.02, to: 0.5, by: 0.004).contains {
                drawn.shows(.alpha, near: $0, 2e-5, tolerance: 40)
            })
        #expect(!stride(from: 0.02, to: 0.5, by: 0.004).contains { drawn.shows(.alpha, near: $0, 6e-5) })
    }

    @Test func aRealCheckIsDrawnWhole() throws {
        let run = try run()
        let check = try #require(run.gradientCheck)
        let content = try #require(try figure.content(of: run, FigureRequest())?.laidOut())
        #expect(content.data.numbers("bptt") == check.samples.map(\.bptt))
        #expect(content.data.numbers("rtrl") == check.samples.compactMap(\.rtrl))
        #expect(content.data.rowCount == 40)
        #expect(content.alternativeText.contains("within the tolerance"))
        #expect(content.drawing.panels.count == 2)
    }

    @Test func withoutRTRLThereIsOnePanel() throws {
        let run = try run { check in
            for index in check.samples.indices { check.samples[index].rtrl = nil }
            check.differences.removeAll { $0.second == "rtrl" }
        }
        let content = try #require(try figure.content(of: run, FigureRequest())?.laidOut())
        #expect(content.drawing.panels.count == 1)
        #expect(abs(content.size.width - 89) < 1e-9)
        #expect(!content.caption.contains("RTRL") && content.data.numbers("rtrl").isEmpty)
    }

    @Test func nothingToDrawIsNoFigure() throws {
        #expect(try figure.content(of: FigureRuns.run(), FigureRequest()) == nil)
        let empty = try run { $0.samples = [] }
        #expect(try figure.content(of: empty, FigureRequest()) == nil)
        let equal = try run { check in
            for index in check.samples.indices {
                check.samples[index].rtrl = check.samples[index].bptt
                check.samples[index].centralDifference = check.samples[index].bptt
            }
        }
        #expect(try figure.content(of: equal, FigureRequest()) == nil)
    }

    @Test func aFailedCheckIsSaid() throws {
        let run = try run { check in
            for index in check.differences.indices where check.differences[index].second == "rtrl" {
                check.differences[index].largestRelative = .nan
                check.differences[index].largestAbsolute = .nan
            }
        }
        let content = try #require(try figure.content(of: run, FigureRequest())?.laidOut())
        #expect(content.alternativeText.contains("beyond the tolerance"))
    }
}

/// Captions are templates: every one has to find its facts.
@Suite struct FigureCaptionTests {
    @Test(arguments: [true, false]) func everyCaptionCanBeRead(plastic: Bool) throws {
        var configuration = FigureRuns.smallConfiguration
        configuration.plastic = plastic
        configuration.batch = 2
        let network = PlasticNetwork(
            w: Matrix(rows: 9, columns: 9, repeating: 0.5), alpha: Matrix(rows: 9, columns: 9), eta: 0.9)
        var history = WeightHistory()
        let spread = WeightSample.Spread(mean: 1, lowerQuartile: 0, upperQuartile: 2)
        history.samples = [0, 5].map {
            .init(episode: $0, wSelf: spread, wBetween: spread, alphaBetween: spread)
        }
        for errors in [[3.0], [3, 3, 0, 0, .nan], (1...40).map(Double.init) + [.nan]] {
            let run = FigureRuns.run(
                absoluteError: errors, configuration: configuration, history: history, network: network,
                evaluation: FigureRuns.evaluation(), gradientCheck: try FigureRuns.gradientCheck())
            let names = [
                "loss-curve", "gradient-norm", "learning-dynamics", "weight-distributions",
                "recall-vs-degradation", "capacity", "gradient-agreement", "ablation", "overlap", "retention",
                "generalisation", "noise",
            ]
            let template =
                names.map { "```{figure} \($0)\n```\n" }.joined(separator: "\n")
                + "\n```{figure} loss-curve\n:bit-errors: yes\n:scale: log\n```\n"
                + "\n```{figure} loss-curve\n:quantity: bit-error-rate\n```\n"
            let (document, layouts) = try ReportPage.expand(template, ReportPage.context(of: run))
            #expect(document.figures.count == names.count + 2)
            for (figure, layout) in zip(document.figures, layouts) {
                #expect(!figure.alternativeText.isEmpty && !figure.placement.caption.isEmpty)
                let content = DocumentFigure(
                    layout, size: figure.size, caption: "", alternativeText: "", data: figure.data)
                #expect(try DrawnFigure(content, dotsPerInch: 40).misplacedTexts.isEmpty)
            }
        }
    }
}
