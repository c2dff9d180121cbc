/// Finds the names that somebody may have meant.
public enum NearestNames {
    /// Up to `limit` of `names` within a third of the word's length of `word` (at least two letters), nearest
    /// first. A name that the word begins, or that ends in it (`seed` for `run.seed`), counts as near.
    public static func to(_ word: String, among names: some Sequence<String>, limit: Int = 3) -> [String] {
        let reach = max(2, word.count / 3)
        let lowered = word.lowercased()
        var scored: [(name: String, distance: Int)] = []
        for name in names {
            let other = name.lowercased()
            var distance = editDistance(lowered, other)
            if lowered.count > 2, other.hasPrefix(lowered) || other.hasSuffix(lowered) {
                distance = min(distance, reach)
            }
            if distance <= reach { scored.append((name, distance)) }
        }
        scored.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
        return scored.prefix(limit).map(\.name)
    }

    /// `did you mean a, b or c?` with a space before it, or all names if there are few and none is near.
    public static func suggestion(for word: String, among names: some Collection<String>) -> String {
        let near = to(word, among: names)
        if !near.isEmpty { return "; did you mean \(list(near))?" }
        if names.isEmpty { return "" }
        return names.count <= 12 ? "; known are \(list(names.sorted(), "and"))" : ""
    }

    private static func list(_ words: [String], _ conjunction: String = "or") -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }

    /// How many letters must be changed, added, dropped or swapped with their neighbour to turn one word into
    /// the other (optimal string alignment).
    static func editDistance(_ first: String, _ second: String) -> Int {
        let a = Array(first.unicodeScalars)
        let b = Array(second.unicodeScalars)
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + [Int](repeating: 0, count: b.count)
            for j in 1...b.count {
                row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    row[j] = min(row[j], beforeLast[j - 2] + 1)
                }
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
