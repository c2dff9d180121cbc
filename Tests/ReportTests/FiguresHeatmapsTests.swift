import Analysis
import BOHP
import Foundation
import Plot
import RunRecord
import Testing
import Text

@testable import Document
@testable import Report

/// The figures that show one number for every connection.
@Suite struct FiguresHeatmapsTests {
    private func content(
        _ figure: any CatalogueFigure<AnalysedRun>, _ run: Run, _ settings: [String: String] = [:],
        width: Double? = nil
    ) throws -> DocumentFigure<Scene>? {
        var chosen = DirectiveSettings()
        for (name, text) in settings {
            let option = try #require(figure.options.first { $0.name == name })
            try chosen.set(option, to: text)
        }
        return try figure.content(
            of: run, FigureRequest(width: width.map(FigureWidth.millimetres), settings: chosen)
        )?.laidOut()
    }

    /// Every cell has the colour of its number, rows being targets from the top and columns sources.
    private func expectCells(
        _ matrix: Matrix<Double>, biasNeuron: Int?, in drawn: DrawnFigure, panel: Int = 0
    ) {
        let neurons = matrix.rows
        func place(_ neuron: Int) -> Double {
            guard let biasNeuron, neuron >= biasNeuron, biasNeuron > 0 else { return Double(neuron) }
            return Double(neuron) + 0.6
        }
        var wrong: [String] = []
        for target in 0..<neurons {
            for source in 0..<neurons
            where !drawn.shows(matrix[target, source], place(source), place(target), panel: panel) {
                wrong.append("from \(source) to \(target)")
            }
        }
        #expect(wrong.isEmpty)
        // The first target is on top, the first source on the left.
        let layout = drawn.scene.panels[panel]
        if neurons > 1 {
            #expect(layout.point(x: 0, y: 0).y < layout.point(x: 0, y: 1).y)
            #expect(layout.point(x: 0, y: 0).x < layout.point(x: 1, y: 0).x)
        }
        #expect(abs(layout.plotArea.width - layout.plotArea.height) < 0.01, "cells are square")
    }

    // MARK: One matrix

    static let heatmaps: [any CatalogueFigure<AnalysedRun>] = ConnectionHeatmap.all
    private static let weights = ConnectionHeatmap.all[0]

    /// What the four figures must show of a run, worked out here once more.
    private func expected(_ figure: any CatalogueFigure<AnalysedRun>, _ run: Run) throws -> Matrix<Double> {
        let network = try #require(run.network)
        switch figure.name {
        case "weights": return network.w
        case "plasticity": return network.alpha
        default:
            let hebb = try #require(run.evaluation?.episode?.hebb)
            if figure.name == "hebbian-trace" { return Matrix(hebb) }
            return Matrix(
                (0..<network.neurons).map { target in
                    (0..<network.neurons).map { source in
                        network.w[target, source] + network.alpha[target, source] * hebb[target][source]
                    }
                })
        }
    }

    @Test(arguments: 0..<heatmaps.count, [Theme.light, .dark])
    func everyCellHasItsColour(index: Int, theme: Theme) throws {
        let (figure, run) = (Self.heatmaps[index], SampleRun.whole())
        let matrix = try expected(figure, run)
        #expect(matrix.elements != SampleRun.matrix(5).elements || figure.name == "weights")
        let settings = figure.options.contains { $0.name == "order" } ? ["order": "neuron"] : [:]
        let drawn = try DrawnFigure(content(figure, run, settings), theme: theme)
        expectCells(matrix, biasNeuron: 4, in: drawn)
        let largest = try #require(matrix.elements.map(abs).max())
        let limit = try #require(drawn.content.facts["limit"]?.asNumber)
        #expect(drawn.scene.panels[0].colors.domain == -limit...limit && limit <= largest)
        // The gap before the bias neuron is bare.
        #expect(drawn.shows(.background, 3.8, 1) && drawn.shows(.background, 1, 3.8))
        #expect(drawn.scene.panels[0].colorBarBox != nil)
        #expect(drawn.texts(.axisTitle).count == 3)
        #expect(drawn.texts(.tickLabel).filter { $0 == "bias" }.count == 2)
        #expect(drawn.misplacedTexts.isEmpty)
        #expect(abs(drawn.content.size.width - 89) < 1e-6)
        // The data are the numbers drawn, and say which is which.
        let data = drawn.content.data
        #expect(data.rowCount == 25 && data.columns.map(\.name).prefix(2) == ["target", "source"])
        #expect(data.numbers("target")[7] == 1 && data.numbers("source")[7] == 2)
        #expect(data.numbers(data.columns[2].name) == matrix.elements)
    }

