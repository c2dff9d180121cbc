import Plot

/// The meanings of colours, the same in all figures.
extension Ink {
    /// The trained network, and curves of its training.
    static let trained = Ink.series(0)
    /// A classical Hopfield network.
    static let hopfield = Ink.series(1)
    /// The network before training.
    static let untrained = Ink.series(4)
    /// The best guess without memory.
    static let bestGuess = Ink.muted
    /// Baseline weights between neurons.
    static let wBetween = Ink.series(2)
    /// Baseline weights of neurons to themselves.
    static let wSelf = Ink.series(5)
    /// Plasticity coefficients.
    static let alpha = Ink.series(3)
    /// Connections from or to the bias neuron.
    static let biasNeuron = Ink.muted
}
