import Foundation
import Plot
import Testing

@testable import BOHP
@testable import Document
@testable import Report
@testable import RunRecord

/// The figures of single episodes: the raster of one, and examples of recall.
@Suite struct FiguresEpisodeTests {
    // MARK: The raster

    private func raster(_ run: Run, width: Double? = nil) throws -> DrawnFigure {
        try DrawnFigure(
            EpisodeFigure().content(of: run, FigureRequest(width: width.map(FigureWidth.millimetres)))?
                .laidOut(),
            dotsPerInch: 300)
    }

    @Test func everyStepOfEveryNeuronHasItsColour() throws {
        let run = SampleRun.whole()
        let record = try #require(run.evaluation?.episode)
        let drawn = try raster(run)
        #expect(drawn.scene.panels.count == 2)
        var wrong: [String] = []
        for (panel, rows) in [record.inputs, record.outputs].enumerated() {
            for (step, row) in rows.enumerated() {
                for (neuron, value) in row.enumerated() {
                    let y = Double(neuron) + (neuron == 4 ? 0.6 : 0)
                    if !drawn.shows(value, Double(step), y, panel: panel) {
                        wrong.append("panel \(panel), neuron \(neuron), step \(step)")
                    }
                }
            }
            #expect(drawn.scene.panels[panel].colors.domain == -1...1)
        }
        #expect(wrong.isEmpty)
        // The bias neuron's input is beyond the scale, and the caption says so.
        #expect(record.inputs[0][4] == 10 && drawn.content.facts["bias_input"] == .number(10))
        #expect(drawn.content.caption.contains("figure.bias_input"))
        let data = drawn.content.data
        #expect(data.rowCount == 5 * record.outputs.count)
        let row = 3 * record.outputs.count + 17
        #expect(data.numbers("neuron")[row] == 3 && data.numbers("step")[row] == 17)
        #expect(data.numbers("input")[row] == record.inputs[17][3])
        #expect(data.numbers("output")[row] == record.outputs[17][3])
    }

