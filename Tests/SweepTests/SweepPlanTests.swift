import BOHP
import Foundation
import TestSupport
import Testing

@testable import Sweep

@Suite("Plans of sweeps")
struct SweepPlanTests {
    @Test("A grid has every combination, the seed fastest, and names that say what varies")
    func grid() throws {
        let plan = try plan(
            """
            episodes: 40
            parameters:
              learning_rate: {values: [1e-3, 3e-3]}
              plastic: {values: [yes, no]}
              eta: {min: 0.9, max: 0.99, points: 2}
            seeds: 0-1,7
            constraints: plastic or eta < 0.95
            """)
        #expect(plan.runs.count == 2 * 3 * 3)
        #expect(plan.runs[0].name == "learning_rate=0.001,plastic=yes,eta=0.9,seed=0")
        #expect(plan.runs[2].name == "learning_rate=0.001,plastic=yes,eta=0.9,seed=7")
        #expect(plan.runs[2].group == "learning_rate=0.001,plastic=yes,eta=0.9")
        #expect(plan.runs[17].name == "learning_rate=0.003,plastic=no,eta=0.9,seed=7")
        #expect(plan.runs[17].configuration.seed == 7)
        #expect(!plan.runs[17].configuration.plastic)
        #expect(plan.columns == ["learning_rate", "plastic", "eta", "seed"])
        #expect(try Sweep.SweepPlan(SweepFile("episodes: 5", path: "s.yaml")).runs.map(\.name) == ["run"])
    }

    @Test("Tasks and optimizers are axes, and names stay short, safe and different")
    func names() throws {
        let tasks = try plan(
            "parameters:\n  task: [associative-memory, regurgitation]\n  optimizer: [adam, sgd]")
        #expect(tasks.columns == ["task", "optimizer"])
        #expect(tasks.runs[3].name == "task=regurgitation,optimizer=sgd")
        let keys = [
            "learning_rate", "task.patterns", "task.pattern_size", "eta", "batch", "l1_penalty", "episodes",
            "task.degraded_share", "task.counted_steps", "task.delay_steps", "plastic", "precision",
        ]
        let values = [
            "0.001", "2", "12", "0.123456789", "1", "0.000123456", "12345678", "0.25", "1", "0", "yes",
            "float",
        ]
        let axes = zip(keys, values).map { "  \($0): [\($1)]" }.joined(separator: "\n")
        let long = try plan("parameters:\n\(axes)\nseeds: 0-20")
        #expect(long.runs.allSatisfy { $0.name.utf8.count <= 180 })
        #expect(Set(long.runs.map(\.name)).count == 21)
        #expect(long.runs.allSatisfy { $0.name.hasPrefix("learning_rate=0.001,patterns=2,") })
    }

    @Test("Random samples stay where they are when others or axes are added, and lie in their ranges")
    func random() throws {
        func text(_ samples: Int, _ more: String = "") -> String {
            """
            method: random
            samples: \(samples)
            parameters:
              learning_rate: {min: 1e-4, max: 1e-2, distribution: log_uniform_values}
              eta: {min: 0.9, max: 0.99}
              patterns: {min: 2, max: 5}
            \(more)
            """
        }
        let few = try plan(text(50))
        let many = try plan(text(400))
        #expect(few.runs.map(\.name) == many.runs.prefix(50).map(\.name))
        let wider = try plan(text(50, "  batch: [1, 2]"))
        #expect(zip(few.runs, wider.runs).allSatisfy { $1.name.hasPrefix($0.name) })
        let rates = many.runs.compactMap { ($0.configuration.optimizer as? Adam)?.learningRate }
        #expect(rates.allSatisfy { (1e-4...1e-2).contains($0) })
        // Half of them in each decade; five standard deviations of a binomial distribution are 50.
        #expect((150...250).contains(rates.count { $0 < 1e-3 }))
        let patterns = many.runs.compactMap { ($0.configuration.task as? AssociativeMemory)?.patterns }
        // A quarter each; five standard deviations are 43.
        for number in 2...5 { #expect((57...143).contains(patterns.count { $0 == number })) }
        #expect(try plan(text(3, "sampling_seed: 1")).runs[0].name != few.runs[0].name)
    }

    @Test("The Sobol sequence is that of SciPy")
    func sobol() throws {
        let file = Package.root.appending(path: "Tests/SweepTests/Reference/sobol-32.csv")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .map { $0.split(separator: ",").compactMap { Double($0) } }
        #expect(rows.count == 256)
        for (index, row) in rows.enumerated() {
            #expect(row == (0..<32).map { Sobol.coordinate($0, of: index) })
        }
    }

    @Test("Philox has the known answers of its authors")
    func philox() {
        let zero = Philox.words(counter: [0, 0, 0, 0], key: [0, 0])
        #expect(zero == [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8])
        let ones = Philox.words(
            counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max))
        #expect(ones == [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd])
        let pi = Philox.words(
            counter: [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], key: [0xa409_3822, 0x299f_31d0])
        #expect(pi == [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1])
    }
}
