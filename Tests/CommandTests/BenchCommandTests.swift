import BOHP
import Foundation
import RunRecord
import TestSupport
import Testing

/// What these tests read of `bohp-bench --json`.
private struct Report: Decodable {
    struct Result: Decodable {
        struct Finding: Decodable {
            var name: String
            var value: Double
        }
        var benchmark: String
        var measurements: [Measurement]
        var findings: [Finding]
        var peakMemory: UInt64?
    }
    struct Measurement: Decodable {
        struct Cost: Decodable {
            var operations: Double
            var bytes: Double
        }
        struct Limits: Decodable {
            var arithmetic: Double
            var bandwidth: Double
        }
        var engine: String
        var neurons: Int
        var steps: Int
        var threads: Int
        var batch: Int
        var samples: [Double]
        var lowerQuartile: Double
        var median: Double
        var upperQuartile: Double
        var cost: Cost
        var limits: Limits?
        var arithmeticShare: Double?
        var bandwidthShare: Double?
    }
    var results: [Result]

    init(json: String) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(Report.self, from: Data(json.utf8))
    }

    private enum CodingKeys: CodingKey { case results }
}

@Suite("bohp-bench")
struct BenchCommandTests {
    private static let names = [
        "small", "original", "large", "rtrl", "rtrl-64", "batch", "batch-float", "simple", "simple-fixed",
        "images",
        "completion", "one-shot", "reversal", "scaling",
    ]

    private static func bench(_ arguments: [String], in folder: URL) throws -> RunningCommand.Result {
        try runProgram(Package.command("bohp-bench"), arguments, in: folder)
    }

    @Test("--list names every benchmark, and measures nothing")
    func list() throws {
        try withTemporaryFolder { folder in
            let result = try Self.bench(["--list"], in: folder)
            #expect(result.status == 0 && result.error.isEmpty)
            let listed = result.output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
            #expect(listed.map(String.init) == Self.names)
        }
    }

    @Test(
        "A wrong command line gets one line and code 64",
        arguments: [
            (["smal"], "there is no benchmark “smal”; did you mean small?"),
            (["small", "everything"], "there is no benchmark “everything”"),
            (["--repetitions", "2"], "--repetitions takes a whole number from 3 to 100000, not “2”"),
            (["--seconds", "0"], "--seconds takes a number from 0.001 to 3600, not “0”"),
            (["--threads", "0"], "--threads takes a whole number from 1 to 1024, not “0”"),
            (["--jsn"], "there is no option --jsn; did you mean --json?"),
            (["--gradient", "x"], "--gradient takes one benchmark of small, original, large"),
            (["small", "rtrl", "--gradient", "x"], "--gradient takes one benchmark of"),
            (["scaling", "--gradient", "x"], "--gradient takes one benchmark of"),
            (["small", "--figure", "x.png"], "--figure draws the benchmark “scaling”"),
        ])
    func usage(arguments: [String], message: String) throws {
        try withTemporaryFolder { folder in
            let result = try Self.bench(arguments, in: folder)
            #expect(result.status == 64)
            #expect(result.output.isEmpty)
            #expect(result.error.hasPrefix("bohp-bench: \(message)"), "\(result.error)")
            #expect(result.error.split(separator: "\n").count == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }
    }

    @Test("--help fits the terminal, and --version says which")
    func information() throws {
        try withTemporaryFolder { folder in
            #expect(try Self.bench(["--version"], in: folder).output == "bohp-bench 0.1.0\n")
            let help = try Self.bench(["--help"], in: folder).output
            #expect(help.contains("Usage: bohp-bench [options] [NAME ...]"))
            #expect(help.split(separator: "\n").allSatisfy { $0.count <= 78 })
        }
    }

    @Test("--json has the samples, their quartiles and the shares of the machine's limits")
    func json() throws {
        try withTemporaryFolder { folder in
            let result = try Self.bench(
                [
                    "small", "batch", "--json", "--quiet", "--seconds", "0.01", "--repetitions", "4",
                    "--threads", "2",
                ],
                in: folder)
            #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
            let results = try Report(json: result.output).results
            try #require(results.map(\.benchmark) == ["small", "batch"])
            for result in results {
                #expect((result.peakMemory ?? 0) > 1 << 20)
                for measurement in result.measurements {
                    #expect(measurement.neurons == 29 && measurement.steps == 66)
                    let samples = measurement.samples.sorted()
                    #expect(samples.count >= 3 && samples[0] > 0)
                    #expect(measurement.lowerQuartile <= measurement.median)
                    #expect(measurement.median <= measurement.upperQuartile)
                    #expect(samples[0] <= measurement.lowerQuartile)
                    let limits = try #require(measurement.limits)
                    let rate = measurement.cost.operations / measurement.median
                    let share = try #require(measurement.arithmeticShare)
                    #expect(abs(share - rate / limits.arithmetic) < 1e-9)
                    let bandwidth = measurement.cost.bytes / measurement.median
                    let bandwidthShare = try #require(measurement.bandwidthShare)
                    #expect(abs(bandwidthShare - bandwidth / limits.bandwidth) < 1e-9)
                }
            }
            // N² = 841, T = 66; 14 operations and 4 numbers a step, 9 and 4 a step back, 15 and 9 for each of
            // 2N² parameters.
            let small = results[0].measurements[0]
            let operations = 14.0 * 66 + 9 * 65 + 2 * 15
            let numbers = 4.0 * 66 + 4 * 65 + 2 * 9
            #expect(small.cost.operations == 841 * operations)
            #expect(small.cost.bytes == 841 * 8 * numbers)
            let batch = results[1]
            #expect(batch.measurements.map(\.threads) == [1, 2] && batch.measurements[0].batch == 32)
            let ratio = batch.measurements[0].median / batch.measurements[1].median
            #expect(abs((batch.findings.first?.value ?? 0) - ratio) < 1e-9)
        }
    }

    @Test("The table has a row for each benchmark, and says on which machine")
    func table() throws {
        try withTemporaryFolder { folder in
            let result = try Self.bench(["small", "--seconds", "0.01", "--repetitions", "3"], in: folder)
            #expect(result.status == 0)
            let lines = result.output.split(separator: "\n")
            #expect(lines.count == 3 && lines[0].hasPrefix("benchmark") && lines[1].hasPrefix("small"))
            #expect(lines[2].contains("kernels"))
            #expect(result.error.contains("small: A training episode"))
        }
    }

    @Test("--gradient writes the network, the episode and the gradient that the library gives")
    func gradient() throws {
        try withTemporaryFolder { folder in
            let result = try Self.bench(["small", "--gradient", "small.safetensors"], in: folder)
            #expect(result.status == 0 && result.output == "small.safetensors\n", "\(result.error)")
            let path = folder.appending(path: "small.safetensors")
            let file = try SafeTensors(Data(contentsOf: path), file: path.path)
            func matrix(_ name: String) throws -> Matrix<Double> {
                let tensor = try #require(file.tensors[name])
                let values = try #require(tensor.doubles)
                return Matrix(rows: tensor.shape[0], columns: tensor.shape[1], elements: values)
            }
            let eta = try #require(file.tensors["eta"]?.doubles?.first)
            let network = PlasticNetwork(w: try matrix("w"), alpha: try matrix("alpha"), eta: eta)
            let targets = try matrix("targets")
            let episode = Episode(
                inputs: try matrix("inputs"), targets: targets, countedSteps: 65..<66, countedNeurons: 0..<28)
            let gradient = network.lossGradient(of: episode).gradient
            #expect(
                try gradient["w"] == matrix("gradient.w") && gradient["alpha"] == matrix("gradient.alpha"))
            #expect(gradient.norm > 0)

            let blocked = try Self.bench(["small", "--gradient", "small.safetensors/x"], in: folder)
            #expect(blocked.status == 73 && blocked.error.contains("small.safetensors/x"))
        }
    }

