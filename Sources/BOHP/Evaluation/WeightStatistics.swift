/// The distributions of a network's weights by kind of connection, as `evaluation.json` holds them. A kind without a
/// connection is `nil`.
public struct WeightStatistics: Codable, Equatable, Sendable {
    /// The distribution of some weights.
    public struct Summary: Codable, Equatable, Sendable {
        /// The mean.
        public var mean: Double
        /// The standard deviation of the population, with n in its denominator.
        public var standardDeviation: Double
        /// The 25 % quantile, interpolated linearly.
        public var lowerQuartile: Double
        /// The median, interpolated linearly.
        public var median: Double
        /// The 75 % quantile, interpolated linearly.
        public var upperQuartile: Double
        /// The smallest weight.
        public var minimum: Double
        /// The largest weight.
        public var maximum: Double
        /// The share of weights above zero.
        public var positiveShare: Double
        /// How many weights there are.
        public var count: Int

        /// A distribution of the given numbers.
        public init(
            mean: Double, standardDeviation: Double, lowerQuartile: Double, median: Double,
            upperQuartile: Double,
            minimum: Double, maximum: Double, positiveShare: Double, count: Int
        ) {
            self.mean = mean
            self.standardDeviation = standardDeviation
            self.lowerQuartile = lowerQuartile
            self.median = median
            self.upperQuartile = upperQuartile
            self.minimum = minimum
            self.maximum = maximum
            self.positiveShare = positiveShare
            self.count = count
        }
    }

    /// w from a neuron to itself, without the bias neuron.
    public var wSelf: Summary?
    /// w between different neurons, without the bias neuron.
    public var wBetween: Summary?
    /// w from the bias neuron to the others.
    public var wFromBias: Summary?
    /// w from the others to the bias neuron.
    public var wToBias: Summary?
    /// alpha between different neurons, without the bias neuron.
    public var alphaBetween: Summary?
    /// alpha from the bias neuron to the others.
    public var alphaFromBias: Summary?
    /// alpha from the others to the bias neuron.
    public var alphaToBias: Summary?

    /// Statistics of the given distributions.
    public init(
        wSelf: Summary?, wBetween: Summary?, wFromBias: Summary?, wToBias: Summary?, alphaBetween: Summary?,
        alphaFromBias: Summary?, alphaToBias: Summary?
    ) {
        self.wSelf = wSelf
        self.wBetween = wBetween
        self.wFromBias = wFromBias
        self.wToBias = wToBias
        self.alphaBetween = alphaBetween
        self.alphaFromBias = alphaFromBias
        self.alphaToBias = alphaToBias
    }
}
