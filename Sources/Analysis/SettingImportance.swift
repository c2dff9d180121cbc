import BOHP

/// How much of the variance of a measure each setting of a sweep explains: the first-order effects of a functional analysis of
/// variance, which are the first-order indices of Sobol' (Mathematics and Computers in Simulation 55, 2001).
///
/// In a full grid with equally many seeds in each configuration, the sums of squares of settings, of their interactions
/// and of seeds add up to the total. In any other sample, the index of a setting is the variance between the means of its
/// levels (Plischke, Borgonovo and Smith, European Journal of Operational Research 226, 2013). Chance makes means
/// differ, too; its expected part is subtracted from every sum of squares (the epsilon squared of Kelley, PNAS 21, 1935).
public struct SettingImportance: Equatable, Sendable {
    /// A share of the variance, 0...1, with its 95 % interval; `nil` if runs cannot be resampled.
    public struct Share: Equatable, Sendable {
        public var value: Double
        public var interval: ClosedRange<Double>?
    }

    /// The share of each setting.
    public let settings: [Share]
    /// What single settings do not explain. In a sample that is no full grid, it contains what the means of levels miss.
    public let interactions: Share
    /// The share of seeds; `nil` if no configuration has two runs. Interactions then contain it.
    public let seeds: Share?
    /// Whether configurations are a full grid with equally many runs.
    public let isGrid: Bool

    /// - Parameters:
    ///   - levels: for each configuration, the index of the level of each setting.
    ///   - values: for each configuration, the measure of each run; at least one.
    ///   - resamples: how many bootstrap resamples make the intervals: of seeds within configurations in a grid, of
    ///     configurations otherwise. An interval extends by 1.96 standard deviations of the resampled shares.
    /// - Returns: `nil` for fewer than three configurations, and if the measure does not vary or is not finite.
    public init?(levels: [[Int]], values: [[Double]], resamples: Int = 500) {
        guard levels.count > 2, let settings = levels.first?.count, settings > 0,
            values.allSatisfy({ !$0.isEmpty })
        else { return nil }
        let combinations = (0..<settings).reduce(1.0) { product, setting in
            product * Double(Set(levels.map { $0[setting] }).count)
        }
        let isGrid =
            combinations == Double(levels.count) && Set(levels).count == levels.count
            && values.allSatisfy { $0.count == values[0].count }
        func shares(_ levels: [[Int]], _ values: [[Double]]) -> [Double]? {
            Self.shares(levels, values, isGrid: isGrid)
        }
        guard let found = shares(levels, values) else { return nil }
        let hasSeeds = values.contains { $0.count > 1 }
        var random = RandomState(seed: 0, for: "setting importance")
        var moments: [Moments]?
        if hasSeeds || !isGrid {
            let drawn = (0..<resamples).compactMap { _ -> [Double]? in
                if isGrid {
                    return shares(
                        levels, values.map { StratifiedBootstrap.resample($0, using: &random) })
                }
                let places = StratifiedBootstrap.resample(Array(levels.indices), using: &random)
                return shares(places.map { levels[$0] }, places.map { values[$0] })
            }
            if drawn.count > 1 {
                moments = found.indices.map { place in Moments(of: drawn.map { $0[place] }) }
            }
        }
        let all = found.enumerated().map { place, value in
            let half = moments.map { 1.96 * $0[place].standardDeviation }
            return Share(
                value: min(max(value, 0), 1),
                interval: half.map { min(max(value - $0, 0), 1)...min(max(value + $0, 0), 1) })
        }
        self.settings = Array(all.prefix(settings))
        interactions = all[settings]
        seeds = hasSeeds ? all[settings + 1] : nil
        self.isGrid = isGrid
    }

    /// The shares of the settings, of what they do not explain, and of seeds; `nil` if nothing varies.
    private static func shares(_ levels: [[Int]], _ values: [[Double]], isGrid: Bool) -> [Double]? {
        let count = values.reduce(0) { $0 + $1.count }
        let mean = values.joined().reduce(0, +) / Double(count)
        let sums = values.map { $0.reduce(0, +) }
        let total = values.joined().reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        guard total > 0, total.isFinite else { return nil }
        let within = zip(values, sums).reduce(0.0) { sum, cell in
            let mean = cell.1 / Double(cell.0.count)
            return sum + cell.0.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        }
        let withinFreedom = count - values.count
        let seedVariance = withinFreedom > 0 ? within / Double(withinFreedom) : 0
        let effects = levels[0].indices.map { setting in
            var levelSums: [Int: (sum: Double, count: Int)] = [:]
            for (place, level) in levels.enumerated() {
                levelSums[level[setting], default: (0, 0)].sum += sums[place]
                levelSums[level[setting], default: (0, 0)].count += values[place].count
            }
            // In the order of levels, so that rounding is the same every time.
            let squares = levelSums.sorted { $0.key < $1.key }.reduce(0.0) { sum, level in
                let difference = level.value.sum / Double(level.value.count) - mean
                return sum + Double(level.value.count) * difference * difference
            }
            return (squares: squares, freedom: levelSums.count - 1)
        }
        let squares = effects.reduce(0) { $0 + $1.squares }
        let freedom = effects.reduce(0) { $0 + $1.freedom }
        // The variance by which chance contributes to the sum of squares of an effect.
        func noise(_ effect: (squares: Double, freedom: Int)) -> Double {
            if isGrid, withinFreedom > 0 { return seedVariance }
            let (rest, left) =
                isGrid
                ? (total - squares, count - 1 - freedom)
                : (total - effect.squares, count - 1 - effect.freedom)
            return left > 0 ? max(0, rest) / Double(left) : 0
        }
        let shares = effects.map { ($0.squares - Double($0.freedom) * noise($0)) / total }
        let seeds = (within + Double(values.count - 1) * seedVariance) / total
        return shares + [1 - shares.reduce(0, +) - seeds, seeds]
    }
}
