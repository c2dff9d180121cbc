/// A recurrent network whose every connection has a baseline weight and a plasticity coefficient.
///
/// With N neurons, outputs y and a Hebbian trace that is zero when an episode begins (Miconi, Clune &
/// Stanley, arXiv:1804.02464; Miconi 2016, arXiv:1609.02228):
///
///     hebb(t) = eta · hebb(t-1) + (1-eta) · y(t-1) ⊗ y(t-2)      hebb(0) = 0, y(-2) = 0
///     x(t)    = (w + alpha ∘ hebb(t)) · y(t-1) + input(t)         y(-1) = initial state, 0 unless given
///     y(t)    = tanh(x(t))
public struct PlasticNetwork<Scalar: NetworkScalar>: Equatable, Sendable {
    /// All parameters: `w`, `alpha` and `eta`.
    public var parameters: Parameters<Scalar>

    /// The number of neurons, N.
    public var neurons: Int { parameters.layout(ParameterPlace.w).rows }

    /// Baseline weights, N × N; row = target neuron, column = source neuron. A copy: keep it in a constant to read
    /// elements.
    public var w: Matrix<Scalar> {
        get { parameters["w"] }
        set { parameters["w"] = newValue }
    }

    /// Plasticity coefficients, N × N. The diagonal is zero: no neuron has a plastic connection to itself. A copy.
    public var alpha: Matrix<Scalar> {
        get { parameters["alpha"] }
        set { parameters["alpha"] = newValue }
    }

    /// The share of the Hebbian trace that a step keeps, 0...1.
    public var eta: Scalar {
        get { parameters.base(ParameterPlace.eta)[0] }
        set {
            parameters.makeUnique()
            parameters.base(ParameterPlace.eta)[0] = newValue
        }
    }

    /// A network of the given parameters.
    ///
    /// - Precondition: `w` and `alpha` are square and of one size.
    public init(w: Matrix<Scalar>, alpha: Matrix<Scalar>, eta: Scalar) {
        precondition(
            w.rows == w.columns && alpha.rows == w.rows && alpha.columns == w.rows,
            "w and alpha are square matrices of one size")
        parameters = Parameters(NetworkDescription(neurons: w.rows, eta: Double(eta)).parts.map(\.shape))
        self.w = w
        self.alpha = alpha
        self.eta = eta
    }

    /// The same network in another precision, rounded to nearest.
    public func converted<Other: NetworkScalar>(to type: Other.Type) -> PlasticNetwork<Other> {
        PlasticNetwork<Other>(w: w.converted(to: type), alpha: alpha.converted(to: type), eta: Other(eta))
    }
}
