import BOHP
import TestSupport
import Testing

/// A network, what it was shown, and what the published program found.
private struct PublishedGradients: Decodable {
    var neurons: Int
    var steps: Int
    var eta: Double
    var w: [[Double]]
    var alpha: [[Double]]
    var inputs: [[Double]]
    var initialState: [Double]
    var outputs: [[Double]]
    var excitations: [[Double]]
    var gradientSteps: [Int]
    var outputGradientW: [[[[Double]]]]
    var outputGradientAlpha: [[[[Double]]]]

    var network: PlasticNetwork<Double> { PlasticNetwork(w: Matrix(w), alpha: Matrix(alpha), eta: eta) }
}

@Suite("Gradients against the published program")
struct GradientReferenceTests {
    @Test(
        "Outputs, excitations and the gradient of every output",
        arguments: ["gradients-n5-t8", "gradients-n8-t12"])
    func everyOutput(file: String) throws {
        let published = try ReferenceData.json(file, as: PublishedGradients.self)
        let result = published.network.run(
            inputs: Matrix(published.inputs), initialState: published.initialState)
        #expect(largestDifference(result.trajectory.outputs, Matrix(published.outputs)) < 1e-14)
        #expect(largestDifference(result.trajectory.excitations, Matrix(published.excitations)) < 1e-13)
        for (row, step) in published.gradientSteps.enumerated() {
            for output in 0..<published.neurons {
                for target in 0..<published.neurons {
                    for source in 0..<published.neurons {
                        let index = result.index(step: step, output: output, target: target, source: source)
                        let w = published.outputGradientW[row][output][target][source]
                        let alpha = published.outputGradientAlpha[row][output][target][source]
                        #expect(abs(result.w[index] - w) < 1e-13)
                        #expect(abs(result.alpha[index] - alpha) < 1e-13)
                    }
                }
            }
        }
    }
}

func largestDifference(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Double {
    guard a.rows == b.rows, a.columns == b.columns else { return .infinity }
    return zip(a.elements, b.elements).map { abs($0 - $1) }.max() ?? 0
}
