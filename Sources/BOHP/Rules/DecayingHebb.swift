/// Hebb's rule with a trace that decays: a step keeps the share eta and adds 1 - eta (Miconi 2016, arXiv:1609.02228). The
/// programs of 2018 learn eta, and call what a step adds, 1 - eta, by that name (Miconi, Clune & Stanley,
/// arXiv:1804.02464).
///
///     hebb(t+1) = eta · hebb(t) + (1-eta) · y(t) ⊗ u(t)
public struct DecayingHebb: PlasticityRule {
    public static let name = "decaying-hebb"
    public static let words = "Hebb's rule with decay"
    public static let settings: [Setting<DecayingHebb>] = [
        Setting(
            "eta", \.eta, in: 0...1, words: "Share of the trace that a step keeps, η",
            help: "Share of the Hebbian trace that a step keeps"),
        Setting(
            "learn_eta", \.learnsEta, option: "learn-eta", words: "η is learned",
            help: "Learn eta too, starting from its value"),
    ]

    /// The share of the trace that a step keeps, 0...1; its initial value if it is learned.
    public var eta = 0.99
    /// Whether eta is learned.
    public var learnsEta = false

    /// The rule with the 2017 program's eta.
    public init() {}

    /// The rule with the given eta.
    public init(eta: Double, learnsEta: Bool = false) {
        self.eta = eta
        self.learnsEta = learnsEta
    }

    public var parameters: [RuleParameter] {
        [RuleParameter("eta", eta, isLearned: learnsEta, range: 0...1)]
    }

    public func gate(_ y: Double, _ p: [Double]) -> (keep: Double, gain: Double) { (p[0], 1 - p[0]) }

    public func pullback(
        _ y: Double, _ p: [Double], keep: Double, gain: Double, gradient: UnsafeMutablePointer<Double>
    ) -> Double {
        gradient[0] += keep - gain
        return 0
    }

    public func decay(_ p: [Double]) -> Double? { p[0] }
}
