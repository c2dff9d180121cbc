import Analysis
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
        measured: Double? = nil, path: String = "runs",
        _ change: (inout Configuration) -> Void = { _ in }
    ) -> ComparedRun {
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
        return ComparedRun(
            Run(
                path: "\(path)/\(name)", information: information, metrics: metrics, network: nil,
                evaluation: measured.map { Self.evaluation(of: $0) }))
    }

    /// An evaluation in which this share of bits is wrong, from 3 percent less to 5 percent more.
    private static func evaluation(of mean: Double) -> Evaluation {
        var evaluation = FigureRuns.evaluation()
        var estimate = evaluation.bitErrorRate.trained
        (estimate.mean, estimate.low, estimate.high) = (mean, mean - 0.03, mean + 0.05)
        evaluation.bitErrorRate.trained = estimate
        return evaluation
    }

    private var six: RunComparison {
        RunComparison(
            [0, 1, 2].map { run("p\($0)", seed: UInt32($0), to: Double($0) + 1) }
                + [0, 1, 2].map { run("f\($0)", seed: UInt32($0), to: 8) { $0.plastic = false } })
    }

    private func content(
        _ figure: any CatalogueFigure<RunComparison>, _ comparison: RunComparison,
        _ settings: [String: String] = [:]
    ) throws -> DocumentFigure<Scene> {
        var request = FigureRequest()
        for (name, text) in settings {
            let option = try #require(figure.options.first { $0.name == name })
            try request.settings.set(option, to: text)
        }
        return try #require(try figure.content(of: comparison, request)?.laidOut())
    }

    private func numbers(_ content: DocumentFigure<Scene>, _ name: String) throws -> [Double] {
        let column = try #require(content.data.columns.first { $0.name == name })
        return try column.cells.map { try #require($0.asNumber, "\(name) is no number") }
    }

    @Test func runsThatDifferOnlyInSeedsBelongTogether() {
        #expect(six.groups.map(\.members) == [[0, 1, 2], [3, 4, 5]])
        #expect(six.groups.map(\.label) == ["plastic = yes", "plastic = no"])
        #expect(six.differences.map(\.key) == ["plastic"])
        #expect(six.seedsDiffer && !six.differsOnlyInSeeds && six.tasks.count == 1)
        #expect(!six.shared.contains { ["plastic", "seed"].contains($0.key) })
        #expect(six.shared.contains { $0.key == "eta" })
        let seeds = RunComparison([run("a", seed: 1), run("b", seed: 2)])
        #expect(seeds.differsOnlyInSeeds && seeds.groups.map(\.label) == ["2 runs"])
        let twins = RunComparison([run("a"), run("a", path: "other") { $0.eta = 0.5 }])
        #expect(twins.labels == ["runs/a", "other/a"])
        // A setting that decides nothing does not make another configuration.
        let idle = RunComparison([
            run("a", seed: 1) { $0.engine = .rtrl },
            run("b", seed: 2) {
                $0.engine = .rtrl
                $0.traceMemory = .stored
            },
        ])
        #expect(idle.groups.count == 1)
    }

    @Test func noTwoConfigurationsHaveOneLabel() {
        // Numbers that differ in the twelfth digit, more settings than fit into a label, and the same end of two keys.
        let runs = (0..<24).map { index in
            run("run \(index)", seed: UInt32(index / 12)) {
                $0.eta = index.isMultiple(of: 2) ? 0.9 : 0.900000000001
                $0.batch = 1 + index / 2 % 3
                $0.l1Penalty = index / 6 % 2 == 0 ? 0 : 1e-5
                $0.precision = index / 6 % 2 == 0 ? .double : .float
            }
        }
        let comparison = RunComparison(runs)
        #expect(comparison.groups.count == 12 && comparison.groups.allSatisfy { $0.members.count == 2 })
        for label in [\ComparedGroup.label, \.short, \.inTask, \.values] {
            #expect(Set(comparison.groups.map { $0[keyPath: label] }).count == 12)
        }
        #expect(comparison.groups.allSatisfy { $0.short.count <= RunComparison.longestLabel })
        #expect(comparison.usesNumbers && comparison.groups[11].short == "no. 12")
        let long = RunComparison(
            (0..<3).map { run(String(repeating: "x", count: 60) + "\($0)") { $0.eta = 0.5 } })
        #expect(long.groups.count == 1)
    }

    private static var small: AssociativeMemory {
        var task = AssociativeMemory()
        task.patternSize = 8
        return task
    }

    /// Two tasks, one of them with two values of a setting.
    private var tasks: RunComparison {
        RunComparison([
            run("a", measured: 0.2), run("b", measured: 0.01) { $0.task = Regurgitation() },
            run("c", measured: 0.5) { $0.eta = 0.5 },
            run("d", measured: 0.1) { $0.task = Self.small },
        ])
    }

    @Test func onlyRunsOfOneTaskAreRanked() throws {
        #expect(tasks.tasks.map(\.groups) == [[0, 2], [1], [3]])
        #expect(
            tasks.tasks.map(\.label) == [
                "pattern_size = 28", "Regurgitation of sequences", "pattern_size = 8",
            ])
        #expect(tasks.tasks.map(\.best) == [[0], [], []])
        #expect(tasks.groups.map(\.label) == ["a", "b", "c", "d"])
        #expect(
            tasks.differences.first { $0.key == "task.patterns" }?.values == [
                .text("3"), .missing, .text("3"), .text("3"),
            ])
        let results = try #require(ResultsTable().content(of: tasks, DirectiveSettings()))
        // The lowest error of all is that of the other task.
        #expect(results.best == [.init(row: 0, column: 4)])
        #expect(results.caption.contains("of each task"))
        let text = try #require(ComparisonFindings(tasks).text)
        #expect(text.contains("three tasks") && !text.contains("lowest"))
        let curves = try content(ComparisonCurvesFigure(), tasks)
        #expect(curves.drawing.panels.count == 3)
        let errors = try content(ComparisonErrorsFigure(), tasks)
        #expect(errors.drawing.panels.count == 3)
        #expect(errors.data.columns.first { $0.name == "task" }?.cells == [1, 2, 1, 3].map { .integer($0) })
    }

    @Test func theSummaryNamesGroupsNotSeeds() throws {
        let rates = [0.003, 0.004, 0.005, 0.0042, 0.0036, 0.0044]
        let runs = rates.enumerated().flatMap { seed, rate in
            [
                run("p\(seed)", seed: UInt32(seed), measured: rate),
                run("f\(seed)", seed: UInt32(seed), measured: rate + 0.23) { $0.plastic = false },
            ]
        }
        // numpy.percentile(rates, [25, 50, 75]) = 0.0037, 0.0041, 0.00435
        #expect(
            ComparisonFindings(RunComparison(runs)).text
                == "Bit error rate on fresh episodes (median and quartiles of 6 seeds): 0.41\u{A0}% "
                + "(0.37–0.43) with plastic = yes; 23.41\u{A0}% (23.37–23.43) with plastic = no. The intervals do not overlap."
        )
        let pair = RunComparison([run("a", measured: 0.1), run("b", measured: 0.12) { $0.eta = 0.5 }])
        #expect(ComparisonFindings(pair).text?.contains("none is shown to be best") == true)
        #expect(pair.tasks[0].best.isEmpty)
        #expect(ComparisonFindings(RunComparison([run("a"), run("b", seed: 1)])).text == nil)
        let many = RunComparison(
            (0..<9).map { index in
                run("r\(index)", measured: 0.1 + 0.06 * Double(index)) { $0.eta = Double(index + 1) / 10 }
            })
        let text = try #require(ComparisonFindings(many).text)
        #expect(text.contains("lowest and highest of 9 runs: 10.00\u{A0}% (7.00–15.00) for r0; 58.00\u{A0}%"))
        #expect(text.contains("overlaps 1 other,") && many.tasks[0].best == [0, 1])
    }

    // MARK: Curves

    @Test func aBandIsMedianAndQuartilesOfTheSmoothedCurves() throws {
        let content = try content(ComparisonCurvesFigure(), six)
        #expect(
            content.data.columns.map(\.name) == [
                "episode", "plastic = yes absolute_error_median",
                "plastic = yes absolute_error_lower_quartile",
                "plastic = yes absolute_error_upper_quartile",
                "plastic = no absolute_error_median",
                "plastic = no absolute_error_lower_quartile",
                "plastic = no absolute_error_upper_quartile",
            ])
        // Straight lines are their own smooth curves: from 10 to 1, 2 and 3. The window holds 21 of the 200 episodes.
        for (part, end) in [("median", 2.0), ("lower_quartile", 1.5), ("upper_quartile", 2.5)] {
            let values = try numbers(content, "plastic = yes absolute_error_\(part)")
            #expect(values.count == 180)
            for (index, value) in values.enumerated() {
                #expect(abs(value - (10 + (end - 10) * Double(index + 10) / 199)) < 1e-9)
            }
        }
        #expect(content.alternativeText.contains("plastic = no: from 9.90 to 8.10"))
        #expect(content.caption.contains("the band between"))
        #expect(content.facts["episodes"] == .text("200 episodes each"))
    }

    @Test func otherRunsHaveTheirOwnCurves() throws {
        let pair = RunComparison([
            run("a", seed: 1), run("b", seed: 2, episodes: 50), run("c") { $0.eta = 0.9 },
        ])
        let bits = try content(ComparisonCurvesFigure(), pair, ["quantity": "bit-error-rate"])
        #expect(
            bits.data.columns.map(\.name) == ["episode"]
                + ["a", "b", "c"].map { "\($0) bit_error_rate_percent_smoothed" })
        #expect(bits.facts["window"] == .integer(21))
        #expect(bits.data.numbers("episode") == (11...190).map(Double.init))
        let last = try #require(try numbers(bits, "a bit_error_rate_percent_smoothed").last)
        #expect(abs(last - (10 - 8 * 189 / 199)) < 1e-9)
        #expect(try numbers(bits, "b bit_error_rate_percent_smoothed").count == 30)
        #expect(bits.data.rowCount == 180)
        #expect(!bits.caption.contains("band"))
        #expect(bits.facts["episodes"] == .text("50 to 200 episodes"))
        let norm = try content(ComparisonCurvesFigure(), pair, ["quantity": "gradient-norm", "scale": "log"])
        #expect(abs(try numbers(norm, "a gradient_norm_smoothed")[0] - (20 - 16.0 * 10 / 199)) < 1e-9)
        #expect(norm.drawing.panels.first?.yDomain.lowerBound ?? 0 > 0)
        let nothing = RunComparison([run("a", episodes: 0), run("b", episodes: 0) { $0.eta = 0.5 }])
        #expect(try ComparisonCurvesFigure().content(of: nothing, FigureRequest()) == nil)
    }

    @Test func aBandReachesAsFarAsAllOfItsRuns() throws {
        let runs = RunComparison([run("a", seed: 1), run("b", seed: 2), run("c", seed: 3, episodes: 90)])
        let content = try content(ComparisonCurvesFigure(), runs)
        #expect(try numbers(content, "3 runs absolute_error_median").count == 70)
    }

    @Test func errorsOverADecadeHaveALogarithmicAxis() throws {
        func domain(to last: Double, _ scale: String = "automatic") throws -> ClosedRange<Double> {
            let runs = RunComparison([run("a", to: last), run("b", to: last) { $0.eta = 0.5 }])
            let content = try content(ComparisonCurvesFigure(), runs, ["scale": scale, "window": "1"])
            return try #require(content.drawing.panels.first).yDomain
        }
        #expect(try domain(to: 2).lowerBound == 0)
        #expect(try domain(to: 0.5).lowerBound == 0.45)
        #expect(try domain(to: 0.5, "linear").lowerBound == 0)
        #expect(abs(try domain(to: 2, "log").lowerBound - 1.8) < 1e-12)
        // Zero has no place on a logarithmic axis and lies on its lower end.
        let scale = ComparisonScale(of: [0, 0.1, 5, .nan], wanted: "automatic")
        let low = try #require(scale.domain).lowerBound
        #expect(scale.isLogarithmic && abs(low - 0.09) < 1e-12)
        #expect(scale.shown([0, -1, 0.1, 5]) == [low, low, 0.1, 5])
        #expect(scale.caption([0, 1]).contains("lower end") && scale.caption([1, .nan]).isEmpty)
        #expect(ComparisonScale(of: [0, 0], wanted: "log").domain == nil)
    }

    @Test func pixelsOfTheCurvesAreWhereTheNumbersAre() throws {
        let content = try content(ComparisonCurvesFigure(), six)
        let panel = try #require(content.drawing.panels.first)
        let image = try Picture(png: GDRenderer(dotsPerInch: 200).render(content.drawing, theme: .light))
        let values = try numbers(content, "plastic = yes absolute_error_median")
        for episode in [60, 120, 180] {
            let point = panel.pixel(x: Double(episode), y: values[episode - 11], dotsPerInch: 200)
            let colour = image[Int(point.x), Int(point.y)]
            #expect(colour.blue > colour.red + 60, "\(episode) \(colour)")
        }
    }

    @Test func longCurvesAreThinned() throws {
        let runs = (0..<2).map { index in
            let values = (0..<60_000).map { Double($0 % 10) }
            var metrics = Metrics(columns: Configuration().columns)
            for value in values { metrics.append([value, value, value, value]) }
            var information = run("\(index)", seed: UInt32(index)).information
            information.episodesDone = values.count
            return ComparedRun(
                Run(
                    path: "\(index)", information: information, metrics: metrics, network: nil,
                    evaluation: nil))
        }
        let content = try content(ComparisonCurvesFigure(), RunComparison(runs), ["window": "1"])
        let episodes = content.data.numbers("episode")
        #expect(episodes == stride(from: 1, through: 60_000, by: 150).map(Double.init))
        #expect(
            try numbers(content, "0 absolute_error_smoothed") == episodes.map { Double((Int($0) - 1) % 10) })
        // A run that is shorter than the window has no curve, and the caption says so.
        let short = RunComparison([run("a"), run("b", episodes: 5) { $0.eta = 0.5 }])
        let unequal = try self.content(ComparisonCurvesFigure(), short)
        #expect(unequal.caption.contains("shorter than the window"))
        #expect(try numbers(unequal, "b absolute_error_smoothed").isEmpty)
        #expect(try !self.content(ComparisonCurvesFigure(), six).caption.contains("shorter"))
    }

    private static func descent(_ rate: Double) -> ClippedGradientDescent {
        var optimizer = ClippedGradientDescent()
        optimizer.learningRate = rate
        return optimizer
    }

    /// One run for each combination of values.
    private func grid(_ counts: [Int]) -> RunComparison {
        let settings: [@Sendable (inout Configuration, Int) -> Void] = [
            { $0.eta = 1 - Double($1 + 1) / 1000 }, { $0.batch = $1 + 1 },
            { $0.l1Penalty = Double($1) / 100 },
            { $0.optimizer = Self.descent(Double($1 + 1) / 100) },
        ]
        return RunComparison(
            (0..<counts.reduce(1, *)).map { number in
                run("r\(number)", episodes: 30, measured: 0.1 + Double(number) / 1000) { configuration in
                    var rest = number
                    for (count, set) in zip(counts, settings) {
                        set(&configuration, rest % count)
                        rest /= count
                    }
                }
            })
    }

    @Test(
        "Settings are on colours, dashes and panels",
        arguments: [
            ([6], 1, 0, 6), ([3, 6], 3, 0, 6), ([4, 3, 4], 12, 0, 4), ([3, 3, 3, 3], 9, 0, 6),
            ([7], 1, 1, 6), ([11, 10], 1, 104, 6),
        ])
    func facets(counts: [Int], panels: Int, leftOut: Int, entries: Int) throws {
        let comparison = grid(counts)
        let plan = ComparisonFacets(comparison)
        #expect(plan.facets.count == panels && plan.leftOut == leftOut)
        #expect(plan.facets[0].legend.count == entries)
        let drawn = plan.facets.flatMap { $0.groups.map(\.index) }
        #expect(Set(drawn).count == drawn.count)
        for facet in plan.facets {
            let looks = facet.groups.map { "\($0.style.ink) \($0.style.dash)" }
            #expect(Set(looks).count == looks.count)
            let grey = facet.groups.map { "\($0.style.width) \($0.style.dash)" }
            #expect(Set(grey).count == grey.count, "lines are alike without colour")
        }
        #expect(Set(plan.facets.map(\.title)).count == panels)
        let legend = plan.facets[0].legend.map(\.label)
        #expect(Set(legend).count == legend.count)
        let content = try content(ComparisonCurvesFigure(), comparison)
        #expect(content.drawing.height.millimetres <= 230)
        #expect(
            content.drawing.texts.count { $0.role == .legend }
                == plan.facets.reduce(0) { $0 + $1.legend.count })
        if leftOut > 0 {
            // The best and the worst are drawn.
            let count = comparison.groups.count
            #expect(drawn == [0, 1, 2] + (count - 3..<count))
            #expect(content.caption.contains("figure.left_out"))
        }
    }

    // MARK: Seeds

    @Test func everySeedIsALineAndADot() throws {
        let runs = RunComparison(
            [0, 1, 2].flatMap { (seed: Int) -> [ComparedRun] in
                let (last, measured) = (Double(seed) + 1, Double(seed + 1) / 100)
                return [
                    run("p\(seed)", seed: UInt32(seed), to: last, measured: measured),
                    run("f\(seed)", seed: UInt32(seed), to: 8, measured: 0.1) { $0.plastic = false },
                ]
            })
        let content = try content(SeedsFigure(), runs)
        #expect(content.drawing.panels.count == 2)
        #expect(
            content.data.columns.map(\.name) == [
                "episode", "p0 bit_error_rate_percent_smoothed", "p1 bit_error_rate_percent_smoothed",
                "p2 bit_error_rate_percent_smoothed", "plastic = yes bit_error_rate_percent_median",
                "f0 bit_error_rate_percent_smoothed", "f1 bit_error_rate_percent_smoothed",
                "f2 bit_error_rate_percent_smoothed", "plastic = no bit_error_rate_percent_median", "run",
                "bit_error_rate_percent_fresh",
            ])
        #expect(try numbers(content, "bit_error_rate_percent_fresh") == [1, 10, 2, 10, 3, 10])
        let middle = try numbers(content, "p1 bit_error_rate_percent_smoothed")
        #expect(try numbers(content, "plastic = yes bit_error_rate_percent_median") == middle)
        let texts = content.drawing.texts.map(\.text)
        #expect(texts.contains("2.0\u{A0}%") && texts.contains("10\u{A0}%"))
        #expect(texts.contains("yes") && texts.contains("no") && texts.contains("plastic"))
        // Both panels have one scale.
        #expect(content.drawing.panels[0].yDomain == content.drawing.panels[1].yDomain)
        // Three dots of the first configuration and three lines, one of them twice as median.
        let dots = try DrawnFigure(content)
        #expect(dots.misplacedTexts == [])
        let errors = try self.content(SeedsFigure(), runs, ["quantity": "absolute-error", "scale": "linear"])
        #expect(errors.drawing.panels[0].yDomain.lowerBound == 0)
        #expect(try SeedsFigure().content(of: tasks, FigureRequest()) == nil)
        #expect(try SeedsFigure().content(of: grid([7]), FigureRequest()) == nil)
    }

    // MARK: Errors

    /// Runs in two configurations that were measured: 10, 12 and 40 % of their bits are wrong.
    private var measured: RunComparison {
        RunComparison(
            [("a", 0.1, 0.99), ("b", 0.12, 0.99), ("c", 0.4, 0.9)].enumerated().map { index, part in
                let (name, mean, eta) = part
                return run(name, seed: UInt32(index), measured: mean) { $0.eta = eta }
            })
    }

    @Test func measuredErrorsAreDotsWithMediansOrIntervals() throws {
        let content = try content(ComparisonErrorsFigure(), measured, ["scale": "linear"])
        for (name, percent) in [
            ("bit_error_rate_percent", [10.0, 12, 40]), ("bit_error_rate_percent_low", [7, 9, 37]),
            ("bit_error_rate_percent_high", [15, 17, 45]), ("eta", [0.99, 0.99, 0.9]),
        ] {
            let cells = try #require(content.data.columns.first { $0.name == name }).cells
            let values = cells.map { $0.asNumber ?? Double($0.plainText) ?? .nan }
            #expect(zip(values, percent).allSatisfy { abs($0 - $1) < 1e-9 }, "\(name)")
        }
        let drawn = try DrawnFigure(content)
        #expect(drawn.shows(.ink, near: 11, 0) && drawn.shows(.trained, near: 40, 1))
        #expect(drawn.shows(.trained, near: 37.5, 1) && drawn.shows(.trained, near: 44.5, 1))
        #expect(drawn.isBare(36, 1) && drawn.isBare(46, 1) && drawn.isBare(14, 0))
        #expect(drawn.misplacedTexts == [])
    }

    @Test func aFigureOfManyConfigurationsIsNoHigherThanAPage() throws {
        let comparison = grid([11, 10])
        let content = try content(ComparisonErrorsFigure(), comparison)
        #expect(content.drawing.height.millimetres <= 230)
        #expect(content.data.rowCount == 110)
        #expect(content.facts["left_out"] == .integer(110 - 42))
        #expect(content.caption.contains("figure.left_out"))
        let labels = Set(content.drawing.texts.map(\.text))
        #expect(labels.contains("r0") && labels.contains("r109") && !labels.contains("r50"))
    }

    @Test(arguments: [0.1, 0.3, 0.5, 1])
    func theBestGuessStandsOverItsLine(degradedShare: Double) throws {
        let runs = RunComparison(
            ["a", "b"].map { name in
                run(name, measured: 0.4) {
                    var task = AssociativeMemory()
                    task.degradedShare = degradedShare
                    $0.task = task
                    $0.eta = name == "a" ? 0.5 : 0.9
                }
            })
        let guess = BestGuess(of: runs.tasks[0].task).bitErrorRate * 100
        let drawn = try DrawnFigure(try content(ComparisonErrorsFigure(), runs, ["scale": "linear"]))
        let word = try #require(drawn.scene.texts.first { $0.text == "best guess without memory" })
        let (panel, line) = (drawn.scene.panels[0], drawn.scene.panels[0].point(x: guess, y: 0).x)
        #expect(word.box.maxY < panel.plotArea.minY - 1)
        #expect(min(abs(word.box.minX - line), abs(word.box.maxX - line)) < 1)
        #expect(
            (0..<40).contains {
                drawn.shows(.bestGuess, near: guess, 0.1 + Double($0) * 0.02, tolerance: 100)
            })
        #expect(drawn.misplacedTexts == [])
    }

    // MARK: Tables

    @Test func onlyWhatTheIntervalsAllowIsMarked() throws {
        // 10 (7–15), 14 (11–19) and 40 (37–45) percent.
        let runs = RunComparison([
            run("a", measured: 0.4), run("b", measured: 0.1) { $0.eta = 0.9 },
            run("c", measured: 0.14) { $0.eta = 0.8 }, run("d", episodes: 0) { $0.eta = 0.7 },
        ])
        let results = try #require(ResultsTable().content(of: runs, DirectiveSettings()))
        #expect(results.best == [.init(row: 1, column: 4), .init(row: 2, column: 4)])
        #expect(results.rows[3][2] == .missing && results.rows[1][0] == .text("b"))
        let page = try ReportPage.page("```{table} results\n```", Catalogue.standard.context(of: runs))
        #expect(page.components(separatedBy: "<td class=\"number\"><strong>").count == 3)
        #expect(GroupsTable().content(of: runs, DirectiveSettings()) == nil)
        let groups = RunComparison(
            [0, 1, 2].flatMap { seed in
                [
                    run("p\(seed)", seed: UInt32(seed), measured: 0.1 + Double(seed) / 100),
                    run("f\(seed)", seed: UInt32(seed), measured: 0.3) { $0.plastic = false },
                ]
            })
        let table = try #require(GroupsTable().content(of: groups, DirectiveSettings()))
        #expect(table.best == [.init(row: 0, column: 3)])
        #expect(
            table.rows.map { Array($0[1...3]) } == [
                [.text("yes"), .integer(3), .text("11.00 (10.50–11.50)")],
                [.text("no"), .integer(3), .text("30.00")],
            ])
    }

    @Test func tablesOfManyRunsAreShort() throws {
        let comparison = grid([11, 10])
        #expect(ResultsTable().content(of: comparison, DirectiveSettings()) == nil)
        #expect(CommandsTable().content(of: comparison, DirectiveSettings()) == nil)
        #expect(DifferencesTable().content(of: comparison, DirectiveSettings()) == nil)
        let table = try #require(GroupsTable().content(of: comparison, DirectiveSettings()))
        #expect(table.rows.count == 40 && table.facts["left_out"] == .integer(70))
        #expect(table.columns.map(\.title)[..<5] == ["No.", "Configuration", "eta", "batch", "Runs"])
        #expect(table.rows.first?[1] == .text("r0") && table.rows.last?[1] == .text("r109"))
        // Up to 15 % the intervals overlap that of the best; rows 20 and on are the worst.
        #expect(table.best == Set((0..<20).map { .init(row: $0, column: 5) }))
        #expect(comparison.names == "r0 and 109 other runs")
    }

    @Test func theTableOfDifferencesHasAColumnForEachConfiguration() throws {
        let table = try #require(DifferencesTable().content(of: six, DirectiveSettings()))
        #expect(table.columns.map(\.title) == ["Setting", "plastic = yes", "plastic = no"])
        #expect(
            table.rows == [
                [.text("Connections are plastic"), .flag(true), .flag(false)],
                [.text("Seeds"), .text("0–2"), .text("0–2")],
            ])
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
                == "there is no value run.name: it is for the report of a single run or of a sweep, and this one compares several runs"
        )
        #expect(
            ReportPage.error("```{figure} loss-curve\n```", context)?.message.contains("of a single run")
                == true
        )
        #expect(
            ReportPage.error("{{ comparison.runs }}", ReportPage.context(of: FigureRuns.run()))?.message
                .contains("for the report of several runs or of a sweep") == true)
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
        // Every legend has an entry for each of its runs, on the page in spite of a name of 5000 letters.
        let labels = content.drawing.texts.filter { $0.role == .legend }
        #expect(labels.count == ComparisonFacets(runs).facets[0].legend.count)
        #expect(labels.allSatisfy { $0.text.count <= 48 && $0.box.maxX <= content.drawing.width.points })
        _ = try Picture(png: GDRenderer(dotsPerInch: 60).render(content.drawing, theme: .dark))
    }
}
