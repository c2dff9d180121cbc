import Analysis
import BOHP
import Foundation
import Plot
import Testing

@testable import Document
@testable import Report

/// What the report of a sweep says.
@Suite("Reports of sweeps") struct SweepReportTests {
    private func content(
        _ figure: any CatalogueFigure<SweepResults>, _ sweep: SweepResults, _ settings: [String: String] = [:]
    ) throws -> DocumentFigure<Scene> {
        var request = FigureRequest()
        for (name, text) in settings {
            try request.settings.set(#require(figure.options.first { $0.name == name }), to: text)
        }
        return try #require(try figure.content(of: sweep, request)?.laidOut())
    }

    private func cells(_ table: DataTable, _ name: String) throws -> [Value] {
        try #require(table.columns.first { $0.name == name }).cells
    }

    @Test("The best configuration is the one with the smallest interquartile mean over its seeds")
    func ranking() throws {
        let sweep = SampleSweep.grid(seeds: 5)
        let ranking = try #require(sweep.ranking)
        #expect(ranking.best.label == "learning_rate = 0.003, plastic = yes, eta = 0.99")
        #expect(ranking.measure.name == "test_bit_error_rate")
        let runs = sweep.configurations[ranking.best.configuration].runs
        let rates = runs.compactMap { sweep.runs[$0].numbers["test_bit_error_rate"] }.map { $0 * 100 }
        #expect(ranking.best.mean == interquartileMean(rates))
        #expect(zip(ranking.entries, ranking.entries.dropFirst()).allSatisfy { $0.mean <= $1.mean })
        // The configuration in which a run diverged is not ranked, though its other runs are measured.
        #expect(ranking.entries.count == 23 && ranking.failed == 1 && ranking.unfinished == 0)
        // Accuracy prefers more, and has the same order.
        let accuracy = try #require(
            SweepRanking(of: sweep.runs, in: sweep.configurations, sweep.settings, by: SweepMeasure.all()[2]))
        #expect(accuracy.entries.map(\.configuration) == ranking.entries.map(\.configuration))
        #expect(accuracy.isWorse == ranking.isWorse)
    }

    @Test("A configuration with less than half of its runs is not ranked")
    func unfinished() throws {
        let sweep = SampleSweep.tiny(seeds: 4)
        var runs = sweep.runs
        for place in 0..<3 {
            runs[place].state = .paused
            runs[place].numbers = [:]
        }
        let changed = SweepResults(
            name: "tiny", path: "tiny", settings: sweep.settings, runs: runs, comparison: nil)
        #expect(changed.ranking?.entries.map(\.label) == ["batch = 4"])
        #expect(changed.ranking?.unfinished == 1)
        #expect(SweepVerdict(changed)?.decision == nil)
    }

