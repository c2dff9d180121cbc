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
    ) throws -> FigureContent? {
        try figure.content(of: run, FigureRuns.request(figure, settings))
    }

    /// A course that falls, with something different in every episode.
    private static let errors: [Double] = (0..<400).map { index in
        let episode = Double(index)
        return 12 * exp(-episode / 90) + 1 + 0.6 * sin(episode * 1.7)
    }

    @Test func drawsTheRunsNumbersAndTheirSmooth() throws {
        let run = FigureRuns.run(absoluteError: Self.errors, loss: Self.errors.map { $0 / 3 })
        let content = try #require(try content(run))
        #expect(content.data.numbers("episode") == (1...400).map(Double.init))
        #expect(content.data.numbers("absolute_error") == Self.errors)
        let smooth = SavitzkyGolay(window: 51).smooth(Self.errors)
        #expect(content.data.numbers("absolute_error_smoothed") == smooth)
        #expect(abs(content.size.width - 89) < 1e-9)
        #expect(content.facts["window"] == .integer(51))
        let last = try #require(content.facts["last"]?.asNumber)
        #expect(abs(last - Self.errors[320...].reduce(0) { $0 + $1 / 80 }) < 1e-12)
        #expect(last == AnalysedRun(run).final?.absoluteError, "figure and values have one number")

        let drawn = try DrawnFigure(content, dotsPerInch: 300)
        for episode in stride(from: 32, through: 390, by: 29) {
            let (x, y) = (Double(episode), smooth[episode - 1])
            #expect(drawn.shows(.trained, near: x, y), "episode \(episode)")
            #expect(drawn.isBare(x, y + 4), "episode \(episode)")
        }

        let loss = try #require(try self.content(run, ["quantity": "loss"]))
        #expect(loss.data.numbers("loss") == Self.errors.map { $0 / 3 })
        #expect(loss.data.numbers("absolute_error").isEmpty)
    }

    /// One bad episode among very many must be seen, whatever the number of pixels.
    @Test func aLongRunKeepsItsPeaks() throws {
        var errors = [Double](repeating: 1, count: 200_000)
        errors[123_456] = 9
        errors[123_460] = 0.5
        let content = try #require(try content(FigureRuns.run(absoluteError: errors)))
        #expect(content.facts["window"] == .integer(1001))
        let drawn = try DrawnFigure(content, dotsPerInch: 300)
        for height in [3.0, 6, 8.5] {
            #expect(drawn.shows(Ink.trained.faded(0.28), near: 123_457, height, tolerance: 60))
            #expect(drawn.isBare(120_000, height))
        }
        let episodes = content.data.numbers("episode")
        #expect(episodes.contains(123_457) && episodes.contains(123_461))
        #expect(episodes.first == 1 && episodes.last == 200_000)
    }

    /// What is drawn of a long run, and stands in its file, are numbers of the run itself: the least and the
    /// greatest of each stretch, for every line.
    @Test func aLongRunIsDrawnByTheExtremesOfStretches() throws {
        var state: UInt64 = 1
        let errors: [Double] = (0..<100_000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 40) / 1e6
        }
        let shares = errors.map { $0.truncatingRemainder(dividingBy: 1) }
        let run = FigureRuns.run(absoluteError: errors, bitErrorRate: shares)
        let content = try #require(try content(run, ["bit-errors": "yes", "window": "51"]))
        let episodes = content.data.numbers("episode").map { Int($0) }
        #expect(episodes == Array(Set(episodes)).sorted())
        #expect(episodes.count < errors.count / 2)
        #expect(content.facts["drawn"] == .integer(episodes.count))
        #expect(content.facts["neighbours"] == .integer(20))
        #expect(content.caption.contains("is reduced to its minimum and maximum"))
        let filter = SavitzkyGolay(window: 51)
        let percent = shares.map { $0 * 100 }
        for (name, whole) in [
            ("absolute_error", errors), ("absolute_error_smoothed", filter.smooth(errors)),
            ("bit_error_rate_percent", percent),
            ("bit_error_rate_percent_smoothed", filter.smooth(shares).map { $0 * 100 }),
        ] {
            let numbers = content.data.numbers(name)
            #expect(numbers == episodes.map { whole[$0 - 1] }, "\(name)")
            // Every stretch of neighbours keeps its own least and greatest.
            let byStretch = Dictionary(grouping: zip(episodes, numbers)) { ($0.0 - 1) / 20 }
            #expect(byStretch.count == 5000)
            for (stretch, points) in byStretch {
                let all = whole[stretch * 20..<(stretch + 1) * 20]
                #expect(points.map(\.1).min() == all.min() && points.map(\.1).max() == all.max())
            }
        }
    }

    @Test func upToTwentyThousandEpisodesAllAreDrawn() throws {
        let errors = (0..<20_000).map { Double($0 % 7) }
        let whole = try #require(try content(FigureRuns.run(absoluteError: errors)))
        #expect(whole.data.numbers("absolute_error") == errors && !whole.caption.contains("neighbours"))
        let longer = try #require(try content(FigureRuns.run(absoluteError: errors + [0])))
        #expect(longer.data.rowCount < 20_000)
    }

    @Test func aWindowIsMadeOddAndFitsTheRun() throws {
        let run = FigureRuns.run(absoluteError: Self.errors)
        #expect(try content(run, ["window": "100"])?.facts["window"] == .integer(101))
        #expect(try content(run, ["window": "9999"])?.facts["window"] == .integer(399))
        let whole = try #require(try content(run, ["window": "1"]))
        #expect(whole.data.columns.map(\.name) == ["episode", "absolute_error"])
        #expect(!whole.caption.contains("smoothed"))
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
        // Asked for by itself, it is drawn once.
        let alone = try #require(try self.content(run, ["bit-errors": "yes", "quantity": "bit-error-rate"]))
        #expect(alone.drawing.panels.count == 1)
    }

    @Test func aLogarithmicAxisSmoothsLogarithms() throws {
        let errors: [Double] = (0..<200).map { pow(10, 1 - Double($0) / 100) }
        let content = try #require(try content(FigureRuns.run(absoluteError: errors), ["scale": "log"]))
        let smooth = content.data.numbers("absolute_error_smoothed")
        // A straight line of logarithms is its own smooth curve.
        for (value, exact) in zip(smooth, errors) { #expect(abs(value / exact - 1) < 1e-10) }
        let panel = try #require(content.drawing.panels.first)
        let middle = panel.pixel(x: 0, y: 1, dotsPerInch: 72).y
        let ends = [0.1, 10].map { panel.pixel(x: 0, y: $0, dotsPerInch: 72).y }
        #expect(abs(middle - (ends[0] + ends[1]) / 2) < 1e-6)
    }

    @Test func fewEpisodesAreDots() throws {
        for count in [1, 2, 3, 9] {
            let errors = (0..<count).map { 5 + Double($0) }
            let content = try #require(try content(FigureRuns.run(absoluteError: errors)))
            #expect(content.data.columns.map(\.name) == ["episode", "absolute_error"])
            let drawn = try DrawnFigure(content, dotsPerInch: 300)
            for (index, error) in errors.enumerated() {
                #expect(drawn.shows(Ink.trained.faded(0.45), near: Double(index + 1), error))
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
        #expect(content.data.numbers("absolute_error_smoothed").count { $0.isNaN } == 2)
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
        #expect(falls.alternativeText.contains("it falls from 9.00, the mean of the first 80, to 1.22"))
        #expect(falls.alternativeText.contains("400 training episodes"))
        let rises = try #require(try content(FigureRuns.run(absoluteError: Self.errors.reversed())))
        #expect(rises.alternativeText.contains("it rises from"))
    }
}

@Suite struct GradientNormTests {
    @Test func smoothsLogarithmsAndLeavesZerosOut() throws {
        var norms: [Double] = (0..<300).map { pow(10, 2 - Double($0) / 100) }
        norms[7] = 0
        norms[8] = .nan
        let run = FigureRuns.run(absoluteError: norms, gradientNorm: norms)
        let figure = GradientNormFigure()
        let content = try #require(try figure.content(of: run, FigureRequest()))
        #expect(content.facts["omitted"] == .integer(2))
        let drawn = content.data.numbers("gradient_norm")
        #expect(drawn[7].isNaN && drawn[8].isNaN && drawn[9] == norms[9])
        let smooth = content.data.numbers("gradient_norm_smoothed")
        let picture = try DrawnFigure(content, dotsPerInch: 300)
        for place in [60, 150, 250] {
            #expect(abs(smooth[place] / norms[place] - 1) < 1e-9)
            #expect(picture.shows(.trained, near: Double(place + 1), norms[place]))
            #expect(picture.isBare(Double(place + 1), norms[place] / 5))
        }
        let none = FigureRuns.run(absoluteError: [1, 2], gradientNorm: [0, 0])
        #expect(try figure.content(of: none, FigureRequest()) == nil)
        let one = FigureRuns.run(absoluteError: [1], gradientNorm: [3])
        #expect(try #require(try figure.content(of: one, FigureRequest())).alternativeText.contains("3.00"))
    }
}
