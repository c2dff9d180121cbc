/// A feed-forward network with one hidden layer, whose connections from the inputs are plastic (Miconi 2016,
/// arXiv:1609.02228). It has no recurrence: the trace is its only memory.
///
///     y(t) = tanh((w + alpha ∘ hebb(t)) · u(t) + b)
///     r(t) = wOutput · y(t) + bOutput
///
/// with inputs u. `PlasticityRule` has the equation of hebb, which pairs outputs and inputs of the same step here. The
/// answers are r; an objective may make probabilities of them.
public struct FeedForward: Architecture {
    public static let name = "feed-forward"
    public static let words = "feed-forward"

    /// How the answers depend on the hidden neurons.
    public enum Readout: String, CaseIterable, Sendable {
        /// Hidden neuron i answers with element i; only the bias is learned.
        case identity
        /// All hidden neurons answer with all elements.
        case linear
    }

    public static let settings: [Setting<FeedForward>] = [
        Setting(
            "hidden_neurons", \.hiddenNeurons, in: 1...10_000, words: "Hidden neurons", help: "Hidden neurons"
        ),
        Setting("readout", \.readout, words: "Readout", help: "How answers depend on the hidden neurons"),
    ]

    /// Hidden neurons.
    public var hiddenNeurons = 8
    /// How the answers depend on them.
    public var readout = Readout.linear

    /// The network with the defaults.
    public init() {}

    /// The network of the given size.
    public init(hiddenNeurons: Int, readout: Readout) {
        self.hiddenNeurons = hiddenNeurons
        self.readout = readout
    }

    public var isRecurrent: Bool { false }
    public var sharesAlpha: Bool { false }
    public var clearsDiagonal: Bool { false }

    public func plasticLayer(for task: TaskShape) -> (targets: Int, sources: Int) {
        (hiddenNeurons, task.inputs)
    }

    public func otherParts(for task: TaskShape) -> [NetworkDescription.Part] {
        var output = LinearLayer<Double>.parts("output", inputs: hiddenNeurons, outputs: task.outputs)
        output[0].isLearned = readout == .linear
        return [.init(shape: ParameterShape("b", [hiddenNeurons]))] + output
    }

    /// Draws as the programs of 2016 do, all standard normal times 0.1: w, b, the magnitudes of the readout's weights, its
    /// biases, and alpha.
    public func draw<Scalar: NetworkScalar>(
        _ network: NetworkDescription, using random: inout RandomState,
        into parameters: inout Parameters<Scalar>
    ) {
        func matrix(_ rows: Int, _ columns: Int) -> Matrix<Scalar> {
            Matrix(
                rows: rows, columns: columns, elements: random.randn(rows * columns).map { Scalar($0 * 0.1) })
        }
        let (targets, sources, outputs) = (network.neurons, network.sources, network.task.outputs)
        parameters["w"] = matrix(targets, sources)
        parameters["b"] = matrix(1, targets)
        var readoutWeights = matrix(outputs, targets)
        for index in readoutWeights.elements.indices {
            readoutWeights.elements[index] =
                switch readout {
                case .linear: abs(readoutWeights.elements[index])
                case .identity: index / targets == index % targets ? 1 : 0
                }
        }
        parameters["output.w"] = readoutWeights
        parameters["output.b"] = matrix(1, outputs)
        parameters["alpha"] = matrix(targets, sources)
    }

    public func startPass<Scalar: NetworkScalar>(
        _: Scalar.Type, _ network: NetworkDescription
    ) -> any EpisodePass<Scalar> { FeedForwardPass<Scalar>(network) }
}
