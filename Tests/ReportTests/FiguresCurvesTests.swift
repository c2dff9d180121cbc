import Analysis
import BOHP
import Foundation
import Plot
import RunRecord
import Testing

@testable import Document
@testable import Report

@Suite struct LossCurveTests {
    private let figure = LossCurveFigure()

    private func content(
        _ run: Run, _ settings: [String: String] = [:]
    ) throws -> DocumentFigure<Scene>? {
        try figure.content(of: run, FigureRuns.request(figure, settings))?.laidOut()
    }

    /// A course that falls, with something different in every episode.
    private static let errors: [Double] = (0..<400).map { index in
        let episode = Double(index)
        return 12 * exp(-episode / 90) + 1 + 0.6 * sin(episode * 1.7)
    }

    @Test func drawsTheRunsNumbersAndTheirMedian() throws {
        let run = FigureRuns.run(absoluteError: Self.errors, loss: Self.errors.map { $0 / 3 })
        let content = try #require(try content(run, ["scale": "linear"]))
        #expect(content.data.numbers("episode") == (1...400).map(Double.init))
        #expect(content.data.numbers("absolute_error") == Self.errors)
        let window = MovingWindow(for: 400)
        let quantiles = window.quantiles([0.25, 0.5, 0.75], of: Self.errors)
        let centers = content.data.numbers("window_center")
        #expect(centers == window.centers(of: 400).map { Double($0 + 1) })
        #expect(content.data.numbers("absolute_error_lower_quartile") == quantiles[0])
        #expect(content.data.numbers("absolute_error_median") == quantiles[1])
        #expect(content.data.numbers("absolute_error_upper_quartile") == quantiles[2])
        #expect(abs(content.size.width - 89) < 1e-9)
        #expect(content.facts["window"] == .integer(41))
        let last = try #require(content.facts["last"]?.asNumber)
        #expect(abs(last - Self.errors[320...].reduce(0) { $0 + $1 / 80 }) < 1e-12)
        #expect(last == AnalysedRun(run).final?.absoluteError, "figure and values have one number")

        let drawn = try DrawnFigure(content, dotsPerInch: 300)
        for (center, median) in zip(centers, quantiles[1]) {
            #expect(drawn.shows(.trained, near: center, median, tolerance: 60), "episode \(center)")
            #expect(center < 150 || drawn.isBare(center, median + 4), "episode \(center)")
        }

        let loss = try #require(try self.content(run, ["quantity": "loss"]))
        #expect(loss.data.numbers("loss") == Self.errors.map { $0 / 3 })
        #expect(loss.data.numbers("absolute_error").isEmpty)
    }