    @Test(arguments: [89.0, 120, 183])
    func phasesAreNamedWithoutCollisions(width: Double) throws {
        let drawn = try raster(SampleRun.whole(), width: width)
        #expect(drawn.misplacedTexts.isEmpty)
        let labels = drawn.texts(.strip)
        #expect(labels.filter { $0.hasPrefix("test") }.count == 1)
        #expect(labels.filter { $0.hasSuffix("1") || $0.hasSuffix("2") }.count >= 4)
        if width == 183 { #expect(labels.contains("delay") && labels.contains("pattern 1")) }
        #expect(drawn.texts(.strip, panel: 1).isEmpty)
        #expect(drawn.content.caption.contains("the numbers of patterns") == !labels.contains("pattern 1"))
    }

    @Test func stripsAreWhereThePhasesAre() throws {
        let phases = [
            Phase("pattern 1", start: 2, end: 8), Phase("pattern 2", start: 10, end: 16),
            Phase("test of pattern 1", start: 16, end: 20),
        ]
        let strips = EpisodeStrips(phases, steps: 22, width: 160).strips
        #expect(strips.count == 1)
        let spans = try #require(strips.first).spans
        #expect(
            spans.map(\.range) == [
                -0.5...1.5, 1.5...7.5, 7.5...9.5, 9.5...15.5, 15.5...19.5, 19.5...21.5,
            ])
        #expect(
            spans.map { $0.label?.plain } == [
                "delay", "pattern 1", "delay", "pattern 2", "test of pattern 1", "delay",
            ])
        // Phases that overlap lie above each other, and nothing of them is a delay.
        let overlapping = EpisodeStrips(
            [Phase("sequence", start: 0, end: 6), Phase("reproduction", start: 4, end: 10)], steps: 10,
            width: 160
        ).strips
        #expect(overlapping.map { $0.spans.map { $0.label?.plain } } == [["sequence"], ["reproduction"]])
        // Too narrow for any word.
        let crowded = EpisodeStrips(phases, steps: 2000, width: 60).strips
        #expect(crowded.first?.spans.allSatisfy { $0.label == nil || $0.label?.plain == "delay" } == true)
        #expect(EpisodeStrips([], steps: 5, width: 60).strips.isEmpty)
    }

    @Test func sixInputsOfThirtyNeurons() throws {
        let run = SampleRun.whole(SampleRun.regurgitation())
        let record = try #require(run.evaluation?.episode)
        let drawn = try raster(run)
        let (inputs, outputs) = (drawn.scene.panels[0], drawn.scene.panels[1])
        #expect(inputs.yDomain == -0.5...5.5 && outputs.yDomain == -0.5...29.5)
        #expect(
            inputs.plotArea.minX == outputs.plotArea.minX && inputs.plotArea.maxX == outputs.plotArea.maxX)
        #expect(!drawn.texts(.tickLabel).contains("bias"))
        #expect(drawn.content.facts["bias_input"] == .missing)
        for (step, row) in record.outputs.enumerated() {
            #expect(row.indices.allSatisfy { drawn.shows(row[$0], Double(step), Double($0), panel: 1) })
        }
        #expect(drawn.misplacedTexts.isEmpty)
        // Neurons without input have no number there.
        let missing = drawn.content.data.numbers("input").filter(\.isNaN).count
        #expect(missing == 24 * record.outputs.count)
    }

    @Test func anEpisodeOfOneStepAndOneNeuron() throws {
        var run = SampleRun.whole()
        var evaluation = try #require(run.evaluation)
        evaluation.episode = .init(
            phases: [Phase("test", start: 0, end: 1)], inputs: [[.nan]], outputs: [[.infinity]], hebb: [[0]])
        run = SampleRun.run(evaluation: evaluation)
        let drawn = try raster(run)
        #expect(drawn.shows(.nan, 0, 0) && drawn.shows(1, 0, 0, panel: 1))
        // Rows of different lengths are no raster.
        evaluation.episode?.outputs = [[1, 2], [3]]
        #expect(
            try EpisodeFigure().content(of: SampleRun.run(evaluation: evaluation), FigureRequest()) == nil)
    }

    // MARK: Recall

    private static let pattern: [Double] = [1, -1, 1, -1, -1, 1, 1, -1]
    private static let cue: [Double] = [1, 0, 0, -1, 0, 1, 0, -1]
    /// Wrong in bits 2 and 6; bit 4 is weak, and right.
    private static let answer: [Double] = [0.9, -0.8, -0.4, -1, -0.1, 1, 0, -1]
    private static let hopfield: [Double] = [1, -1, 1, -1, 1, 1, 1, -1]

    private func recall(
        _ examples: [Evaluation.Example], _ settings: [String: String] = [:], width: Double? = nil
    ) throws -> DocumentFigure<Scene>? {
        var evaluation = try #require(SampleRun.whole().evaluation)
        evaluation.examples = examples
        var chosen = DirectiveSettings()
        for (name, text) in settings {
            let option = try #require(RecallExamplesFigure().options.first { $0.name == name })
            try chosen.set(option, to: text)
        }
        return try RecallExamplesFigure().content(
            of: SampleRun.run(evaluation: evaluation),
            FigureRequest(width: width.map(FigureWidth.millimetres), settings: chosen)
        )?.laidOut()
    }

    private static let example = Evaluation.Example(
        pattern: pattern, cue: cue, answer: answer, hopfield: hopfield)

    /// The middle of a cell in rows of cells, a hair apart, three or four to a test.
    private func place(_ index: Int, groups: Int = 0) -> Double {
        Double(index) + 0.12 * Double(index) + (0.7 - 0.12) * Double(groups)
    }

    @Test(arguments: [Theme.light, .dark])
    func bitsErasedBitsAndWrongBits(theme: Theme) throws {
        let good = Evaluation.Example(
            pattern: Self.pattern, cue: Self.cue, answer: Self.pattern, hopfield: nil)
        let drawn = try DrawnFigure(
            recall([Self.example, good]), theme: theme, dotsPerInch: 300)
        for (test, answer) in [Self.answer, Self.pattern].enumerated() {
            let rows = (0..<3).map { place(3 * test + $0, groups: test) }
            for bit in 0..<8 {
                // Beside the middle, where marks are, and inside of a frame.
                let x = place(bit) + 0.33
                #expect(drawn.shows(Self.pattern[bit], x, rows[0]))
                let isErased = Self.cue[bit] == 0
                #expect(drawn.shows(isErased ? .nan : Self.cue[bit], x, rows[1]))
                #expect(drawn.shows(.muted, place(bit), rows[1]) == isErased)
                #expect(drawn.shows(answer[bit], x, rows[2]))
                #expect(drawn.shows(Self.cross, place(bit), rows[2]) == (test == 0 && (bit == 2 || bit == 6)))
            }
        }
        #expect(
            drawn.texts(.annotation) == [
                "Pattern", "Cue", "Answer", "2 wrong", "Pattern", "Cue", "Answer", "0 wrong",
            ])
        #expect(drawn.misplacedTexts.isEmpty)
        let data = drawn.content.data
        #expect(data.numbers("wrong") == [0, 0, 1, 0, 0, 0, 1, 0] + [Double](repeating: 0, count: 8))
        #expect(data.numbers("answer") == Self.answer + Self.pattern)
        #expect(data.numbers("cue") == Self.cue + Self.cue)
        #expect(drawn.content.facts["wrong"] == .integer(2))
        #expect(drawn.content.facts["wrong_list"] == .text("2 and 0"))
        #expect(drawn.content.caption.contains("Crosses mark wrong signs: {{ figure.wrong_list }} of"))
        #expect(drawn.content.facts["erased"] == .integer(8))
        #expect(drawn.content.alternativeText.contains("4 of 8 bits erased from the cue, 2 wrong"))
    }

    /// The ink of the crosses.
    private static let cross = Ink.fixed(Color(0))

    @Test func asManyExamplesAsAskedForAndRecorded() throws {
        let examples = [Evaluation.Example](repeating: Self.example, count: 5)
        for (wanted, shown) in [("1", 1), ("4", 4), ("6", 5)] {
            let content = try #require(try recall(examples, ["examples": wanted]))
            #expect(content.facts["examples"] == .integer(shown))
            #expect(try DrawnFigure(content).texts(.annotation).filter { $0 == "Cue" }.count == shown)
        }
        #expect(try recall(examples)?.facts["examples"] == .integer(3))
        #expect(throws: TemplateProblem.self) { try self.recall(examples, ["examples": "0"]) }
        #expect(try recall([]) == nil)
    }

    @Test func theHopfieldNetworkIsShownIfWanted() throws {
        let drawn = try DrawnFigure(recall([Self.example], ["hopfield": "yes"]), dotsPerInch: 300)
        #expect(
            drawn.texts(.annotation) == ["Pattern", "Cue", "Answer", "2 wrong", "Hopfield", "1 wrong"])
        #expect(drawn.shows(Self.cross, place(4), place(3)) && drawn.shows(1, place(2), place(3)))
        #expect(drawn.content.facts["hopfield_wrong"] == .integer(1))
        #expect(drawn.content.data.numbers("hopfield") == Self.hopfield)
        // A run that recorded none has none to show.
        let without = Evaluation.Example(
            pattern: Self.pattern, cue: Self.cue, answer: Self.answer, hopfield: nil)
        let content = try #require(try recall([without], ["hopfield": "yes"]))
        #expect(content.facts["hopfield_wrong"] == .missing)
    }

    @Test(arguments: [(100, 10, 10), (101, 11, 10), (380, 20, 19), (2000, 50, 40)])
    func longPatternsFillTiles(size: Int, columns: Int, lines: Int) throws {
        let pattern = (0..<size).map { $0 * $0 % 3 == 0 ? 1.0 : -1 }
        var answer = pattern
        let wrong = [3, size / 2, size - 1]
        for bit in wrong { answer[bit] = -answer[bit] / 2 }
        let example = Evaluation.Example(
            pattern: pattern, cue: pattern.enumerated().map { $0.offset < 5 ? 0 : $0.element },
            answer: answer,
            hopfield: nil)
        let drawn = try DrawnFigure(recall([example, example]), dotsPerInch: 400)
        try #require(drawn.scene.panels.count == 6)
        #expect(drawn.scene.panels[0].xDomain == -0.5...Double(columns) - 0.5)
        #expect(drawn.scene.panels[0].yDomain == -0.5...Double(lines) - 0.5)
        for (part, values) in [pattern, example.cue, answer].enumerated() {
            // The crosses on wrong bits have their own check.
            let seen = (0..<size).filter { part < 2 || !wrong.contains($0) }.allSatisfy { bit in
                let value = part == 1 && bit < 5 ? .nan : values[bit]
                // Beside the middle, where an erased bit could have its dot.
                return drawn.shows(
                    value, Double(bit % columns), Double(bit / columns) + 0.3, panel: 3 + part)
            }
            #expect(seen, "part \(part)")
        }
        for bit in wrong {
            #expect(drawn.shows(Self.cross, Double(bit % columns), Double(bit / columns), panel: 2))
        }
        #expect(drawn.texts(.axisTitle, panel: 2) == ["3 wrong"])
        #expect(drawn.misplacedTexts.isEmpty)
    }

    @Test func hostileExamples() throws {
        // One bit; nothing but numbers that are none; parts of different sizes.
        let tiny = Evaluation.Example(pattern: [1], cue: [0], answer: [.nan], hopfield: nil)
        let drawn = try DrawnFigure(recall([tiny]))
        #expect(drawn.content.facts["wrong"] == .integer(1) && drawn.misplacedTexts.isEmpty)
        let infinite = Evaluation.Example(
            pattern: [1, -1], cue: [.infinity, 0], answer: [.infinity, .nan], hopfield: nil)
        #expect(try DrawnFigure(recall([infinite])).content.facts["wrong"] == .integer(1))
        let ragged = Evaluation.Example(pattern: [1, -1], cue: [1], answer: [1, -1], hopfield: nil)
        #expect(try recall([ragged]) == nil)
        #expect(try recall([ragged, tiny])?.facts["examples"] == .integer(1))
        #expect(try recall([tiny, infinite]) == nil)
    }
}
