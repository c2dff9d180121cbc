import BOHP

/// Comparisons of runs by their configurations and by a number of each.
public enum RunGroups {
    /// Runs whose configurations differ at most in the seed, as indices of `configurations`. Groups are in the order of
    /// their first runs, and the runs of a group in the given order.
    public static func bySeed(_ configurations: [Configuration]) -> [[Int]] {
        var groups: [(configuration: Configuration, members: [Int])] = []
        for (index, configuration) in configurations.enumerated() {
            var configuration = configuration
            configuration.seed = 0
            if let place = groups.firstIndex(where: { $0.configuration == configuration }) {
                groups[place].members.append(index)
            } else {
                groups.append((configuration, [index]))
            }
        }
        return groups.map(\.members)
    }

    /// The indices of the least and the greatest finite value, the first of equal ones; `nil` if fewer than two values
    /// are finite, or if all finite values are equal.
    public static func extremes(of values: [Double?]) -> (least: Int, greatest: Int)? {
        let known = values.enumerated().compactMap { index, value in
            value.flatMap { $0.isFinite ? (index: index, value: $0) : nil }
        }
        guard let least = known.min(by: { $0.value < $1.value }),
            let greatest = known.max(by: { $0.value < $1.value }), least.value < greatest.value
        else { return nil }
        return (least.index, greatest.index)
    }
}
