import BOHP
import RunRecord

extension WeightStatistics {
    /// The distributions of a network's weights.
    ///
    /// - Parameter biasNeuron: the neuron whose connections are counted apart, if there is one.
    public init(of network: PlasticNetwork<Double>, biasNeuron: Int?) {
        func summary(_ matrix: Matrix<Double>, _ kind: ConnectionKind) -> Summary? {
            Summary(
                matrix.connections(
                    kind, biasNeuron: biasNeuron, isRecurrent: network.description.architecture.isRecurrent))
        }
        let (w, alpha) = (network.w, network.alpha)
        self.init(
            wSelf: summary(w, .own), wBetween: summary(w, .between), wFromBias: summary(w, .fromBias),
            wToBias: summary(w, .toBias), alphaBetween: summary(alpha, .between),
            alphaFromBias: summary(alpha, .fromBias), alphaToBias: summary(alpha, .toBias))
    }
}

extension WeightStatistics.Summary {
    /// The distribution of some weights; `nil` without a weight. A weight that is NaN makes all but extremes, share and
    /// count NaN.
    public init?(_ weights: [Double]) {
        let sorted = weights.sorted()
        guard let quartiles = Quartiles(sorted: sorted) else { return nil }
        let mean = arithmeticMean(of: sorted)
        let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        self.init(
            mean: mean, standardDeviation: (squares / Double(sorted.count)).squareRoot(),
            lowerQuartile: quartiles.lower, median: quartiles.median, upperQuartile: quartiles.upper,
            minimum: sorted[0], maximum: sorted[sorted.count - 1],
            positiveShare: Double(sorted.count { $0 > 0 }) / Double(sorted.count), count: sorted.count)
    }
}

extension WeightSample {
    /// The distributions of a network's weights after `episode` episodes; `nil` for a network of one neuron, which has
    /// no connection between neurons. Numbers of neurons to themselves are NaN in a feed-forward network.
    public init?(episode: Int, network: PlasticNetwork<Double>, biasNeuron: Int?) {
        let statistics = WeightStatistics(of: network, biasNeuron: biasNeuron)
        func spread(_ summary: WeightStatistics.Summary?) -> Spread? {
            summary.map {
                Spread(mean: $0.mean, lowerQuartile: $0.lowerQuartile, upperQuartile: $0.upperQuartile)
            }
        }
        guard let wBetween = spread(statistics.wBetween), let alphaBetween = spread(statistics.alphaBetween)
        else { return nil }
        let none = Spread(mean: .nan, lowerQuartile: .nan, upperQuartile: .nan)
        self.init(
            episode: episode, wSelf: spread(statistics.wSelf) ?? none, wBetween: wBetween,
            alphaBetween: alphaBetween)
    }
}
