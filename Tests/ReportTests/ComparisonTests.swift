import BOHP
import Foundation
import Plot
import Render
import RunRecord
import TestSupport
import Testing

@testable import Document
@testable import Report

/// Several runs in one report.
@Suite struct ComparisonTests {
    /// A run whose error goes straight from `first` to `last`.
    private func run(
        _ name: String, seed: UInt32 = 0, from first: Double = 10, to last: Double = 2, episodes: Int = 200,
        _ change: (inout Configuration) -> Void = { _ in }
    ) -> Run {
        var configuration = Configuration()
        configuration.seed = seed
        configuration.episodes = 200
        change(&configuration)
        var information = RunInformation(name: name, configuration: configuration, command: ["bohp-train"])
        information.status = .finished
        information.episodesDone = episodes
        var metrics = Metrics(columns: configuration.columns)
        for episode in 0..<episodes {
            let error = first + (last - first) * Double(episode) / 199
            metrics.append([error / 10, error, error / 100, error * 2])
        }
        return Run(
            path: "runs/\(name)", information: information, metrics: metrics, network: nil, evaluation: nil)
    }

    private var six: RunComparison {
        RunComparison(
            [0, 1, 2].map { run("p\($0)", seed: UInt32($0), to: Double($0) + 1) }
                + [0, 1, 2].map { run("f\($0)", seed: UInt32($0), to: 8) { $0.plastic = false } })
    }

    private func content(
        _ figure: any CatalogueFigure<RunComparison>, _ comparison: RunComparison,
        _ settings: [String: String] = [:]
    ) throws -> FigureContent {
        var request = FigureRequest()
        for (name, text) in settings {
            let option = try #require(figure.options.first { $0.name == name })
            try request.settings.set(option, to: text)
        }
        return try #require(try figure.content(of: comparison, request))
    }

    private func numbers(_ content: FigureContent, _ name: String) throws -> [Double] {
        let column = try #require(content.data.columns.first { $0.name == name })
        return try column.cells.map { try #require($0.asNumber, "\(name) is no number") }
    }

    @Test func runsThatDifferOnlyInSeedsBelongTogether() {
        #expect(six.groups.map(\.members) == [[0, 1, 2], [3, 4, 5]])
        #expect(six.groups.map(\.label) == ["plastic = yes, 3 runs", "plastic = no, 3 runs"])
        #expect(six.differences.map(\.key) == ["plastic"])
        #expect(six.seedsDiffer && !six.differsOnlyInSeeds)
        #expect(!six.shared.contains { ["plastic", "seed"].contains($0.key) })
        #expect(six.shared.contains { $0.key == "eta" })
        let seeds = RunComparison([run("a", seed: 1), run("b", seed: 2)])
        #expect(seeds.differsOnlyInSeeds && seeds.groups.map(\.label) == ["2 runs"])
        let tasks = RunComparison([run("a"), run("b") { $0.task = Regurgitation() }])
        #expect(tasks.groups.map(\.label) == ["a", "b"])
        #expect(
            tasks.differences.first { $0.key == "task.patterns" }?.values == [.text("3"), .missing])
        let twins = RunComparison([
            run("a"),
            Run(
                path: "other/a", information: run("a").information, metrics: Metrics(columns: []),
                network: nil,
                evaluation: nil),
        ])
        #expect(twins.labels == ["runs/a", "other/a"])
    }