    /// Of a long run, quantiles are drawn instead of single episodes, and no more of them than a picture can show.
    @Test func aLongRunIsDrawnByQuantiles() throws {
        var random = RandomState(seed: 5)
        let errors = (0..<100_000).map { _ in 1 + random.rand() }
        let shares = errors.map { $0 - 1 }
        let run = FigureRuns.run(absoluteError: errors, bitErrorRate: shares)
        let content = try #require(try content(run, ["bit-errors": "yes"]))
        #expect(content.facts["window"] == .integer(2001))
        #expect(
            content.data.columns.map(\.name) == [
                "window_center", "absolute_error_median", "absolute_error_lower_decile",
                "absolute_error_lower_quartile", "absolute_error_upper_quartile",
                "absolute_error_upper_decile",
                "bit_error_rate_percent_mean",
            ])
        #expect(content.data.rowCount < 1000)
        let drawn = try DrawnFigure(content, dotsPerInch: 300)
        // The values are uniform from 1 to 2.
        for (height, ink) in [(1.16, 0.16), (1.4, 0.38), (1.84, 0.16)] {
            #expect(drawn.shows(Ink.trained.faded(ink), near: 50_000, height))
        }
        #expect(drawn.isBare(50_000, 1.04) && drawn.isBare(50_000, 1.95) && drawn.isBare(500, 1.5))
        let place = content.data.rowCount / 2
        let (center, mean) = (
            content.data.numbers("window_center")[place],
            content.data.numbers("bit_error_rate_percent_mean")[place]
        )
        #expect(abs(mean - 50) < 3 && drawn.shows(.trained, near: center, mean, panel: 1))
    }

    @Test func upToTwoThousandEpisodesAreShownOneByOne() throws {
        let errors = (0..<2000).map { Double($0 % 7) }
        let short = try #require(try content(FigureRuns.run(absoluteError: errors)))
        #expect(short.data.numbers("absolute_error") == errors && short.caption.contains("(dots)"))
        let longer = try #require(try content(FigureRuns.run(absoluteError: errors + [0])))
        #expect(longer.data.numbers("absolute_error").isEmpty && !longer.caption.contains("dots"))
    }

    @Test func aWindowIsMadeOddAndFitsTheRun() throws {
        let run = FigureRuns.run(absoluteError: Self.errors)
        #expect(try content(run, ["window": "100"])?.facts["window"] == .integer(101))
        #expect(try content(run, ["window": "9999"])?.facts["window"] == .integer(399))
        let whole = try #require(try content(run, ["window": "1"]))
        #expect(whole.data.columns.map(\.name) == ["episode", "absolute_error"])
        #expect(!whole.caption.contains("window"))
    }

    @Test func aSecondPanelShowsBitErrorsInPercent() throws {
        let shares = (0..<400).map { $0 < 100 ? 0.25 : 0.05 }
        let run = FigureRuns.run(absoluteError: Self.errors, bitErrorRate: shares)
        let content = try #require(try content(run, ["bit-errors": "yes"]))
        #expect(content.data.numbers("bit_error_rate_percent") == shares.map { $0 * 100 })
        let drawn = try DrawnFigure(content, dotsPerInch: 300)
        #expect(drawn.scene.panels.count == 2)
        #expect(drawn.shows(.trained, near: 50, 25, panel: 1))
        #expect(drawn.shows(.trained, near: 300, 5, panel: 1))
        #expect(drawn.isBare(300, 15, panel: 1))
        #expect(drawn.scene.texts.map(\.text).contains("b"))
        // The best guess about half of 28 bits without memory, 21.3 %.
        let guess = try #require(AssociativeMemory().bestGuess).bitErrorRate * 100
        #expect(
            drawn.shows(.bestGuess, near: 390, guess, panel: 1)
                || drawn.shows(.bestGuess, near: 388, guess, panel: 1))
        #expect(content.caption.contains("Dashed line: best guess without memory"))
        // Asked for by itself, it is drawn once.
        let alone = try #require(try self.content(run, ["bit-errors": "yes", "quantity": "bit-error-rate"]))
        #expect(alone.drawing.panels.count == 1)
    }

    @Test func errorsThatFallByADecadeAreLogarithmic() throws {
        let errors: [Double] = (0..<200).map { pow(10, 1 - Double($0) / 100) }
        let run = FigureRuns.run(absoluteError: errors)
        let panel = try #require(try content(run)?.drawing.panels.first)
        let middle = panel.pixel(x: 0, y: 1, dotsPerInch: 72).y
        let ends = [0.1, 10].map { panel.pixel(x: 0, y: $0, dotsPerInch: 72).y }
        #expect(abs(middle - (ends[0] + ends[1]) / 2) < 1e-6)
        let linear = try #require(try content(run, ["scale": "linear"])?.drawing.panels.first)
        #expect(linear.yDomain.lowerBound == 0)
        // A bit error rate may be zero.
        let bits = try content(run, ["quantity": "bit-error-rate"])?.drawing.panels.first
        #expect(bits?.yDomain.lowerBound == 0)
    }

    @Test func fewEpisodesAreDots() throws {
        for count in [1, 2, 3, 9] {
            let errors = (0..<count).map { 5 + Double($0) }
            let content = try #require(try content(FigureRuns.run(absoluteError: errors)))
            #expect(content.data.columns.map(\.name) == ["episode", "absolute_error"])
            let drawn = try DrawnFigure(content, dotsPerInch: 300)
            for (index, error) in errors.enumerated() {
                #expect(drawn.shows(.trained, near: Double(index + 1), error))
            }
            #expect(drawn.scene.panels.allSatisfy { !$0.xTicks.isEmpty && !$0.yTicks.isEmpty })
        }
    }

    @Test func numbersThatAreNoneAreLeftOutAndCounted() throws {
        var errors = Self.errors
        errors[10] = .nan
        errors[200] = .infinity
        let content = try #require(try content(FigureRuns.run(absoluteError: errors)))
        #expect(content.facts["omitted"] == .integer(2))
        #expect(content.caption.contains("without a finite value"))
        let drawn = content.data.numbers("absolute_error")
        #expect(drawn[10].isNaN && drawn[200].isNaN && drawn[11] == errors[11] && drawn.count == 400)
        #expect(content.data.numbers("absolute_error_median").allSatisfy { $0.isFinite })
        _ = try DrawnFigure(content)

        #expect(try self.content(FigureRuns.run()) == nil)
        #expect(try self.content(FigureRuns.run(absoluteError: [.nan, .infinity])) == nil)
        #expect(try self.content(FigureRuns.run(absoluteError: [0, 0]), ["scale": "log"]) == nil)
    }

    @Test(arguments: [0.0, 1, 1e-280, 1e280])
    func equalValuesAreALevelLine(value: Double) throws {
        for scale in ["linear", "log"] {
            let errors = [Double](repeating: value, count: 150)
            guard let content = try content(FigureRuns.run(absoluteError: errors), ["scale": scale]) else {
                #expect(value == 0 && scale == "log")
                continue
            }
            let drawn = try DrawnFigure(content, dotsPerInch: 300)
            #expect(drawn.shows(.trained, near: 75, value), "\(value) \(scale)")
            #expect(content.alternativeText.contains("stays at"))
        }
    }

    @Test func wordsTellWhatHappened() throws {
        let falls = try #require(try content(FigureRuns.run(absoluteError: Self.errors)))
        #expect(falls.alternativeText.contains("it falls from 8.86, the median of the first 80, to 1.20"))
        #expect(falls.alternativeText.contains("400 training episodes"))
        let rises = try #require(try content(FigureRuns.run(absoluteError: Self.errors.reversed())))
        #expect(rises.alternativeText.contains("it rises from"))
    }
}

