import BOHP

/// How far backpropagation's gradient is from the gradient that another method computes, for the sampled connections of
/// one parameter.
public struct GradientAgreement: Sendable {
    /// One sampled connection.
    public struct Point: Equatable, Sendable {
        /// The magnitude of backpropagation's derivative.
        public let magnitude: Double
        /// The magnitude of the difference between the two derivatives.
        public let difference: Double

        /// Whether a logarithmic plot can show the point: both numbers are finite and above zero.
        public var isShown: Bool {
            magnitude > 0 && difference > 0 && magnitude.isFinite && difference.isFinite
        }
    }

    /// All sampled connections.
    public let points: [Point]
    /// The largest difference that the check accepts: its tolerance times the parameter's largest magnitude, or what
    /// rounding explains if that is more.
    /// `nil` if the check did not compare the two, or if the number is not finite and above zero.
    public let allowed: Double?

    /// The agreement of backpropagation with another method.
    ///
    /// - Parameters:
    ///   - method: the method's name in the check's differences.
    ///   - parameter: `w` or `alpha`.
    ///   - derivative: the method's derivative; `nil` if a sample has none, and then it is left out.
    public init(
        _ check: GradientCheck, with method: String, parameter: String,
        derivative: (GradientCheck.Sample) -> Double?
    ) {
        let samples = check.samples.filter { $0.parameter == parameter }
        points = samples.compactMap { sample in
            derivative(sample).map { Point(magnitude: abs(sample.bptt), difference: abs(sample.bptt - $0)) }
        }
        allowed = check.differences.first { $0.second == method && $0.parameter == parameter }.flatMap {
            let largest =
                $0.largestRelative > 0
                ? $0.largestAbsolute / $0.largestRelative : samples.map { abs($0.bptt) }.max() ?? 0
            let allowed = max($0.tolerance * largest, $0.floor ?? 0)
            return allowed > 0 && allowed.isFinite ? allowed : nil
        }
    }

    /// The points that a logarithmic plot can show.
    public var shown: [Point] { points.filter(\.isShown) }
}