    private static let fixtures = [
        "gradients-n5-t8", "gradients-n8-t12", "family-1/feedforward-identity-x5-t4",
        "family-1/feedforward-softmax-x5-y4-z3-t8", "family-1/feedforward-softmax-x6-y3-t9",
        "family-1/images-hebb-n10-t14", "family-1/images-hebb-shared-n8-t11",
        "family-1/simple-hebb-manysteps-n6-t20", "family-1/simple-hebb-n8-t12",
        "family-1/simple-hebb-shared-n7-t10", "family-1/simple-oja-n8-t12",
        "family-1/simple-oja-shared-n6-t9", "family-1/images-oja-n8-t11",
        "family-1/simple-training-hebb", "family-1/simple-training-oja-shared",
    ]

    @Test("The gradients of other programs are this program's", arguments: fixtures)
    func fixture(name: String) throws {
        try withTemporaryFolder { folder in
            let file = ReferenceData.folder.appending(path: "\(name).json")
            let result = try Self.bench(["--fixture", file.path], in: folder)
            #expect(result.status == 0, "\(result.output)\(result.error)")
            #expect(result.output.contains("double") && !result.output.contains("DIFFERS"))
            // A gradient that is wrong in its seventh digit is noticed.
            var text = try String(contentsOf: file, encoding: .utf8)
            let digits = try #require(
                text.firstRange(of: /"(gradW|gradWxy|outputGradientW)":\s*\[+-?\d\.\d{6}/))
            let last = text.index(before: digits.upperBound)
            text.replaceSubrange(last..<digits.upperBound, with: text[last] == "7" ? "3" : "7")
            let wrong = try folder.write(text, to: "wrong.json")
            #expect(try Self.bench(["--fixture", wrong], in: folder).status == 1)
        }
    }

    @Test("What is no fixture is refused")
    func noFixture() throws {
        try withTemporaryFolder { folder in
            #expect(try Self.bench(["--fixture", "none.json"], in: folder).status == 66)
            let other = try folder.write("{}", to: "other.json")
            #expect(try Self.bench(["--fixture", other], in: folder).status == 65)
        }
    }
}
