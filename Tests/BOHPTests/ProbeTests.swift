import Foundation
import TestSupport
import Testing

@testable import BOHP

@Suite("Probes and variations")
struct ProbeTests {
    private struct Final: Decodable {
        var w: [[Double]]
        var alpha: [[Double]]
    }

    private struct Expected: Decodable {
        var ablation: [Double]
        var overlap: [String: [Double]]
        var hebbRule: [Double]
        var retention: [[Double]]
        var generalisation: [[Double]]
        var noise: [[Double]]
        var noiseReleased: [[Double]]
        var capacityOrthogonal: [[Double]]

        private enum CodingKeys: String, CodingKey {
            case ablation, overlap, retention, generalisation, noise
            case hebbRule = "hebb_rule"
            case noiseReleased = "noise-released"
            case capacityOrthogonal = "capacity-orthogonal"
        }
    }

    private static func published() throws -> PlasticNetwork<Double> {
        let final = try ReferenceData.json("associative-memory-seed0-final", as: Final.self)
        return PlasticNetwork(w: Matrix(final.w), alpha: Matrix(final.alpha), eta: 0.99)
    }

    @Test("An independent NumPy program measures the same, episode by episode")
    func numpy() throws {
        let network = try Self.published()
        let evaluation = Evaluator(.original, seed: 77, episodes: 40).evaluate(network)
        let program = Package.root.appending(path: "Tests/BOHPTests/Python/probes.py")
        let output = try withTemporaryFolder { folder in
            let file = folder.appending(path: "network.json")
            try JSONEncoder().encode(["w": network.w.nested, "alpha": network.alpha.nested]).write(to: file)
            let result = try runProgram(Package.python(), [program.path, file.path, "77", "40"])
            #expect(result.status == 0, "\(result.error)")
            return result.output
        }
        let expected = try JSONDecoder().decode(Expected.self, from: Data(output.utf8))
        func near(_ ours: [Double]?, _ theirs: [Double]?, _ name: String) {
            guard let ours, let theirs, ours.count == theirs.count else {
                Issue.record("\(name): \(String(describing: ours)), \(String(describing: theirs))")
                return
            }
            for (a, b) in zip(ours, theirs) { #expect(abs(a - b) < 1e-9, "\(name)") }
        }
        let ablation = try #require(evaluation.findings["ablation"])
        #expect(
            ablation.rows == [
                "trained", "alpha_zero", "w_zero", "w_diagonal", "alpha_mean", "w_diagonal_alpha_mean",
                "no_bias",
            ])
        near(ablation["bit_error_rate"], expected.ablation, "ablation")
        for (name, column) in expected.overlap { near(evaluation.findings["overlap"]?[name], column, name) }
        #expect(evaluation.findings["overlap"]?["step"] == (-6..<6).map(Double.init))
        let rule = evaluation.findings["hebb_rule"]?.facts ?? [:]
        near(["r_effective", "r_trace"].compactMap { rule[$0] }, expected.hebbRule, "hebb_rule")
        for (name, curve) in [
            ("retention", expected.retention), ("generalisation", expected.generalisation),
            ("noise", expected.noise), ("noise-released", expected.noiseReleased),
            ("capacity-orthogonal", expected.capacityOrthogonal),
        ] {
            let ours = evaluation.curves[name]?.map(\.bitErrorRate)
            near(ours?.map(\.trained.mean), curve.map { $0[0] }, name)
            near(ours?.map { $0.hopfield?.mean ?? .nan }, curve.map { $0[1] }, "\(name), Hopfield")
        }
        // The curves are not flat, so that a condition that is not applied would be noticed.
        for curve in [
            expected.retention, expected.noise, expected.noiseReleased, expected.capacityOrthogonal,
        ] {
            #expect((curve.last?[0] ?? 0) > (curve.first?[0] ?? 0) + 0.02)
        }
        #expect(evaluation.curves["retention"]?.map(\.condition) == [4, 5, 6, 8, 12, 20, 36, 68, 132])
        #expect(evaluation.curves["noise"]?.last?.condition == 9 / 28.0)
    }

    @Test("Probes change no other number, and each has a seed of its own")
    func independence() throws {
        let network = try Self.published()
        var evaluator = Evaluator(.original, episodes: 10)
        let whole = evaluator.evaluate(network)
        evaluator.probes = [OverlapCourse()]
        var part = evaluator.evaluate(network)
        #expect(part.findings["overlap"] == whole.findings["overlap"] && part.findings.count == 1)
        part.findings = whole.findings
        #expect(part == whole)
    }

    @Test(
        "A network without plasticity or bias neuron has the rows that make sense, and no memory has no overlap"
    )
    func otherNetworks() {
        var configuration = Configuration()
        configuration.task = Regurgitation()
        var random = RandomState(seed: 1)
        var network: PlasticNetwork<Double> = configuration.network.draw(using: &random)
        let evaluation = Evaluator(configuration, episodes: 4).evaluate(network)
        #expect(evaluation.findings.keys.sorted() == ["ablation"])
        #expect(evaluation.findings["ablation"]?.rows.contains("no_bias") == false)
        #expect(evaluation.curves.keys.sorted() == ["retention"])
        #expect(evaluation.curves["retention"]?.first?.condition == 0)
        configuration.plastic = false
        network = configuration.network.draw(using: &random)
        let fixed = Evaluator(configuration, episodes: 4).evaluate(network)
        #expect(fixed.findings["ablation"]?.rows == ["trained", "w_zero", "w_diagonal"])
    }

    @Test("A correlation is Pearson's, or NaN where nothing varies")
    func correlation() {
        #expect(abs(HebbRule.correlation([1, 2, 3, 4], [1, 3, 2, 4]) - 0.8) < 1e-15)
        #expect(HebbRule.correlation([1, 1], [1, 2]).isNaN)
    }

    @Test("A finding survives JSON, with its names as they are")
    func coding() throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        var random = RandomState(seed: 0)
        let network: PlasticNetwork<Double> = Configuration().network.draw(using: &random)
        let evaluation = Evaluator(Configuration(), episodes: 3).evaluate(network)
        let copy = try decoder.decode(Evaluation.self, from: encoder.encode(evaluation))
        #expect(copy == evaluation)
        #expect(copy.findings["ablation"]?.columns.keys.contains("bit_error_rate_low") == true)
    }

    @Test(
        "Orthogonal patterns are offered as long as they are quickly found",
        arguments: [4, 8, 28, 200, 2000, 30])
    func orthogonalLoads(size: Int) {
        var task = AssociativeMemory()
        task.patternSize = size
        task.patterns = 1
        let loads = task.variations.first { $0.name == "capacity-orthogonal" }?.points.map(\.condition)
        let expected = [4: 1, 8: 2, 28: 6, 200: 4, 2000: 3][size]
        #expect(loads?.last == expected.map(Double.init))
    }
}
