import BOHP
import Foundation
import TestSupport
import Testing

@Suite("The published run")
struct OriginalRunTests {
    /// Rounding grows slowly: after a thousand episodes two correct programs agree to about 1e-11.
    @Test("A thousand episodes of seed 0 have the published errors")
    func thousandEpisodes() throws {
        let published = try ReferenceData.csv("associative-memory-seed0")
        let trainer = try Trainer(.original)
        let full = ProcessInfo.processInfo.environment["BOHP_SLOW_TESTS"] != nil
        for row in published.prefix(full ? 10_000 : 1000) {
            let metrics = try #require(try trainer.trainBatch().first)
            #expect(metrics.episode == Int(row[0]))
            let error = try #require(metrics["absolute_error"])
            #expect(abs(error - row[1]) <= 1e-9 * max(1, row[1]), "episode \(metrics.episode)")
            #expect(metrics["bit_error_rate"] == row[2], "episode \(metrics.episode)")
        }
        guard full else { return }
        struct Final: Decodable {
            var w: [[Double]]
            var alpha: [[Double]]
        }
        let final = try ReferenceData.json("associative-memory-seed0-final", as: Final.self)
        #expect(largestDifference(trainer.network.w, Matrix(final.w)) < 1e-8)
        #expect(largestDifference(trainer.network.alpha, Matrix(final.alpha)) < 1e-8)
    }

    /// Our own NumPy program first has to find the published errors of seed 0; then it speaks for other seeds.
    @Test("Other seeds do as the protocol says, in NumPy", arguments: [0, 1, 12345, UInt32.max])
    func otherSeeds(seed: UInt32) throws {
        let script = ReferenceData.folder.deletingLastPathComponent().appending(path: "Python/protocol.py")
        let result = try runProgram(Package.python(), [script.path, "\(seed)", "60"])
        #expect(result.status == 0, "\(result.error)")
        let errors = result.output.split(separator: "\n").compactMap { Double($0) }
        #expect(errors.count == 60)
        if seed == 0 {
            let published = try ReferenceData.csv("associative-memory-seed0").prefix(60)
            for (error, row) in zip(errors, published) {
                #expect(abs(error - row[1]) <= 1e-9 * max(1, error))
            }
        }
        var configuration = Configuration.original
        configuration.seed = seed
        let trainer = try Trainer(configuration)
        for error in errors {
            let metrics = try #require(try trainer.trainBatch().first)
            #expect(abs(try #require(metrics["absolute_error"]) - error) <= 1e-9 * max(1, error))
        }
    }
}
