/// How the weights of a network are distributed, by the kind of connection.
public struct WeightStatistics: Codable, Equatable, Sendable {
    /// The distribution of some weights.
    public struct Summary: Codable, Equatable, Sendable {
        public var mean: Double
        /// The standard deviation of the population.
        public var standardDeviation: Double
        public var lowerQuartile: Double
        public var median: Double
        public var upperQuartile: Double
        public var minimum: Double
        public var maximum: Double
        /// The share of weights above zero.
        public var positiveShare: Double
        /// How many weights there are.
        public var count: Int

        /// The distribution of the given weights; `nil` if there are none. Quartiles are interpolated linearly.
        public init?(_ weights: [Double]) {
            guard !weights.isEmpty else { return nil }
            let sorted = weights.sorted()
            let count = Double(weights.count)
            let mean = sorted.reduce(0, +) / count
            func quantile(_ share: Double) -> Double {
                let place = share * Double(sorted.count - 1)
                let index = Int(place)
                let next = min(index + 1, sorted.count - 1)
                return sorted[index] + (place - Double(index)) * (sorted[next] - sorted[index])
            }
            self.mean = mean
            standardDeviation =
                (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
            lowerQuartile = quantile(0.25)
            median = quantile(0.5)
            upperQuartile = quantile(0.75)
            minimum = sorted[0]
            maximum = sorted[sorted.count - 1]
            positiveShare = Double(sorted.count { $0 > 0 }) / count
            self.count = sorted.count
        }
    }

    /// w from a neuron to itself, the bias neuron among them.
    public var wSelf: Summary?
    /// w between different neurons, the bias neuron left out.
    public var wBetween: Summary?
    /// w from the bias neuron to the others.
    public var wFromBias: Summary?
    /// w from the others to the bias neuron.
    public var wToBias: Summary?
    /// alpha between different neurons, the bias neuron left out.
    public var alphaBetween: Summary?
    /// alpha from the bias neuron to the others.
    public var alphaFromBias: Summary?
    /// alpha from the others to the bias neuron.
    public var alphaToBias: Summary?

    /// The statistics of a network.
    ///
    /// - Parameter biasNeuron: the neuron to set apart, if there is one.
    public init(of network: PlasticNetwork<Double>, biasNeuron: Int?) {
        let others = (0..<network.neurons).filter { $0 != biasNeuron }
        func between(_ matrix: Matrix<Double>) -> Summary? {
            Summary(
                others.flatMap { target in
                    others.compactMap { $0 == target ? nil : matrix[target, $0] }
                })
        }
        wSelf = Summary((0..<network.neurons).map { network.w[$0, $0] })
        wBetween = between(network.w)
        alphaBetween = between(network.alpha)
        if let bias = biasNeuron {
            wFromBias = Summary(others.map { network.w[$0, bias] })
            wToBias = Summary(others.map { network.w[bias, $0] })
            alphaFromBias = Summary(others.map { network.alpha[$0, bias] })
            alphaToBias = Summary(others.map { network.alpha[bias, $0] })
        }
    }
}