    @Test func aBandIsMedianAndQuartilesOfTheSmoothedCurves() throws {
        let content = try content(ComparisonCurvesFigure(), six)
        #expect(
            content.data.columns.map(\.name) == [
                "episode", "plastic = yes, 3 runs absolute_error_median",
                "plastic = yes, 3 runs absolute_error_lower_quartile",
                "plastic = yes, 3 runs absolute_error_upper_quartile",
                "plastic = no, 3 runs absolute_error_median",
                "plastic = no, 3 runs absolute_error_lower_quartile",
                "plastic = no, 3 runs absolute_error_upper_quartile",
            ])
        // Straight lines are their own smooth curves: at the end 1, 2 and 3. The window holds 21 of the 200 episodes.
        for (part, end) in [("median", 2.0), ("lower_quartile", 1.5), ("upper_quartile", 2.5)] {
            let values = try numbers(content, "plastic = yes, 3 runs absolute_error_\(part)")
            #expect(values.count == 180)
            for (index, value) in values.enumerated() {
                #expect(abs(value - (10 + (end - 10) * Double(index + 10) / 199)) < 1e-9)
            }
        }
        #expect(content.alternativeText.contains("plastic = no, 3 runs: from 9.90 to 8.10"))
        #expect(content.caption.contains("the band between"))
        #expect(content.facts["episodes"] == .text("200 episodes each"))
    }

    @Test func errorsThatFallByADecadeAreLogarithmic() throws {
        let falling = { (name: String, factor: Double) in
            let run = FigureRuns.run(absoluteError: (0..<400).map { 10 * pow(factor, Double($0)) })
            return Run(
                path: name, information: run.information, metrics: run.metrics, network: nil, evaluation: nil)
        }
        func panel(_ factor: Double, _ settings: [String: String] = [:]) throws -> PanelPlace {
            let runs = RunComparison([falling("a", factor), falling("b", factor)])
            return try #require(try content(ComparisonCurvesFigure(), runs, settings).drawing.panels.first)
        }
        #expect(try panel(0.99).yDomain.lowerBound > 0)
        #expect(try panel(0.999).yDomain.lowerBound == 0)
        #expect(try panel(0.99, ["scale": "linear"]).yDomain.lowerBound == 0)
    }

    @Test func otherRunsHaveTheirOwnCurves() throws {
        let pair = RunComparison([
            run("a", seed: 1), run("b", seed: 2, episodes: 50), run("c") { $0.eta = 0.9 },
        ])
        let bits = try content(ComparisonCurvesFigure(), pair, ["quantity": "bit-error-rate"])
        #expect(
            bits.data.columns.map(\.name) == ["episode"]
                + ["a", "b", "c"].map { "\($0) bit_error_rate_percent_smoothed" })
        // The window of the longest run holds 21 episodes.
        #expect(
            bits.facts["window"] == .integer(21)
                && bits.data.numbers("episode") == (11...190).map(Double.init))
        let last = try #require(try numbers(bits, "a bit_error_rate_percent_smoothed").last)
        #expect(abs(last - (10 - 8 * 189 / 199)) < 1e-9)
        #expect(try numbers(bits, "b bit_error_rate_percent_smoothed").count == 30)
        #expect(bits.data.rowCount == 180)
        #expect(!bits.caption.contains("band"))
        #expect(bits.facts["episodes"] == .text("50 to 200 episodes"))
        let norm = try content(ComparisonCurvesFigure(), pair, ["quantity": "gradient-norm", "scale": "log"])
        #expect(abs(try numbers(norm, "a gradient_norm_smoothed")[0] - (20 - 16 * 10 / 199)) < 1e-9)
        #expect(norm.drawing.panels.first?.yDomain.lowerBound ?? 0 > 0)
        let nothing = RunComparison([run("a", episodes: 0), run("b", episodes: 0)])
        #expect(try ComparisonCurvesFigure().content(of: nothing, FigureRequest()) == nil)
    }

    @Test func aBandReachesAsFarAsAllOfItsRuns() throws {
        let runs = RunComparison([run("a", seed: 1), run("b", seed: 2), run("c", seed: 3, episodes: 90)])
        let content = try content(ComparisonCurvesFigure(), runs)
        #expect(try numbers(content, "3 runs absolute_error_median").count == 70)
    }

    @Test func pixelsOfTheCurvesAreWhereTheNumbersAre() throws {
        let content = try content(ComparisonCurvesFigure(), six)
        let panel = try #require(content.drawing.panels.first)
        let image = try Picture(png: GDRenderer(dotsPerInch: 200).render(content.drawing, theme: .light))
        for (label, blue) in [("plastic = yes, 3 runs", true), ("plastic = no, 3 runs", false)] {
            let values = try numbers(content, "\(label) absolute_error_median")
            for episode in [60, 120, 180] {
                let point = panel.pixel(x: Double(episode), y: values[episode - 11], dotsPerInch: 200)
                let colour = image[Int(point.x), Int(point.y)]
                #expect((colour.blue > colour.red + 60) == blue, "\(label) \(episode) \(colour)")
                #expect(blue || colour.red > colour.blue + 60, "\(label) \(episode) \(colour)")
            }
        }
    }

    /// Runs in two configurations that were measured: 10, 12 and 40 % of their bits are wrong.
    private func measured(chance: Double?) -> RunComparison {
        RunComparison(
            [("a", 0.1, 0.99), ("b", 0.12, 0.99), ("c", 0.4, 0.9)].enumerated().map { index, part in
                let (name, mean, eta) = part
                let run = run(name, seed: UInt32(index)) { $0.eta = eta }
                var evaluation = FigureRuns.evaluation()
                var estimate = evaluation.bitErrorRate.trained
                (estimate.mean, estimate.low, estimate.high) = (mean, mean - 0.03, mean + 0.05)
                evaluation.bitErrorRate.trained = estimate
                evaluation.bitErrorRate.chance = chance
                return Run(
                    path: run.path, information: run.information, metrics: run.metrics, network: nil,
                    evaluation: evaluation)
            })
    }

    @Test func measuredErrorsAreDotsWithTheirIntervals() throws {
        let content = try content(ComparisonErrorsFigure(), measured(chance: 0.25))
        for (name, percent) in [
            ("bit_error_rate_percent", [10.0, 12, 40]), ("low_percent", [7, 9, 37]),
            ("high_percent", [15, 17, 45]),
        ] {
            #expect(zip(try numbers(content, name), percent).allSatisfy { abs($0 - $1) < 1e-9 }, "\(name)")
        }
        let drawn = try DrawnFigure(content)
        // Two rows of one configuration, a gap, and a row of the other.
        for (ink, row, mean) in [(Ink.series(0), 0.0, 10.0), (.series(0), 1, 12), (.series(1), 2.6, 40)] {
            #expect(drawn.shows(ink, near: mean, row))
            #expect(drawn.shows(ink, near: mean - 2.5, row) && drawn.shows(ink, near: mean + 4.5, row))
            #expect(drawn.isBare(mean - 4, row) && drawn.isBare(mean + 6, row))
        }
        #expect(drawn.misplacedTexts == [])
    }

    @Test(arguments: [0.01, 0.02, 0.11, 0.25, 0.5, 1])
    func theWordForGuessingStandsOverItsLine(chance: Double) throws {
        let drawn = try DrawnFigure(try content(ComparisonErrorsFigure(), measured(chance: chance)))
        let word = try #require(drawn.scene.texts.first { $0.text == "guessing" })
        let panel = drawn.scene.panels[0]
        #expect(word.box.maxY < panel.plotArea.minY - 1)
        #expect(abs((word.box.minX + word.box.maxX) / 2 - panel.point(x: chance * 100, y: 0).x) < 0.5)
        #expect(drawn.misplacedTexts == [])
        #expect((0..<12).contains { drawn.shows(.muted, near: chance * 100, 1.7 + Double($0) * 0.02) })
    }

    @Test func withoutOneChanceForAllThereIsNoLineForGuessing() throws {
        let drawn = try DrawnFigure(try content(ComparisonErrorsFigure(), measured(chance: nil)))
        #expect(!drawn.scene.texts.contains { $0.text == "guessing" })
    }

    @Test func theBestOfEachMeasureIsMarked() throws {
        let runs = RunComparison([run("a", to: 5), run("b", to: 1) { $0.eta = 0.9 }, run("c", episodes: 0)])
        let results = try #require(ResultsTable().content(of: runs, DirectiveSettings()))
        #expect(results.best == [.init(row: 1, column: 2), .init(row: 1, column: 3)])
        #expect(results.rows[2][2] == .missing && results.rows[1][0] == .text("b"))
        let alike = RunComparison([run("a"), run("b")])
        #expect(try #require(ResultsTable().content(of: alike, DirectiveSettings())).best.isEmpty)
        let groups = try #require(GroupsTable().content(of: six, DirectiveSettings()))
        #expect(groups.best == [.init(row: 0, column: 1)])
        #expect(groups.rows.map { $0[0] } == six.groups.map { .text($0.label) })
        #expect(GroupsTable().content(of: runs, DirectiveSettings()) == nil)
        let page = try ReportPage.page("```{table} results\n```", Catalogue.standard.context(of: runs))
        #expect(page.components(separatedBy: "<td class=\"number\"><strong>").count == 3)
    }

    @Test func onlyWhatDiffersIsInTheTableOfDifferences() throws {
        let table = try #require(DifferencesTable().content(of: six, DirectiveSettings()))
        #expect(table.columns.map(\.title) == ["Run", "Connections are plastic", "Seed"])
        #expect(table.rows[4] == [.text("f1"), .flag(false), .integer(1)])
        #expect(
            DifferencesTable().content(of: RunComparison([run("a"), run("b")]), DirectiveSettings()) == nil)
    }

    @Test func valuesAreThoseOfAllRuns() throws {
        let context = Catalogue.standard.context(of: six)
        let text = try ReportPage.page(
            "{{ comparison.names }}; {{ comparison.groups }}; {{ comparison.differing }}; {{ configuration.eta }}; "
                + "{{ configuration.plastic | default(\"mixed\") }}", context)
        #expect(text.contains("<p>p0, p1, p2, f0, f1 and f2; 2; plastic; 0.99; mixed</p>"))
        #expect(
            ReportPage.error("{{ run.name }}", context)?.message
                == "there is no value run.name: it is for the report of a single run, and this one compares several"
        )
        #expect(
            ReportPage.error("```{figure} loss-curve\n```", context)?.message.contains("of a single run")
                == true
        )
        #expect(
            ReportPage.error("{{ comparison.runs }}", ReportPage.context(of: run("a")))?.message
                .contains("for a report that compares several runs") == true)
    }

    @Test func theFoldersNameIsMadeOfAllNames() {
        let long = (0..<20).map { run("run-number-\($0)") }
        #expect(RunReport.folderName(comparing: [run("a"), run("b")]) == "a-vs-b")
        let name = RunReport.folderName(comparing: long)
        #expect(name.hasPrefix("run-number-0-vs-19-others-") && name.utf8.count < RunReport.longestName)
        #expect(RunReport.folderName(comparing: long) == name)
        #expect(RunReport.folderName(comparing: long.reversed()) != name)
        let hostile = [run("../x"), run(String(repeating: "é", count: 90))]
        #expect(RunReport.folderName(comparing: hostile).utf8.count < 255)
        #expect(!RunReport.folderName(comparing: hostile).contains("/"))
    }

    @Test func manyRunsOfHostileNamesCanBeDrawn() throws {
        let runs = RunComparison(
            HostileText.names.enumerated().map { index, name in
                run(name) { $0.eta = 0.5 + Double(index) / 100 }
            })
        let content = try content(ComparisonCurvesFigure(), runs)
        #expect(content.facts["curves"] == .integer(HostileText.names.count))
        // The legend has an entry for every run, on the page in spite of a name of 5000 letters.
        let labels = content.drawing.texts.filter { $0.role == .legend }
        #expect(labels.count == HostileText.names.count)
        #expect(labels.allSatisfy { $0.text.count <= 48 && $0.box.maxX <= content.drawing.width.points })
        _ = try Picture(png: GDRenderer(dotsPerInch: 60).render(content.drawing, theme: .dark))
    }
}
