import Foundation
import Plot
import TestSupport
import Testing

@testable import Analysis
@testable import BOHP
@testable import Document
@testable import Report
@testable import RunRecord

/// The figures of the completion of images.
@Suite struct FiguresImagesTests {
    /// A run on synthetic images of 6 × 6 pixels.
    private static func run(_ change: (inout Images) -> Void = { _ in }) -> Run {
        var task = Images()
        (task.side, task.cycles, task.presentationSteps) = (6, 1, 2)
        change(&task)
        var configuration = Experiment("", words: "", task: task) { _ in }.configuration
        configuration.episodes = 40
        return SampleRun.whole(configuration)
    }

    private static func drawn(_ figure: any CatalogueFigure<AnalysedRun>, _ run: Run) throws -> DrawnFigure {
        try DrawnFigure(
            figure.content(of: AnalysedRun(run), FigureRequest())?.laidOut(), dotsPerInch: 300)
    }

    @Test func everyPixelOfImageShownHalfAndAnswerHasItsGrey() throws {
        let run = Self.run()
        let examples = try #require(run.evaluation?.examples).prefix(4)
        let drawn = try Self.drawn(ImagesFigure(), run)
        #expect(drawn.scene.panels.count == 12 && drawn.misplacedTexts.isEmpty)
        var wrong: [String] = []
        for (index, example) in examples.enumerated() {
            let rows = [example.pattern, example.cue.map { $0 == 0 ? .nan : $0 }, example.answer]
            for (row, pixels) in rows.enumerated() {
                for (pixel, value) in pixels.enumerated()
                where !drawn.shows(value, Double(pixel % 6), Double(pixel / 6), panel: 4 * row + index) {
                    wrong.append("image \(index), row \(row), pixel \(pixel)")
                }
            }
        }
        #expect(wrong == [])
        #expect(drawn.content.data.rowCount == 4 * 36)
        #expect(drawn.content.data.numbers("answer")[36 + 5] == examples[1].answer[5])
    }

    @Test func theCaptionTellsTheHiddenHalfFromCompletionsWithoutMemory() throws {
        let run = Self.run()
        let finding = try #require(run.evaluation?.findings["images"])
        #expect(finding.rows == ["trained", "untrained", "alpha_zero", "mirror", "grey"])
        let drawn = try Self.drawn(ImagesFigure(), run)
        #expect(
            drawn.content.facts["mirror_correlation"] == .number(finding["correlation"][3]))
        for fact in ["trained_correlation", "alpha_zero_correlation", "mirror_correlation", "episodes"] {
            #expect(drawn.content.caption.contains("figure.\(fact)"))
        }
        // A grey image has the error of the image itself, and no correlation.
        #expect(finding["correlation"][4] == 0 && finding["squared_error"][4] > 0)
    }

    @Test func connectionsStandAtThePlacesOfTheirSources() throws {
        let run = Self.run()
        let network = try #require(run.network)
        let drawn = try Self.drawn(PixelConnectionsFigure(), run)
        #expect(drawn.scene.panels.count == 6 && drawn.misplacedTexts.isEmpty)
        let places = [1, 3, 5]
        for (row, matrix) in [network.w, network.alpha].enumerated() {
            for (index, place) in places.enumerated() {
                let panel = 3 * row + index
                let limit = drawn.scene.panels[panel].colors.domain.upperBound
                for source in 0..<36 where source != place * 7 {
                    let value = max(-limit, min(limit, matrix[place * 7, source]))
                    #expect(drawn.shows(value, Double(source % 6), Double(source / 6), panel: panel))
                }
            }
        }
        let data = drawn.content.data
        #expect(data.numbers("alpha")[36 + 10] == network.alpha[21, 10] && data.rowCount == 3 * 36)
    }

    @Test func otherTasksHaveNoImages() throws {
        for run in [SampleRun.whole(), SampleRun.run(SampleRun.regurgitation())] {
            let analysed = AnalysedRun(run)
            #expect(try ImagesFigure().content(of: analysed, FigureRequest()) == nil)
            #expect(try PixelConnectionsFigure().content(of: analysed, FigureRequest()) == nil)
            #expect(try CorrelationCurveFigure().content(of: analysed, FigureRequest()) == nil)
        }
        #expect(try RecallExamplesFigure().content(of: AnalysedRun(Self.run()), FigureRequest()) == nil)
    }
}
