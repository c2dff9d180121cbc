import BOHP
import Testing

@testable import Sweep

/// The plan of a text.
func plan(_ text: String) throws -> SweepPlan { try SweepPlan(SweepFile(text, path: "s.yaml")) }

@Suite("Sweep files")
struct SweepFileTests {
    @Test("Scalars keep their text, and settings read it")
    func scalars() throws {
        let plan = try plan(
            """
            learning_rate: 1e-3
            learn_eta: on
            episodes: 010
            parameters:
              plastic: {values: [no, Yes]}
            """)
        #expect(plan.runs.map(\.configuration.plastic) == [false, true])
        for run in plan.runs {
            #expect((run.configuration.optimizer as? Adam)?.learningRate == 1e-3)
            #expect(run.configuration.learnsEta)
            #expect(run.configuration.episodes == 10)
        }
    }

    @Test("A sweep starts from a published experiment, and says how its runs are measured")
    func experimentAndEvaluation() throws {
        let sweep = try plan(
            """
            experiment: completion-2016
            learning_rate: 2e-3
            evaluation_episodes: 50
            evaluation_seed: 7
            test_episodes: 12
            keep_best: yes
            seeds: 0-1
            """)
        let published = try #require(Experiment.all.first { $0.name == "completion-2016" }).configuration
        for (seed, run) in sweep.runs.enumerated() {
            var expected = published
            expected.seed = UInt32(seed)
            try Repertoire().apply([("learning_rate", .text("2e-3"))], to: &expected)
            #expect(run.configuration == expected)
            #expect(run.configuration != published)
            #expect((run.evaluation.episodes, run.evaluation.seed) == (50, 7))
            #expect(run.evaluation.testEpisodes == 12)
            #expect(run.evaluation.keepsBest == true)
        }
        let without = try plan("test_episodes: 0\nkeep_best: off").runs[0].evaluation
        #expect(without.testEpisodes == nil && without.keepsBest == nil)
        #expect(try plan("episodes: 10000").runs[0].evaluation.testEpisodes == 24)
    }

    @Test(
        "What cannot be measured or started from is refused with its line",
        arguments: [
            (
                "experiment: completion-2015",
                "s.yaml:1: there is no experiment “completion-2015”; did you mean completion-2016"
            ),
            ("episodes: 9\nkeep_best: maybe", "s.yaml:2: keep_best has to be yes or no"),
            (
                "episodes: 9\ntest_episodes: -1",
                "s.yaml:2: test_episodes has to be a number from 0 to 10000, not -1"
            ),
            ("test_episodes: 0\nkeep_best: yes", "s.yaml:2: keep_best needs a test during training"),
        ])
    func refusedEvaluation(_ text: String, _ message: String) {
        #expect { try plan(text) } throws: { "\($0)".contains(message) }
    }

    @Test("JSON5 says the same as YAML")
    func json() throws {
        let yaml = try plan(
            """
            task: {name: associative-memory, pattern_size: 12}
            parameters:
              learning_rate: [1e-3, 3e-3]
              patterns: {values: [2, 3]}
            seeds: 0-1
            constraints: [patterns < pattern_size / 5]
            """)
        let json = try plan(
            """
            // a comment with a "quote
            {task:{name:'associative-memory',pattern_size:12}, /* {
            two lines */
            \tparameters: {learning_rate:[1e-3,3e-3,], "patterns":{values:[2,3]}},
            seeds: "0-1", constraints: ['patterns < pattern_size / 5'],}
            """)
        #expect(yaml.runs.map(\.name) == json.runs.map(\.name))
        #expect(yaml.runs.map(\.configuration) == json.runs.map(\.configuration))
        #expect(yaml.runs.count == 4)
    }

    @Test("A file of Weights & Biases runs unchanged")
    func otherTool() throws {
        let grid = try plan(
            """
            program: train.py
            method: grid
            metric: {name: val_loss, goal: minimize}
            parameters:
              learning_rate: {values: [0.001, 0.003]}
              batch: {value: 2}
              seed: {min: 0, max: 2}
            """)
        #expect(grid.runs.count == 6)
        #expect(grid.axes == ["learning_rate", "seed"])
        #expect(grid.runs.allSatisfy { $0.configuration.batch == 2 })
        #expect(Set(grid.runs.map(\.group)) == ["learning_rate=0.001", "learning_rate=0.003"])
        let random = try plan(
            """
            method: random
            run_cap: 7
            parameters:
              learning_rate: {min: 0.0001, max: 0.1, distribution: log_uniform_values}
              batch: {distribution: q_log_uniform_values, min: 2, max: 64, q: 2}
            """)
        #expect(random.runs.count == 7)
        #expect(random.runs.allSatisfy { (2...64).contains($0.configuration.batch) })
        #expect(random.runs.allSatisfy { $0.configuration.batch % 2 == 0 })
    }

