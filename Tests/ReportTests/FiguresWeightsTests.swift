import Analysis
import BOHP
import Foundation
import Plot
import Testing

@testable import Document
@testable import Report
@testable import RunRecord

@Suite struct LearningDynamicsTests {
    private let figure = LearningDynamicsFigure()

    private func history(_ episodes: [Int]) -> WeightHistory {
        var history = WeightHistory()
        history.samples = episodes.map { episode in
            let share = Double(episode) / 100
            return WeightSample(
                episode: episode,
                wSelf: .init(mean: -share, lowerQuartile: -share - 0.1, upperQuartile: -share + 0.1),
                wBetween: .init(mean: 0.2, lowerQuartile: 0.15, upperQuartile: 0.3),
                alphaBetween: .init(mean: share, lowerQuartile: share - 0.2, upperQuartile: share + 0.1))
        }
        return history
    }

    @Test func drawsMeansAndQuartiles() throws {
        let run = FigureRuns.run(history: history([0, 50, 100]))
        let content = try #require(try figure.content(of: run, FigureRequest())?.laidOut())
        #expect(content.data.numbers("episode") == [0, 50, 100])
        #expect(content.data.numbers("w_self_mean") == [0, -0.5, -1])
        #expect(content.data.numbers("w_between_upper_quartile") == [0.3, 0.3, 0.3])
        #expect(content.data.numbers("alpha_between_lower_quartile") == [-0.2, 0.3, 0.8])
        #expect(content.alternativeText.contains("alpha between neurons rises from 0 to 1.00"))
        #expect(content.alternativeText.contains("w between neurons stays at 0.200"))
        let drawn = try DrawnFigure(content, dotsPerInch: 300)
        #expect(drawn.shows(.wSelf, near: 75, -0.75))
        #expect(drawn.shows(.wBetween, near: 75, 0.2))
        #expect(drawn.shows(.alpha, near: 75, 0.75))
        #expect(drawn.shows(Ink.wSelf.faded(0.25), near: 75, -0.82))
        #expect(drawn.shows(Ink.alpha.faded(0.25), near: 75, 0.6))
        #expect(drawn.isBare(75, -0.3))
        #expect(drawn.isBare(75, 0.95))
    }

    @Test func aNetworkWithoutPlasticityHasNoAlpha() throws {
        var configuration = Configuration()
        configuration.plastic = false
        let run = FigureRuns.run(configuration: configuration, history: history([0, 100]))
        let content = try #require(try figure.content(of: run, FigureRequest())?.laidOut())
        #expect(content.data.numbers("alpha_between_mean").isEmpty)
        #expect(!content.alternativeText.contains("alpha") && !content.caption.contains("α"))
        #expect(!content.drawing.texts.contains { $0.text.contains("α") })
    }

    @Test func aRunWithoutACourseHasNoFigure() throws {
        #expect(try figure.content(of: FigureRuns.run(), FigureRequest()) == nil)
        #expect(try figure.content(of: FigureRuns.run(history: history([0])), FigureRequest()) == nil)
        var broken = history([0, 10])
        for index in broken.samples.indices {
            broken.samples[index].wSelf.mean = .nan
            broken.samples[index].wBetween.mean = .nan
            broken.samples[index].alphaBetween.mean = .nan
        }
        #expect(try figure.content(of: FigureRuns.run(history: broken), FigureRequest()) == nil)
    }
}

@Suite struct WeightDistributionsTests {
    private let figure = WeightDistributionsFigure()

    /// Pattern neurons 0...3 and bias neuron 4. Between pattern neurons w is 0.1 and alpha 0.6, save for one
    /// of 0.3 and one of 0.9; self-connections are -0.5; what belongs to the bias neuron is 2.
    private func run(plastic: Bool = true) -> Run {
        var memory = AssociativeMemory()
        memory.patternSize = 4
        memory.patterns = 1
        var configuration = Configuration()
        configuration.task = memory
        configuration.plastic = plastic
        var w = Matrix<Double>(rows: 5, columns: 5, repeating: 0.1)
        var alpha = Matrix<Double>(rows: 5, columns: 5, repeating: 0.6)
        w[1, 2] = 0.3
        alpha[0, 3] = 0.9
        for index in 0..<5 {
            w[4, index] = 2
            w[index, 4] = 2
            alpha[4, index] = 2
            alpha[index, 4] = 2
        }
        w.setDiagonal(to: -0.5)
        alpha.setDiagonal(to: 0)
        return FigureRuns.run(
            absoluteError: [1], configuration: configuration,
            network: PlasticNetwork(w: w, alpha: alpha, eta: 0.99))
    }

