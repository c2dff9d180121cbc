/// Groups of runs, and which of them may be called best.
public enum RunGroups {
    /// The indices of equal keys together. Groups are in the order of their first keys, and the indices of a group
    /// ascend.
    public static func equal<Key: Hashable>(_ keys: some Sequence<Key>) -> [[Int]] {
        var places: [Key: Int] = [:]
        var groups: [[Int]] = []
        for (index, key) in keys.enumerated() {
            if let place = places[key] {
                groups[place].append(index)
            } else {
                places[key] = groups.count
                groups.append([index])
            }
        }
        return groups
    }

    /// The results that cannot be told from the best one: those whose intervals overlap the interval of the best
    /// median.
    ///
    /// - Returns: indices of `results`; none if fewer than two results are known, or if all known ones overlap.
    public static func best(of results: [SeedDistribution?], prefersLess: Bool = true) -> Set<Int> {
        let known = results.enumerated().compactMap { index, result in result.map { (index, $0) } }
        guard
            let best = known.min(by: { ($0.1.quartiles.median < $1.1.quartiles.median) == prefersLess })?.1
        else { return [] }
        let overlapping = known.filter { $0.1.interval.overlaps(best.interval) }
        return overlapping.count < known.count ? Set(overlapping.map(\.0)) : []
    }
}