    @Test(
        "Errors name line, key and the nearest names",
        arguments: [
            ("episodes: 10\nlerning_rate: 1", 2, "“lerning_rate”; did you mean learning_rate?"),
            ("paramters:\n  eta: [1]", 1, "“paramters”; did you mean parameters?"),
            ("episodes: 10\nepisodes: 11", 2, "“episodes” stands twice"),
            ("eta: 0.5\nparameters:\n  eta: [0.1]", 3, "eta is set twice, the first time on line 1"),
            ("parameters:\n  learning_rate:\n  - 1e-3\n  - fast", 4, "must be a number"),
            ("parameters:\n  patterns: {values: [2, 2.5]}", 2, "must be a whole number"),
            ("parameters:\n  optimizer: [adam, adamm]", 2, "optimizer must be"),
            ("method: gird", 1, "no method “gird”; did you mean grid?"),
            ("method: zip\nparameters:\n  eta: [0.1, 0.2]\n  batch: [1]", 4, "batch has 1 values, eta 2"),
            ("method: random\nparameters:\n  eta: {min: 0, max: 1}", nil, "needs samples"),
            ("parameters:\n  eta: {min: 0, max: 1}", 2, "points: N"),
            ("parameters:\n  eta: {min: 1, max: 0}", 2, "the max of eta"),
            ("parameters:\n  eta: {min: 0, max: 1, distribution: unifrom}", 2, "did you mean uniform?"),
            ("parameters:\n  eta: {mni: 0, max: 1}", 2, "“mni”; did you mean min"),
            ("seeds: 5", 1, "may mean one seed or several"),
            ("seeds: [1, 0-2]", 1, "the seed 1 stands twice"),
            ("seeds: 3-1", 1, "“3-1” is not a seed"),
            ("seed: 3\nseeds: 0-1", 2, "seed is set twice"),
            ("constraints: patterns <", 1, "from its end on"),
            ("constraints: [patterns < 2 < 3]", 1, "from “< 3” on"),
            ("eta: 0.5\nconstraints: [paterns < 2]", 2, "did you mean patterns"),
            ("constraints: [patterns + 1]", 1, "not yes or no"),
            ("constraints: [patterns < 0]", nil, "no run satisfies"),
            (
                "task: regurgitation\npatterns: 3", 2,
                "is a setting of associative-memory or images, which is not chosen"
            ),
            ("early_stop: {measure: lost, min_episodes: 5}", nil, "did you mean loss?"),
            ("early_stop: {measure: loss}", 1, "needs min_episodes"),
            ("a: [\n", 2, "did not find expected node content"),
            ("- a", 1, "has to be keys with values"),
            ("", nil, "is empty"),
            ("eta: 1\n---\neta: 1", 3, "second document"),
            ("parameters:\n  eta: [0.1, 1e-1]", 2, "two runs have the same settings"),
            ("a: &a [*a]", 1, "too large or too deep"),
            ("slurm: {\"wrap\": x}", 1, "the sweep itself decides --wrap"),
            ("slurm:\n  comment: \"x\\n#SBATCH --uid=0\"", 2, "no line ends"),
            ("slurm:\n  \"a b\": 1", 2, "not the name of an option"),
            ("seeds: [0-999998, 999999-1000000]", 1, "more than a million seeds"),
            ("seeds: 0-4294967295", 1, "more than a million seeds"),
            (
                "parameters: {pattern_size: {min: 1, max: 9, points: 100000}, "
                    + "patterns: {min: 1, max: 9, points: 100000}, "
                    + "cycles: {min: 1, max: 9, points: 100000}, batch: {min: 1, max: 9, points: 100000}}",
                nil, "too many"
            ),
        ] as [(String, Int?, String)])
    func errors(text: String, line: Int?, problem: String) throws {
        let error = try #require(throws: SweepFileError.self) { try plan(text) }
        #expect(error.line == line, "\(error)")
        #expect(error.problem.contains(problem), "\(error)")
        #expect(error.description.hasPrefix("s.yaml"))
    }

    @Test(
        "Constraints",
        arguments: [
            ("patterns == 3", true), ("patterns + 1 * 2 == 5", true), ("(patterns + 1) * 2 == 8", true),
            ("-patterns < -2 and not learn_eta", true), ("patterns > 3 or plastic", true),
            ("not plastic or patterns > 5", false), ("optimizer == 'adam'", true),
            ("optimizer != \"sgd\" and task == 'associative-memory'", true), ("12 / 4 / 3 == 1", true),
            ("7 - 2 - 1 == 4", true), ("learning_rate <= 1e-3 == yes", nil), ("plastic == yes", true),
            ("no and patterns", false), ("patterns and yes", nil), ("task.patterns >= 3", true),
            ("plastic < 3", nil), ("optimizer + 1 == 2", nil), ("patterns == 3 == yes", nil), ("$", nil),
            ("(patterns == 3", nil), ("not not plastic", true), (String(repeating: "(", count: 300), nil),
        ] as [(String, Bool?)])
    func constraints(text: String, expected: Bool?) throws {
        func holds() throws -> Bool {
            try Constraint(TextNode(content: .scalar(text), line: 1)).holds(
                for: Configuration(), Repertoire())
        }
        if let expected {
            #expect(try holds() == expected)
        } else {
            #expect(throws: LineError.self) { try holds() }
        }
    }

    @Test("Ranges of the smallest numbers have values")
    func smallestRanges() throws {
        let plan = try plan(
            """
            parameters:
              l1_penalty: {min: 1e-322, max: 2e-322, points: 2}
              eta: {min: 2.3e-308, max: 2.4e-308, distribution: log_uniform_values, points: 2}
            """)
        #expect(plan.runs.count == 4)
    }
}
