import BOHP

/// A recurrent network with any rule, and the gradients of Σ (y - target)². The file's eta is what a step adds to the trace.
struct RecurrentFixture: GradientFixture {
    /// A coefficient for each connection, or one for all.
    enum Coefficients: Decodable {
        case one(Double)
        case many([[Double]])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Double.self) {
                self = .one(number)
            } else {
                self = .many(try container.decode([[Double]].self))
            }
        }

        var matrix: Matrix<Double> {
            switch self {
            case .one(let number): Matrix([[number]])
            case .many(let rows): Matrix(rows)
            }
        }
    }

    var rule: String
    var inputMode: String
    var sharedAlpha: Bool
    var neurons: Int
    var countedNeurons: Int
    var countedSteps: [Int]
    var eta: Double
    var w: [[Double]]
    var alpha: Coefficients
    var initialState: [Double]
    var inputs: [[Double]]
    var targets: [[Double]]
    var gradW: [[Double]]
    var gradAlpha: Coefficients
    var gradEta: Double

    var cases: [FixtureCase] {
        get throws {
            var configuration = Configuration()
            var architecture = Recurrent()
            architecture.freesDiagonal = true
            architecture.sharesAlpha = sharedAlpha
            architecture.clampsInputs = inputMode == "clamp"
            var expected = ["w": Matrix(gradW), "alpha": gradAlpha.matrix]
            if rule == "hebb" {
                configuration.rule = DecayingHebb(eta: 1 - eta, learnsEta: true)
                expected["eta"] = Matrix([[-gradEta]])
            } else {
                try Repertoire().apply(
                    [("rule", .text(rule)), ("trace_rate", .number(eta))], to: &configuration)
                expected["trace_rate"] = Matrix([[gradEta]])
            }
            let description = NetworkDescription(
                architecture, rule: configuration.rule,
                task: TaskShape(inputs: neurons, outputs: neurons, neurons: neurons))
            let parameters = configuration.rule.parameters
            let network = description.network { shape in
                switch shape.name {
                case "w": Matrix(w).elements
                case "alpha": alpha.matrix.elements
                default: [parameters.first { $0.name == shape.name }?.value ?? 0]
                }
            }
            let episode = Episode(
                inputs: Matrix(inputs), targets: Matrix(targets),
                countedSteps: countedSteps[0]..<countedSteps[1], countedNeurons: 0..<countedNeurons,
                initialState: initialState)
            return [
                FixtureCase(
                    network: network, episode: episode, objective: SquaredError(isHalved: false),
                    gradient: expected)
            ]
        }
    }
}
