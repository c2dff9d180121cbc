extension Configuration {
    /// The share of the Hebbian trace that a step keeps, for the rule `DecayingHebb`; setting it chooses that rule.
    public var eta: Double {
        get { (rule as? DecayingHebb)?.eta ?? .nan }
        set { rule = DecayingHebb(eta: newValue, learnsEta: learnsEta) }
    }

    /// Whether eta is learned; setting it chooses the rule `DecayingHebb`.
    public var learnsEta: Bool {
        get { (rule as? DecayingHebb)?.learnsEta ?? false }
        set {
            rule = DecayingHebb(eta: (rule as? DecayingHebb)?.eta ?? DecayingHebb().eta, learnsEta: newValue)
        }
    }
}
