/// A network whose plastic connections have a baseline weight and a plasticity coefficient each.
///
/// The recurrent network of the 2017 program, with N neurons, outputs y and a Hebbian trace that is zero when an episode
/// begins (Miconi 2016, arXiv:1609.02228; Miconi, Clune & Stanley, arXiv:1804.02464):
///
///     hebb(t) = eta · hebb(t-1) + (1-eta) · y(t-1) ⊗ y(t-2)      hebb(0) = 0, y(-2) = 0
///     x(t)    = (w + alpha ∘ hebb(t)) · y(t-1) + input(t)         y(-1) = initial state, 0 unless given
///     y(t)    = tanh(x(t))
///
/// `Recurrent` and `FeedForward` have the equations of all networks, `PlasticityRule` those of the trace.
public struct PlasticNetwork<Scalar: NetworkScalar>: Equatable, Sendable {
    /// What kind of network it is.
    public let description: NetworkDescription
    /// All parameters: `w`, `alpha`, those of the rule, and those of other layers.
    public var parameters: Parameters<Scalar>

    /// The number of neurons with plastic connections, N.
    public var neurons: Int { description.neurons }

    /// Baseline weights; row = target neuron, column = source neuron. A copy: keep it in a constant to read elements.
    public var w: Matrix<Scalar> {
        get { parameters["w"] }
        set { parameters["w"] = newValue }
    }

    /// Plasticity coefficients, in the shape of `w` also if all connections share one. A copy.
    ///
    /// - Precondition: to change them, every connection has its own.
    public var alpha: Matrix<Scalar> {
        get {
            let alpha = parameters["alpha"]
            guard description.architecture.sharesAlpha else { return alpha }
            var matrix = Matrix(
                rows: description.neurons, columns: description.sources, repeating: alpha.elements[0])
            if description.architecture.clearsDiagonal {
                for neuron in 0..<neurons { matrix[neuron, neuron] = 0 }
            }
            return matrix
        }
        set { parameters["alpha"] = newValue }
    }

    /// The share of the Hebbian trace that a step keeps, 0...1.
    ///
    /// - Precondition: the rule is `DecayingHebb`.
    public var eta: Scalar {
        get { parameters["eta"].elements[0] }
        set { parameters["eta"].elements[0] = newValue }
    }

    /// The values of the rule's parameters.
    var ruleParameters: [Double] {
        description.rulePlaces.map { Double(parameters.base($0)[0]) }
    }

    /// A network of the given parameters, whose shapes must be those of the description.
    public init(_ description: NetworkDescription, parameters: Parameters<Scalar>) {
        precondition(parameters.shapes == description.parts.map(\.shape), "parameters fit the description")
        self.description = description
        self.parameters = parameters
    }

    /// A recurrent network as in the 2017 program, of the given parameters.
    ///
    /// - Precondition: `w` and `alpha` are square and of one size.
    public init(w: Matrix<Scalar>, alpha: Matrix<Scalar>, eta: Scalar) {
        precondition(
            w.rows == w.columns && alpha.rows == w.rows && alpha.columns == w.rows,
            "w and alpha are square matrices of one size")
        self = NetworkDescription(neurons: w.rows, eta: Double(eta)).zeros()
        self.w = w
        self.alpha = alpha
        self.eta = eta
    }

    /// The same network in another precision, rounded to nearest.
    public func converted<Other: NetworkScalar>(to type: Other.Type) -> PlasticNetwork<Other> {
        var other: PlasticNetwork<Other> = description.zeros()
        for part in description.parts {
            other.parameters[part.shape.name] = parameters[part.shape.name].converted(to: type)
        }
        return other
    }
}