    /// How many connections the data count near a weight.
    private func connections(_ content: DocumentFigure<Scene>, _ words: String, near weight: Double) throws
        -> Int
    {
        let kinds = try #require(content.data.columns.first).cells.map(\.plainText)
        let (from, to) = (content.data.numbers("from"), content.data.numbers("to"))
        let counts = content.data.numbers("connections")
        // A value on a border belongs to the bin on its right, but borders are sums of binary fractions.
        return kinds.indices.filter {
            kinds[$0] == words && from[$0] - 1e-9 <= weight && weight <= to[$0] + 1e-9
        }.reduce(0) { $0 + Int(counts[$1]) }
    }

    /// Heights compare because all bins have one width, and places because all panels have one axis.
    @Test func panelsHaveOneAxisAndOneWidthOfBins() throws {
        let content = try #require(try figure.content(of: run(), FigureRequest())?.laidOut())
        let widths = zip(content.data.numbers("from"), content.data.numbers("to")).map { $1 - $0 }
        let width = try #require(content.facts["bin_width"]?.asNumber)
        #expect(widths.allSatisfy { abs($0 - width) < 1e-12 } && content.caption.contains("figure.bin_width"))
        #expect(Set(content.drawing.panels.map(\.xDomain)).count == 1)
        #expect(content.drawing.panels.dropLast().allSatisfy { $0.xTicks.isEmpty })
        #expect(content.drawing.panels.last?.xTicks.count ?? 0 >= 3)
        #expect(content.drawing.texts.filter { $0.text == "Weight" }.count == 1)
    }

    @Test func countsConnectionsByKind() throws {
        let content = try #require(try figure.content(of: run(), FigureRequest())?.laidOut())
        #expect(try connections(content, "w, self-connections", near: -0.5) == 4)
        #expect(try connections(content, "w, between neurons", near: 0.1) == 11)
        #expect(try connections(content, "w, between neurons", near: 0.3) == 1)
        #expect(try connections(content, "alpha, between neurons", near: 0.6) == 11)
        #expect(try connections(content, "alpha, between neurons", near: 0.9) == 1)
        #expect(content.data.numbers("connections").reduce(0, +) == 28.0)
        let titles = content.drawing.texts.map(\.text)
        #expect(titles.contains("w, self-connections (n = 4, mean −0.500)"))
        #expect(titles.contains("w, between neurons (n = 12, mean 0.117)"))
        #expect(titles.contains("α, between neurons (n = 12, mean 0.625)"))
        let drawn = try DrawnFigure(content, dotsPerInch: 300)
        // The mean's line is dashed, so part of it is ink.
        #expect(stride(from: 1.0, to: 10, by: 0.25).contains { drawn.shows(.ink, near: 0.625, $0, panel: 2) })
        #expect(drawn.isBare(0, 5, panel: 2))
    }

    @Test func theBiasNeuronHasAColourOfItsOwn() throws {
        let content = try #require(
            try figure.content(of: run(), FigureRuns.request(figure, ["bias": "yes"]))?.laidOut())
        #expect(try connections(content, "w, between neurons, bias neuron", near: 2) == 8)
        #expect(try connections(content, "alpha, between neurons, bias neuron", near: 2) == 8)
        #expect(content.data.numbers("connections").reduce(0, +) == 28.0 + 16)
        #expect(content.drawing.texts.map(\.text).contains("w, between neurons (n = 12, mean 0.117)"))
        #expect(content.caption.contains("grey"))
    }

    @Test func withoutPlasticityThereIsNoAlpha() throws {
        let content = try #require(try figure.content(of: run(plastic: false), FigureRequest())?.laidOut())
        #expect(content.drawing.panels.count == 2)
        #expect(!content.alternativeText.contains("alpha"))
    }

    @Test(arguments: [0.0, 1, -3e5, .nan, .infinity])
    func drawsAnyWeightsThatAreNumbers(weight: Double) throws {
        let matrix = Matrix<Double>(rows: 30, columns: 30, repeating: weight)
        var configuration = Configuration()
        configuration.task = Regurgitation()
        let run = FigureRuns.run(
            absoluteError: [1], configuration: configuration,
            network: PlasticNetwork(w: matrix, alpha: matrix, eta: 0.99))
        let content = try figure.content(of: run, FigureRequest())?.laidOut()
        #expect((content == nil) == !weight.isFinite)
        if let content {
            #expect(content.data.numbers("connections").reduce(0, +) == 1770.0)
            _ = try DrawnFigure(content)
            #expect(!content.caption.contains("bias"))
        }
    }

    @Test func aRunWithoutWeightsHasNoFigure() throws {
        #expect(try figure.content(of: FigureRuns.run(absoluteError: [1]), FigureRequest()) == nil)
    }
}