    @Test("The verdict says whether the best is decided, and how many more seeds would decide")
    func verdict() throws {
        let decided = try #require(SweepVerdict(SampleSweep.tiny(seeds: 8, offset: 2)))
        #expect(
            decided.best.hasPrefix("batch = 1, whose error rate on fresh episodes is ")
                && decided.best.contains("interquartile mean of eight seeds; 95 % interval"))
        #expect(
            decided.decision
                == "This is decided: over the same seeds, it is better than the other configuration (paired t tests at 5 % for "
                + "all together).")
        let sweep = SampleSweep.tiny(seeds: 8, offset: 0.1)
        let ranking = try #require(sweep.ranking)
        let comparison = try #require(ranking.comparisons[1])
        let needed = try #require(comparison.pairsNeeded())
        let open = try #require(SweepVerdict(sweep)?.decision)
        #expect(open.hasPrefix("It is not decided whether this configuration is the best"))
        #expect(open.contains("About \(needed - 8) more seeds of both would decide between these two"))
        let single = try #require(SweepVerdict(SampleSweep.random())?.decision)
        #expect(single.contains("seeds were not repeated"))
    }

    @Test("Importance names the settings that matter, with their shares")
    func importance() throws {
        let text = try #require(SweepVerdict(SampleSweep.random())?.importance)
        #expect(text.hasPrefix("Of the variance of this measure, learning_rate explains "))
        let figure = try content(SweepImportanceFigure(), SampleSweep.random())
        let names = try cells(figure.data, "setting").map(\.plainText)
        #expect(names.first == "learning_rate" && names.last == "rest")
        let shares = try cells(figure.data, "share").compactMap(\.asNumber)
        #expect(shares[0] > 0.7 && abs(shares.reduce(0, +) - 1) < 0.1)
    }

    @Test("A heatmap has the best of each cell, or the mean")
    func heatmap() throws {
        let sweep = SampleSweep.grid(seeds: 5)
        let ranking = try #require(sweep.ranking)
        let best = try content(SweepHeatmapFigure(), sweep)
        let mean = try content(SweepHeatmapFigure(), sweep, ["others": "mean"])
        let rates = try cells(best.data, "learning_rate").map(\.plainText)
        let plastic = try cells(best.data, "plastic").map(\.plainText)
        let values = try cells(best.data, "test_bit_error_rate").compactMap(\.asNumber)
        let means = try cells(mean.data, "test_bit_error_rate").compactMap(\.asNumber)
        #expect(values.count == 8)
        let cell = try #require(zip(rates, plastic).enumerated().first { $0.element == ("0.003", "yes") })
            .offset
        #expect(abs(values[cell] * 100 - ranking.best.mean) < 1e-12)
        let members = ranking.entries.filter { $0.label.hasPrefix("learning_rate = 0.003, plastic = yes") }
        #expect(members.count == 3)
        #expect(abs(means[cell] * 100 - members.reduce(0) { $0 + $1.mean } / 3) < 1e-12)
    }

    @Test("Curves go along the most important number, and share the other settings with the best")
    func curves() throws {
        let sweep = SampleSweep.grid(seeds: 5)
        let figure = try content(SweepCurvesFigure(), sweep)
        #expect(figure.facts["setting"] == .code("learning_rate"))
        #expect(figure.facts["others"] == .text("eta = 0.99"))
        // Samples of random numbers share no setting.
        #expect(try SweepCurvesFigure().content(of: SampleSweep.random(), FigureRequest()) == nil)
        #expect(figure.drawing.texts.contains { $0.text == "plastic = no" })
    }

    @Test("Many numbers form classes of about equally many configurations, and few are levels")
    func classes() throws {
        let rate = SampleSweep.random().settings[0]
        #expect(rate.isLogarithmic && !rate.isValues && rate.labels.count == 5)
        let counts = (0..<5).map { level in rate.levels.count { $0 == level } }
        #expect(counts == [20, 20, 20, 20, 20])
        let grid = SampleSweep.grid(seeds: 1).settings
        #expect(
            grid.map(\.labels) == [
                ["0.0003", "0.001", "0.003", "0.01"], ["yes", "no"], ["0.9", "0.97", "0.99"],
            ])
        #expect(grid.map(\.isLogarithmic) == [true, false, false])
    }

    @Test("Tables list the best with their differences, the failures and the settings")
    func tables() throws {
        let sweep = SampleSweep.grid(seeds: 5)
        let best = try #require(BestConfigurationsTable().content(of: sweep, DirectiveSettings()))
        #expect(best.rows.count == 10)
        #expect(best.rows[0].prefix(5).map(\.plainText) == ["1", "0.003", "yes", "0.99", "5"])
        #expect(best.rows[0].last == .missing && best.best.contains(.init(row: 0, column: 5)))
        let failures = try #require(SweepFailuresTable().content(of: sweep, DirectiveSettings()))
        #expect(failures.rows == [[.text("23,0"), .text("diverged at episode 20")]])
        #expect(SweepFailuresTable().content(of: SampleSweep.random(), DirectiveSettings()) == nil)
        let settings = try #require(SweptSettingsTable().content(of: sweep, DirectiveSettings()))
        #expect(settings.rows[0].last == .text("0.0003, 0.001, 0.003 and 0.01"))
    }

    @Test("Parallel coordinates draw a line for each configuration, the best ones on top")
    func parallel() throws {
        let figure = try content(SweepParallelFigure(), SampleSweep.grid(seeds: 5))
        #expect(figure.facts["best"] == .integer(2))
        #expect(try cells(figure.data, "seed").count == 23 * 5)
        #expect(figure.drawing.texts.contains { $0.text == "learning_rate" })
    }
}
