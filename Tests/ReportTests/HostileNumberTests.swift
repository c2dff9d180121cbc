import Analysis
import BOHP
import Foundation
import Plot
import Render
import TestSupport
import Testing

@testable import Document
@testable import Report
@testable import RunRecord

/// Numbers that training never writes, but a damaged or foreign file may hold.
@Suite("Hostile numbers in a run") struct HostileNumberTests {
    static let numbers: [Double] = [
        .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e308, -1e308,
        1e300,
        -1e100, 1e155, 1e16, -1, 0, .leastNonzeroMagnitude, 2000 * .leastNonzeroMagnitude, 1e-300, 1e-17,
    ]

    /// Draws every figure in a bitmap and in a vector format, and makes every table and value.
    private static func show<Subject>(_ part: CataloguePart<Subject>, of subject: Subject) throws {
        for figure in part.figures {
            guard let content = try figure.content(of: subject, FigureRequest())?.laidOut() else { continue }
            for renderer: any Renderer in [GDRenderer(dotsPerInch: 72), SVGRenderer(dotsPerInch: 72)] {
                #expect(throws: Never.self, "\(figure.name)") {
                    try renderer.render(content.drawing, theme: .light)
                }
            }
            _ = content.data.csv()
        }
        for table in part.tables { _ = table.content(of: subject, DirectiveSettings()) }
        for value in part.values { _ = value.read(subject).plainText }
    }

    /// A value of the JSON form of `whole` with some numbers replaced.
    private static func replacing<Whole: Codable>(
        in whole: Whole, by number: Double?, using random: inout RandomState, share: Double
    ) throws -> Whole {
        let whole = try JSONSerialization.jsonObject(with: RunJSON.encode(whole, pretty: false))
        func changed(_ tree: Any) -> Any {
            if let list = tree as? [Any] { return list.map(changed) }
            if let object = tree as? [String: Any] {
                var result = object
                for (key, value) in object.sorted(by: { $0.key < $1.key }) where !wholeNumbers.contains(key) {
                    result[key] = changed(value)
                }
                return result
            }
            guard tree is NSNumber, random.rand() < share else { return tree }
            let number = number ?? numbers[random.randint(numbers.count)]
            // The words for numbers that JSON has none for.
            let words = number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity"
            return number.isFinite ? number : words
        }
        return try RunJSON.decode(
            Whole.self, from: JSONSerialization.data(withJSONObject: changed(whole)), file: "evaluation.json")
    }

    /// Keys with whole numbers.
    private static let wholeNumbers: Set = [
        "seed", "episodes", "phases", "target", "source", "neurons", "steps", "count", "probes",
    ]

    private static func run() throws -> Run {
        let configuration = FigureRuns.smallConfiguration
        let whole = SampleRun.whole(configuration)
        var history = whole.history
        let network = try #require(whole.network)
        history.samples = (0...10).compactMap {
            WeightSample(episode: 4 * $0, network: network, biasNeuron: 8)
        }
        return FigureRuns.run(
            absoluteError: (1...40).map { 40 / Double($0) }, loss: (1...40).map { 1 / Double($0) },
            bitErrorRate: (1...40).map { 0.5 / Double($0) }, gradientNorm: (1...40).map { 2 / Double($0) },
            configuration: configuration, history: history, network: network, evaluation: whole.evaluation,
            gradientCheck: try FigureRuns.gradientCheck())
    }

    /// Each number alone, and all of them mixed at random (`nil`).
    @Test("No number is a trap", arguments: numbers + [nil, nil])
    func everywhere(number: Double?) throws {
        let sound = try Self.run()
        var random = RandomState(seed: 1)
        for round in 0..<4 {
            let share = round == 3 ? 1 : 0.02
            func changed(_ values: [Double]) -> [Double] {
                values.enumerated().map { index, value in
                    index == values.count - 1 || random.rand() < share
                        ? number ?? Self.numbers[random.randint(Self.numbers.count)] : value
                }
            }
            var metrics = Metrics(columns: sound.metrics.columns)
            let columns = sound.metrics.columns.map { changed(sound.metrics[$0]) }
            for row in 0..<sound.metrics.count { metrics.append(columns.map { $0[row] }) }
            var network = try #require(sound.network)
            network.w.elements = changed(network.w.elements)
            network.alpha.elements = changed(network.alpha.elements)
            var history = sound.history
            for index in history.snapshots.indices {
                history.snapshots[index].w.elements = changed(history.snapshots[index].w.elements)
            }
            for index in history.samples.indices where random.rand() < share {
                history.samples[index].wSelf.mean = changed([0])[0]
                history.samples[index].alphaBetween.upperQuartile = changed([0])[0]
            }
            let evaluation = try sound.evaluation.map {
                try Self.replacing(in: $0, by: number, using: &random, share: share)
            }
            let check = try sound.gradientCheck.map {
                try Self.replacing(in: $0, by: number, using: &random, share: share)
            }
            let parts: [Run] = [
                .init(
                    path: "", information: sound.information, metrics: metrics, network: nil, evaluation: nil),
                .init(
                    path: "", information: sound.information, metrics: sound.metrics, history: history,
                    network: network, evaluation: nil),
                .init(
                    path: "", information: sound.information, metrics: sound.metrics, network: network,
                    evaluation: evaluation, gradientCheck: check),
            ]
            for run in parts {
                try Self.show(Catalogue.standard.run, of: AnalysedRun(run))
                if round > 1 {
                    try Self.show(
                        Catalogue.standard.comparison, of: RunComparison([run, sound].map(ComparedRun.init)))
                }
            }
        }
    }

    @Test("No number of a sweep is a trap", arguments: numbers)
    func sweep(number: Double) throws {
        for sweep in SampleSweep.all.values {
            for share in [1, 7] {
                var runs = sweep.runs
                for index in runs.indices where index.isMultiple(of: share) {
                    runs[index].numbers = runs[index].numbers.mapValues { _ in number }
                }
                let changed = SweepResults(
                    name: "lab", path: "lab", settings: sweep.settings, runs: runs, comparison: nil)
                try Self.show(Catalogue.standard.sweep, of: changed)
            }
        }
    }
}