    /// In the order of a pattern, neurons that end the episode with one sign stand together.
    @Test(arguments: ["hebbian-trace", "effective-weights"]) func inTheOrderOfThePattern(name: String) throws
    {
        let figure = try #require(Self.heatmaps.first { $0.name == name })
        var evaluation = try #require(SampleRun.whole().evaluation)
        let last = try #require(evaluation.episode?.outputs.indices.last)
        evaluation.episode?.outputs[last] = [-0.9, 0.8, 0.7, -0.6, 1]
        let run = SampleRun.run(network: SampleRun.network(5), evaluation: evaluation)
        let matrix = try expected(figure, run)
        let drawn = try DrawnFigure(content(figure, run))
        let places: [(neuron: Int, place: Double)] = [(1, 0), (2, 1), (0, 2.6), (3, 3.6), (4, 5.2)]
        for (target, y) in places {
            for (source, x) in places {
                #expect(drawn.shows(matrix[target, source], x, y), "from \(source) to \(target)")
            }
        }
        #expect(
            drawn.shows(.background, 1.8, 0) && drawn.shows(.background, 0, 1.8), "room between the signs")
        let ticks = drawn.scene.panels[0].texts.filter { ["+", "−", "bias"].contains($0.text) }
        #expect(ticks.count == 6)
        let plus = try #require(
            ticks.first { $0.text == "+" && $0.box.minY > drawn.scene.panels[0].plotArea.maxY })
        #expect(abs(plus.box.midX - drawn.scene.panels[0].point(x: 0.5, y: 0).x) < 1)
        func mean(_ pairs: [(Int, Int)]) -> Double {
            pairs.reduce(0) { $0 + matrix[$1.0, $1.1] } / Double(pairs.count)
        }
        let oneSign = mean([(1, 2), (2, 1), (0, 3), (3, 0)])
        let opposite = mean([1, 2].flatMap { a in [0, 3].flatMap { b in [(a, b), (b, a)] } })
        let facts = drawn.content.facts
        #expect(abs((facts["one_sign_mean"]?.asNumber ?? .nan) - oneSign) < 1e-12)
        #expect(abs((facts["opposite_signs_mean"]?.asNumber ?? .nan) - opposite) < 1e-12)
        #expect(facts["positive"] == .integer(2) && facts["negative"] == .integer(2))
        #expect(drawn.content.caption.contains("grouped by the sign of their outputs"))
        #expect(drawn.misplacedTexts.isEmpty)
        // The data are those of the figure in the order of numbers.
        #expect(drawn.content.data.numbers(drawn.content.data.columns[2].name) == matrix.elements)
        // Other heatmaps have no episode whose end could order them.
        #expect(!Self.weights.options.contains { $0.name == "order" })
    }

    @Test func theAxesSayWhichWayConnectionsGo() throws {
        let drawn = try DrawnFigure(content(Self.weights, SampleRun.whole()))
        let below = try #require(drawn.scene.texts.first { $0.text == "Source neuron (from)" })
        let beside = try #require(drawn.scene.texts.first { $0.text == "Target neuron (to)" })
        #expect(below.box.minY > drawn.scene.panels[0].plotArea.maxY)
        #expect(beside.box.maxX < drawn.scene.panels[0].plotArea.minX)
    }

    @Test func numbersInWordsAreThoseOfTheNetwork() throws {
        let run = SampleRun.whole()
        let network = try #require(run.network)
        let statistics = WeightStatistics(of: network, biasNeuron: 4)
        let between = try #require(statistics.wBetween)
        let content = try #require(try content(Self.weights, run))
        func number(_ name: String) -> Double { content.facts[name]?.asNumber ?? .nan }
        #expect(abs(number("self_mean") - (statistics.wSelf?.mean ?? 0)) < 1e-12)
        #expect(abs(number("self_sd") - (statistics.wSelf?.standardDeviation ?? 0)) < 1e-12)
        #expect(abs(number("between_mean") - between.mean) < 1e-12)
        #expect(abs(number("between_sd") - between.standardDeviation) < 1e-12)
        #expect(number("between_positive_share") == between.positiveShare)
        #expect(content.facts["between_n"] == .integer(12) && content.facts["self_n"] == .integer(4))
        #expect(abs(number("from_bias_mean") - (statistics.wFromBias?.mean ?? 0)) < 1e-12)
        #expect(abs(number("to_bias_mean") - (statistics.wToBias?.mean ?? 0)) < 1e-12)
        #expect(content.facts["limit"] == .number(1))
        // The strongest is ±1: the first of the two in the order of rows.
        let strongest = try #require(network.w.elements.firstIndex { abs($0) == 1 })
        let names = [0: "neuron 0", 1: "neuron 1", 2: "neuron 2", 3: "neuron 3", 4: "the bias neuron"]
        let words = "from \(names[strongest % 5] ?? "") to \(names[strongest / 5] ?? "")."
        #expect(content.alternativeText.hasSuffix(words))
        let own = try #require(statistics.wSelf).mean
        // Both means are zero up to rounding, and rounding errors are not printed.
        #expect(abs(own) < 1e-15 && abs(between.mean) < 1e-15)
        #expect(content.alternativeText.contains("On the diagonal the mean is 0."))
        #expect(
            content.alternativeText.contains("Between different neurons the mean is 0; 50\u{A0}% of them"))
    }

    @Test func aShareIsAllOrNoneOnlyIfItIs() throws {
        func words(_ value: Double, _ other: Double) throws -> Value? {
            let neurons = 29
            var w = Matrix<Double>(rows: neurons, columns: neurons, repeating: value)
            w[3, 1] = other
            let network = PlasticNetwork(w: w, alpha: w, eta: 0.99)
            let run = SampleRun.run(SampleRun.configuration(neurons: neurons), network: network)
            return try content(Self.weights, run)?.facts["between_positive"]
        }
        #expect(try words(1, 1) == .text("all"))
        #expect(try words(-1, -1) == .text("none"))
        #expect(try words(1, -1) == .text("99.87\u{A0}%"))
        #expect(try words(-1, 1) == .text("0.13\u{A0}%"))
    }

    @Test func aLimitIsKept() throws {
        let run = SampleRun.whole()
        let content = try #require(try content(Self.weights, run, ["limit": "0.5"]))
        let drawn = try DrawnFigure(content)
        #expect(drawn.scene.panels[0].colors.domain == -0.5...0.5)
        let beyond = try #require(run.network).w.elements.filter { abs($0) > 0.5 }.count
        #expect(beyond > 0 && content.facts["beyond"] == .integer(beyond))
        #expect(content.caption.contains("lie beyond"))
        #expect(throws: TemplateProblem.self) {
            _ = try self.content(Self.weights, run, ["limit": "-1"])
        }
    }

    /// One strong diagonal and one outlier bleach nothing: the colours end at the 99th percentile of the others.
    @Test func coloursEndWhereMostConnectionsDo() throws {
        let neurons = 30
        var w = Matrix<Double>(rows: neurons, columns: neurons)
        // 870 connections between different neurons: 1, 2, …, 870 thousandths.
        var next = 0.0
        for target in 0..<neurons {
            for source in 0..<neurons where source != target {
                next += 1
                w[target, source] = next / 1000
            }
            w[target, target] = -3
        }
        let drawn = try weights(w)
        let limit = try #require(drawn.content.facts["limit"]?.asNumber)
        #expect(abs(limit - (1 + 0.99 * 869) / 1000) < 1e-12)
        let beyond = w.elements.count { abs($0) > limit }
        #expect(beyond == 30 + 9 && drawn.content.facts["beyond"] == .integer(beyond))
        #expect(drawn.content.caption.contains("the 99th percentile"))
        // Both ends of the bar are pointed, so it is lower than the plot on both sides.
        let panel = drawn.scene.panels[0]
        let bar = try #require(panel.colorBarBox)
        #expect(bar.minY > panel.plotArea.minY + 4 && bar.maxY < panel.plotArea.maxY - 4)

        // A largest magnitude that is little larger is the end itself, and no end is pointed.
        for neuron in 0..<neurons { w[neuron, neuron] = -1 }
        let even = try weights(w)
        #expect(
            even.content.facts["limit"] == .number(1)
                && even.content.caption.contains("the largest magnitude"))
        let whole = try #require(even.scene.panels[0].colorBarBox)
        #expect(whole.height == even.scene.panels[0].plotArea.height)
    }

    /// The sequence task has hidden neurons.
    @Test func hiddenNeuronsAreSetApart() throws {
        let w = SampleRun.matrix(30)
        let drawn = try weights(w)
        #expect(drawn.texts(.strip) == ["in/out", "hidden"])
        #expect(drawn.shows(w[3, 5], 5, 3) && drawn.shows(w[7, 6], 6.6, 7.6))
        #expect(drawn.shows(.background, 5.8, 0) && drawn.shows(.background, 0, 5.8))
        func mean(_ targets: Range<Int>, _ sources: Range<Int>) -> Double {
            let values = targets.flatMap { target in sources.filter { $0 != target }.map { w[target, $0] } }
            return values.reduce(0, +) / Double(values.count)
        }
        for (fact, targets, sources) in [
            ("in_out", 0..<6, 0..<6), ("in_out_to_hidden", 6..<30, 0..<6),
            ("hidden_to_in_out", 0..<6, 6..<30),
            ("hidden", 6..<30, 6..<30),
        ] {
            let value = try #require(drawn.content.facts[fact + "_mean"]?.asNumber)
            #expect(abs(value - mean(targets, sources)) < 1e-12, "\(fact)")
            #expect(drawn.content.caption.contains("figure.\(fact) }}"))
        }
        #expect(
            !(try DrawnFigure(content(Self.weights, SampleRun.whole())).content.caption.contains("hidden")))
    }

    @Test(arguments: [29, 100, 201, 400]) func bothAxesOfAMatrixHaveTheSameLabels(neurons: Int) throws {
        let network = PlasticNetwork(w: SampleRun.matrix(neurons), alpha: SampleRun.matrix(neurons), eta: 0.9)
        for width in [60.0, 89, 139.7] {
            let run = SampleRun.run(SampleRun.configuration(neurons: neurons), network: network)
            let panel = try #require(try content(Self.weights, run, width: width)?.drawing.panels.first)
            #expect(panel.xTicks == panel.yTicks && panel.xTicks.count >= 3, "\(width) mm")
        }
    }

    @Test func whatARunLacksIsNotDrawn() throws {
        let bare = SampleRun.run()
        for figure in Catalogue.standard.run.figures where Self.ours.contains(figure.name) {
            #expect(try figure.content(of: bare, FigureRequest()) == nil, "\(figure.name)")
        }
        let fixed = SampleRun.whole(SampleRun.configuration(plastic: false))
        let shown = try Self.ours.filter { name in
            let figure = try #require(Catalogue.standard.run.figures.first { $0.name == name })
            return try figure.content(of: fixed, FigureRequest()) != nil
        }
        #expect(
            shown == ["weights", "hebbian-trace", "weight-evolution", "episode", "recall-examples"])
    }

    static let ours = [
        "weights", "plasticity", "effective-weights", "hebbian-trace", "weight-evolution", "episode",
        "recall-examples",
    ]

    @Test(arguments: [SampleRun.configuration(), SampleRun.regurgitation()])
    func everyCaptionFindsItsNumbers(configuration: Configuration) throws {
        let context = ReportPage.context(of: SampleRun.whole(configuration))
        for name in Self.ours {
            if configuration.task is Regurgitation, name == "recall-examples" { continue }
            let document = try ReportPage.expand("```{figure} \(name)\n```\n", context).document
            let figure = try #require(document.figures.first)
            #expect(!figure.alternativeText.isEmpty && !figure.alternativeText.contains("nan"))
            #expect(!figure.alternativeText.contains("not a number"))
        }
    }

    // MARK: Hostile numbers and sizes

    private func weights(_ w: Matrix<Double>) throws -> DrawnFigure {
        let network = PlasticNetwork(w: w, alpha: Matrix(rows: w.rows, columns: w.rows), eta: 0.99)
        return try DrawnFigure(
            content(Self.weights, SampleRun.run(SampleRun.regurgitation(neurons: w.rows), network: network)))
    }

    @Test(arguments: [1, 2, 3, 6])
    func smallNetworksWithoutABias(neurons: Int) throws {
        let drawn = try weights(SampleRun.matrix(neurons))
        expectCells(SampleRun.matrix(neurons), biasNeuron: nil, in: drawn)
        #expect(drawn.texts(.strip).isEmpty && !drawn.texts(.tickLabel).contains("bias"))
        #expect(drawn.misplacedTexts.isEmpty)
    }

    @Test func anEmptyNetworkIsNotDrawn() throws {
        let network = PlasticNetwork(
            w: Matrix(rows: 0, columns: 0), alpha: Matrix(rows: 0, columns: 0), eta: 1)
        #expect(try content(Self.weights, SampleRun.run(network: network)) == nil)
    }

    @Test func aThousandNeurons() throws {
        // Blocks, as no single cell can be seen: rows 0 to 499 are strong from the later half of the sources.
        let neurons = 1000
        var w = Matrix<Double>(rows: neurons, columns: neurons, repeating: 0.1)
        for target in 0..<500 { for source in 500..<999 { w[target, source] = -1 } }
        for neuron in 0..<999 {
            w[999, neuron] = 0.5
            w[neuron, 999] = -0.5
        }
        let network = PlasticNetwork(w: w, alpha: w, eta: 0.99)
        let run = SampleRun.run(SampleRun.configuration(neurons: neurons), network: network)
        let drawn = try DrawnFigure(content(Self.weights, run))
        #expect(drawn.shows(-1, 750, 250) && drawn.shows(0.1, 250, 750))
        #expect(drawn.shows(0.1, 250, 250) && drawn.shows(0.1, 750, 750))
        // The bias neuron is twelve neurons wide, behind a gap of about twenty.
        #expect(drawn.shows(0.5, 500, 1025) && drawn.shows(-0.5, 1025, 500))
        #expect(drawn.shows(.background, 500, 1008) && drawn.shows(.background, 1008, 500))
        #expect(drawn.content.facts["bias_width"] == .integer(12))
        #expect(drawn.misplacedTexts.isEmpty)
        #expect(drawn.texts(.tickLabel).filter { $0 == "bias" }.count == 2)
        #expect(drawn.content.data.rowCount == 1_000_000)
    }

    @Test func numbersThatAreNone() throws {
        var w = SampleRun.matrix(5)
        w[0, 2] = .nan
        w[2, 0] = .infinity
        w[3, 1] = -.infinity
        let drawn = try weights(w)
        expectCells(w, biasNeuron: nil, in: drawn)
        let largest = try #require(w.elements.filter(\.isFinite).map(abs).max())
        #expect(drawn.scene.panels[0].colors.domain == -largest...largest)
        #expect(drawn.content.facts["not_finite"] == .integer(3))
        #expect(drawn.content.caption.contains("figure.not_finite"))
        #expect(drawn.content.facts.values.allSatisfy { $0.asNumber?.isFinite ?? true })
    }

    @Test(arguments: [Double.nan, .infinity, 0, 0.3, -4, 1e300, 1.7e308, 1e-300, .leastNonzeroMagnitude])
    func numbersThatAreAllTheSame(value: Double) throws {
        let drawn = try weights(Matrix(rows: 6, columns: 6, repeating: value))
        let domain = drawn.scene.panels[0].colors.domain
        #expect(domain.lowerBound == -domain.upperBound && domain.upperBound.isFinite)
        for place in [0.0, 5] {
            #expect(drawn.shows(value, place, 2))
        }
        #expect(drawn.misplacedTexts.isEmpty)
        #expect(!drawn.content.alternativeText.contains("not a number"))
    }

    // MARK: Several moments

    @Test func theCourseOfTrainingIsOnOneScaleARow() throws {
        let run = SampleRun.whole()
        let drawn = try DrawnFigure(content(WeightEvolutionFigure(), run))
        #expect(drawn.scene.panels.count == 8)
        for (index, snapshot) in run.history.snapshots.enumerated() {
            expectCells(snapshot.w, biasNeuron: 4, in: drawn, panel: index)
            expectCells(snapshot.alpha, biasNeuron: 4, in: drawn, panel: 4 + index)
            #expect(drawn.scene.panels[index].colors.domain == -4...4)
            #expect(drawn.scene.panels[4 + index].colors.domain == -0.75...0.75)
            #expect(drawn.texts(.panelTitle, panel: index) == ["Episode \(snapshot.episode)"])
            #expect(drawn.texts(.panelTitle, panel: 4 + index).isEmpty)
            #expect((drawn.scene.panels[index].colorBarBox != nil) == (index == 3))
            #expect(
                drawn.content.data.numbers("alpha_\(snapshot.episode)") == snapshot.alpha.elements)
        }
        #expect(drawn.texts(.panelLetter) == ["a", "b"])
        #expect(drawn.misplacedTexts.isEmpty)
        #expect(drawn.content.caption.hasPrefix("**a** Base") && drawn.content.caption.contains("**b** Plas"))
        #expect(abs(drawn.content.size.width - 183) < 1e-6)
    }

    @Test func fewerMomentsKeepTheFirstAndTheLast() throws {
        let run = SampleRun.whole()
        for (moments, episodes) in [("2", [0, 40]), ("3", [0, 20, 40]), ("12", [0, 7, 20, 40])] {
            let drawn = try DrawnFigure(content(WeightEvolutionFigure(), run, ["moments": moments]))
            #expect(
                drawn.texts(.panelTitle) == episodes.map { "Episode \($0)" }, "\(moments)")
        }
        let narrow = try DrawnFigure(content(WeightEvolutionFigure(), run, width: 89))
        #expect(narrow.scene.panels.count == 6 && narrow.misplacedTexts.isEmpty)
        // One moment is no course.
        let single = SampleRun.run(
            network: SampleRun.network(5), snapshots: Array(run.history.snapshots.prefix(1)))
        #expect(try content(WeightEvolutionFigure(), single) == nil)
        // Without plasticity there is no row for it.
        let fixed = SampleRun.whole(SampleRun.configuration(plastic: false))
        #expect(try DrawnFigure(content(WeightEvolutionFigure(), fixed)).scene.panels.count == 4)
    }
}
