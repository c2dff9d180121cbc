/// A recurrent network: every neuron has a plastic connection from every neuron.
///
///     x(t) = (w + alpha ∘ hebb(t)) · y(t-1) + input(t)         y(t) = tanh(x(t))
///
/// `PlasticityRule` has the equation of hebb, whose u(t) is y(t-1) here. Inputs feed the first neurons, which answer, too,
/// unless there are linear layers for these purposes. A clamped input that is not zero takes the place of its neuron's output.
public struct Recurrent: Architecture {
    public static let name = "recurrent"
    public static let words = "recurrent"

    /// How the parameters are drawn before training.
    public enum InitialWeights: String, CaseIterable, Sendable {
        /// As in the 2017 program: alpha uniform in [0, s), w normal with standard deviation 1.1/√N; s is `initialAlpha`.
        case program2017 = "2017"
        /// As in the programs of 2018: w normal with standard deviation 0.01, alpha with s, from PyTorch's stream.
        case programs2018 = "2018"
    }

    public static let settings: [Setting<Recurrent>] = [
        Setting(
            "shared_alpha", \.sharesAlpha, option: "shared-alpha",
            words: "One plasticity coefficient for all",
            help: "Let all connections share one plasticity coefficient"),
        Setting(
            "free_diagonal", \.freesDiagonal, option: "free-diagonal",
            words: "Plastic connections of neurons to themselves",
            help: "Let neurons have plastic connections to themselves"),
        Setting(
            "clamped_inputs", \.clampsInputs, option: "clamped-inputs", words: "Inputs replace outputs",
            help: "Let an input that is not zero replace its neuron's output"),
        Setting(
            "initial_weights", \.initialWeights, words: "Initial weights",
            help: "Published program whose initial weights are drawn"),
        Setting(
            "initial_alpha", \.initialAlpha, in: 0...1e6, words: "Scale of initial plasticity coefficients",
            help: "Scale of the initial plasticity coefficients"),
        Setting(
            "zero_initial_diagonal", \.zeroesInitialDiagonal, option: "zero-initial-diagonal",
            words: "No initial plasticity of neurons to themselves",
            help: "Let the diagonal of alpha be zero before training"),
        Setting(
            "input_layer", \.hasInputLayer, option: "input-layer", words: "Linear input layer",
            help: "Pass inputs through a linear layer to all neurons"),
        Setting(
            "output_layer", \.hasOutputLayer, option: "output-layer", words: "Linear output layer",
            help: "Let a linear layer of all neurons answer"),
        Setting(
            "hidden_neurons", \.hiddenNeurons, in: 0...10_000, words: "Neurons beside those of the task",
            help: "Neurons beside those that the task needs"),
    ]

    /// Whether one plasticity coefficient is shared by all connections.
    public var sharesAlpha = false
    /// Whether the diagonal of alpha is learned like the rest; otherwise it is zero.
    public var freesDiagonal = false
    /// Whether an input that is not zero takes the place of an output.
    public var clampsInputs = false
    /// How the parameters are drawn.
    public var initialWeights = InitialWeights.program2017
    /// The scale of the plasticity coefficients before training.
    public var initialAlpha = 0.01
    /// Whether the diagonal of alpha is zero before training, though it is learned.
    public var zeroesInitialDiagonal = false
    /// Whether inputs pass through a linear layer.
    public var hasInputLayer = false
    /// Whether a linear layer answers.
    public var hasOutputLayer = false
    /// Neurons beside those that the task needs.
    public var hiddenNeurons = 0

    /// The network of the 2017 program.
    public init() {}

    public var clearsDiagonal: Bool { !freesDiagonal }

    public func plasticLayer(for task: TaskShape) -> (targets: Int, sources: Int) {
        let ends = [hasInputLayer ? 0 : task.inputs, hasOutputLayer ? 0 : task.outputs]
        let needed = hasInputLayer || hasOutputLayer ? ends.max() ?? 0 : task.neurons
        let neurons = needed + hiddenNeurons
        return (neurons, neurons)
    }

    public func otherParts(for task: TaskShape) -> [NetworkDescription.Part] {
        let neurons = plasticLayer(for: task).targets
        return
            (hasInputLayer
            ? LinearLayer<Double>.parts("input", inputs: task.inputs, outputs: neurons) : [])
            + (hasOutputLayer
                ? LinearLayer<Double>.parts("output", inputs: neurons, outputs: task.outputs) : [])
    }

    /// Draws in the order of the published program. That of 2017 drew `rand(N,N)` for alpha, `randn(N,N)` for w, and then
    /// `rand(N)`, which it threw away. Those of 2018 drew w and then alpha, and stored them with sources in rows. Linear layers,
    /// which these programs did not have, are drawn last, normal with standard deviation 1/√inputs, biases zero.
    public func draw<Scalar: NetworkScalar>(
        _ network: NetworkDescription, using random: inout RandomState,
        into parameters: inout Parameters<Scalar>
    ) {
        let neurons = network.neurons
        let count = neurons * neurons
        let alphas = sharesAlpha ? 1 : count
        switch initialWeights {
        case .program2017:
            let alpha = random.rand(alphas).map { Scalar($0 * initialAlpha) }
            parameters["alpha"] = Matrix(
                rows: sharesAlpha ? 1 : neurons, columns: sharesAlpha ? 1 : neurons, elements: alpha)
            let scale = 1.1 / Double(neurons).squareRoot()
            parameters["w"] = Matrix(
                rows: neurons, columns: neurons, elements: random.randn(count).map { Scalar($0 * scale) })
            _ = random.rand(neurons)
        case .programs2018:
            var torch = TorchGenerator(seed: random.seed)
            func matrix(_ scale: Double) -> Matrix<Scalar> {
                let drawn = torch.randn(max(count, 16)).map { $0 * Float(scale) }
                var matrix = Matrix<Scalar>(rows: neurons, columns: neurons)
                for source in 0..<neurons {
                    for target in 0..<neurons {
                        matrix[target, source] = Scalar(drawn[source * neurons + target])
                    }
                }
                return matrix
            }
            parameters["w"] = matrix(0.01)
            parameters["alpha"] =
                sharesAlpha ? Matrix([[Scalar(initialAlpha)]]) : matrix(initialAlpha)
        }
        if zeroesInitialDiagonal, !sharesAlpha {
            var alpha = parameters["alpha"]
            for neuron in 0..<neurons { alpha[neuron, neuron] = 0 }
            parameters["alpha"] = alpha
        }
        for part in otherParts(for: network.task) where part.shape.shape.count == 2 {
            let scale = 1 / Double(part.shape.columns).squareRoot()
            parameters[part.shape.name] = Matrix(
                rows: part.shape.rows, columns: part.shape.columns,
                elements: random.randn(part.shape.rows * part.shape.columns).map { Scalar($0 * scale) })
        }
    }

    public func startPass<Scalar: NetworkScalar>(
        _: Scalar.Type, _ network: NetworkDescription
    ) -> any EpisodePass<Scalar> { RecurrentPass<Scalar>(network) }
}