@Suite struct GradientNormTests {
    @Test func drawsTheMedianAndLeavesZerosOut() throws {
        var norms: [Double] = (0..<300).map { pow(10, 2 - Double($0) / 100) }
        norms[7] = 0
        norms[8] = .nan
        let run = FigureRuns.run(absoluteError: norms, gradientNorm: norms)
        let figure = GradientNormFigure()
        let content = try #require(try figure.content(of: run, FigureRequest())?.laidOut())
        #expect(content.facts["omitted"] == .integer(2))
        let drawn = content.data.numbers("gradient_norm")
        #expect(drawn[7].isNaN && drawn[8].isNaN && drawn[9] == norms[9])
        let picture = try DrawnFigure(content, dotsPerInch: 300)
        let medians = zip(content.data.numbers("window_center"), content.data.numbers("gradient_norm_median"))
        for (center, median) in medians where center > 50 {
            #expect(abs(median / norms[Int(center) - 1] - 1) < 1e-9)
            #expect(picture.shows(.trained, near: center, median, tolerance: 60))
            #expect(center > 200 || picture.isBare(center, median / 5))
        }
        let none = FigureRuns.run(absoluteError: [1, 2], gradientNorm: [0, 0])
        #expect(try figure.content(of: none, FigureRequest()) == nil)
        var batched = Configuration()
        batched.batch = 30
        let shared = try figure.content(
            of: FigureRuns.run(absoluteError: norms, gradientNorm: norms, configuration: batched),
            FigureRequest())
        #expect(shared?.data.numbers("episode") == (1...10).map { Double(30 * $0) })
        #expect(shared?.caption.contains("in each of {{ figure.n | grouped }} training updates") == true)
        let one = FigureRuns.run(absoluteError: [1], gradientNorm: [3])
        #expect(
            try #require(try figure.content(of: one, FigureRequest())?.laidOut()).alternativeText.contains(
                "3.00"))
    }
}
