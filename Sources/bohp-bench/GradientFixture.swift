import BOHP
import CommandLineTool
import Foundation
import Text

/// A network, an episode and gradients computed by another program, in a JSON file. Its keys tell its format.
///
/// To add a format: write a type that conforms, in a file of its own, and add it to `FixtureComparison.formats`.
protocol GradientFixture: Decodable, Sendable {
    /// The gradients that the file holds, each of which is compared.
    var cases: [FixtureCase] { get throws }
}

/// One gradient of a fixture.
struct FixtureCase {
    /// What tells this gradient from others of the file; empty if there is one.
    var words = ""
    var network: PlasticNetwork<Double>
    var episode: Episode
    var objective: any Objective
    var engine = GradientMethod.bptt
    /// The expected derivatives, each with the sign of this package's parameter, by its name.
    var gradient: [String: Matrix<Double>]
}

/// The comparison of this package's gradients with those of a fixture.
struct FixtureComparison {
    static let formats: [any GradientFixture.Type] = [
        RecurrentFixture.self, FeedForwardFixture.self, OutputGradientFixture.self, TrainingFixture.self,
    ]

    /// One parameter in one precision.
    struct Row {
        var words: String
        var parameter: String
        var precision: String
        /// The largest difference over the largest magnitude of the expected gradient.
        var difference: Double
        var tolerance: Double
        var passes: Bool { difference <= tolerance }
    }

    /// What the gradients may differ by: the digits of the sums, and of the numbers in the files.
    private static let tolerances = (double: 1e-10, float: 1e-5)

    /// The largest file that is read, in bytes.
    private static let largestFile = 500_000_000

    var rows: [Row] = []

    /// Compares all gradients of the file at `path`.
    ///
    /// - Throws: `CommandError`.
    init(path: String) throws {
        let data: Data
        do {
            data = try FileInput.contents(path, limit: Self.largestFile)
        } catch let failure as FileInput.Failure {
            throw CommandError("cannot read \(path): \(failure.reason)", code: .noInput)
        }
        let decoder = JSONDecoder()
        func read(_ format: any GradientFixture.Type) -> (any GradientFixture)? {
            try? decoder.decode(format, from: data)
        }
        guard let fixture = Self.formats.lazy.compactMap(read).first else {
            throw CommandError("\(path) has none of the known formats of gradients", code: .badData)
        }
        for fixtureCase in try fixture.cases {
            compare(fixtureCase, fixtureCase.network, precision: "double", tolerance: Self.tolerances.double)
            compare(
                fixtureCase, fixtureCase.network.converted(to: Float.self), precision: "float",
                tolerance: Self.tolerances.float)
        }
    }

    private mutating func compare<Scalar: NetworkScalar>(
        _ fixtureCase: FixtureCase, _ network: PlasticNetwork<Scalar>, precision: String, tolerance: Double
    ) {
        let gradient = network.lossGradient(
            of: fixtureCase.episode, objective: fixtureCase.objective, engine: fixtureCase.engine
        ).gradient
        for (name, expected) in fixtureCase.gradient.sorted(by: { $0.key < $1.key }) {
            let found = gradient[name].converted(to: Double.self)
            let largest = expected.elements.map(abs).max() ?? 0
            let apart = zip(found.elements, expected.elements).map { abs($0 - $1) }.max() ?? .infinity
            rows.append(
                Row(
                    words: fixtureCase.words, parameter: name, precision: precision,
                    difference: largest > 0 ? apart / largest : apart, tolerance: tolerance))
        }
    }

    /// A table of all differences.
    var table: String {
        TextTable.text(
            [["parameter", "gradient", "precision", "largest relative difference", "tolerance", ""]]
                + rows.map {
                    [
                        $0.parameter, $0.words, $0.precision, NumberText.scientific($0.difference, digits: 1),
                        NumberText.scientific($0.tolerance, digits: 0), $0.passes ? "" : "DIFFERS",
                    ]
                }, rightAligned: [3, 4])
    }

    var passes: Bool { !rows.isEmpty && rows.allSatisfy(\.passes) }
}
