import BOHP

/// The network function of the 2017 program: the gradient of every output at some steps. A sum of all these outputs with
/// different factors is compared.
struct OutputGradientFixture: GradientFixture {
    /// L = Σ factor · y.
    private struct WeightedSum: Objective {
        let columns = ["loss"]

        static func factor(_ row: Int, _ column: Int) -> Double { 1 + Double((5 * row + 3 * column) % 7) / 7 }

        func measure(outputs: Matrix<Double>, targets: Matrix<Double>) -> [Double] {
            [loss(outputs: outputs, targets: targets)]
        }

        func loss(outputs: Matrix<Double>, targets: Matrix<Double>) -> Double {
            zip(gradient(outputs: outputs, targets: targets).elements, outputs.elements).reduce(0) {
                $0 + $1.0 * $1.1
            }
        }

        func gradient(outputs: Matrix<Double>, targets: Matrix<Double>) -> Matrix<Double> {
            Matrix((0..<outputs.rows).map { row in (0..<outputs.columns).map { Self.factor(row, $0) } })
        }
    }

    var eta: Double
    var w, alpha, inputs: [[Double]]
    var initialState: [Double]
    var gradientSteps: [Int]
    /// One number for each step, output, target and source.
    var outputGradientW, outputGradientAlpha: [[[[Double]]]]

    var cases: [FixtureCase] {
        let neurons = w.count
        func sum(_ gradients: [[[[Double]]]]) -> Matrix<Double> {
            var sum = Matrix<Double>(rows: neurons, columns: neurons)
            for (row, outputs) in gradients.enumerated() {
                for (column, gradient) in outputs.enumerated() {
                    let factor = WeightedSum.factor(row, column)
                    for (index, element) in Matrix(gradient).elements.enumerated() {
                        sum.elements[index] += factor * element
                    }
                }
            }
            return sum
        }
        let episode = Episode(
            inputs: Matrix(inputs), targets: Matrix(rows: gradientSteps.count, columns: neurons),
            countedSteps: gradientSteps, countedNeurons: 0..<neurons, initialState: initialState)
        return [GradientMethod.bptt, .rtrl].map {
            FixtureCase(
                words: $0.rawValue, network: PlasticNetwork(w: Matrix(w), alpha: Matrix(alpha), eta: eta),
                episode: episode, objective: WeightedSum(), engine: $0,
                gradient: ["w": sum(outputGradientW), "alpha": sum(outputGradientAlpha)])
        }
    }
}
