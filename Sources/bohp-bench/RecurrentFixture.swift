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

    /// A network with a free diagonal of alpha, and one coefficient for all connections if the file has one.
    ///
    /// - Throws: `ConfigurationError` for an unknown rule.
    static func network(
        rule: String, clampsInputs: Bool, w: [[Double]], alpha: Coefficients, eta: Double
    ) throws -> PlasticNetwork<Double> {
        var configuration = Configuration()
        var architecture = Recurrent()
        architecture.freesDiagonal = true
        if case .one = alpha { architecture.sharesAlpha = true }
        architecture.clampsInputs = clampsInputs
        if rule == "hebb" {
            configuration.rule = DecayingHebb(eta: 1 - eta, learnsEta: true)
        } else {
            try Repertoire().apply(
                [("rule", .text(rule)), ("trace_rate", .number(eta))], to: &configuration)
        }
        let neurons = w.count
        let description = NetworkDescription(
            architecture, rule: configuration.rule,
            task: TaskShape(inputs: neurons, outputs: neurons, neurons: neurons))
        let parameters = configuration.rule.parameters
        return description.network { shape in
            switch shape.name {
            case "w": Matrix(w).elements
            case "alpha": alpha.matrix.elements
            default: [parameters.first { $0.name == shape.name }?.value ?? 0]
            }
        }
    }

    /// The gradients of a file, with the signs and names of this package's parameters.
    static func gradient(
        rule: String, w: [[Double]], alpha: Coefficients, eta: Double
    ) -> [String: Matrix<Double>] {
        let isHebb = rule == "hebb"
        return [
            "w": Matrix(w), "alpha": alpha.matrix,
            isHebb ? "eta" : "trace_rate": Matrix([[isHebb ? -eta : eta]]),
        ]
    }

    var cases: [FixtureCase] {
        get throws {
            let episode = Episode(
                inputs: Matrix(inputs), targets: Matrix(targets),
                countedSteps: countedSteps[0]..<countedSteps[1], countedNeurons: 0..<countedNeurons,
                initialState: initialState)
            return [
                FixtureCase(
                    network: try Self.network(
                        rule: rule, clampsInputs: inputMode == "clamp", w: w, alpha: alpha, eta: eta),
                    episode: episode, objective: SquaredError(isHalved: false),
                    gradient: Self.gradient(rule: rule, w: gradW, alpha: gradAlpha, eta: gradEta))
            ]
        }
    }
}
