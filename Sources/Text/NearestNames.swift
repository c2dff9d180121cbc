/// Finds the names that a misspelt word may stand for.
public enum NearestNames {
    /// Up to `limit` of `names`, nearest to `word` first. A name is near if its edit distance to the word is at most
    /// a third of the word's length (at least 2), or if the word is its beginning or its end (`seed` for `run.seed`).
    /// Case does not matter.
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

    /// The end of an error message about `word`: `; did you mean a, b or c?`. If no name is near, lists up to twelve
    /// known names; empty if there are more.
    public static func suggestion(for word: String, among names: some Collection<String>) -> String {
        let near = to(word, among: names)
        if !near.isEmpty { return "; did you mean \(Phrase.list(near, "or"))?" }
        if names.isEmpty { return "" }
        return names.count <= 12 ? "; known are \(Phrase.list(names.sorted()))" : ""
    }

    /// The smallest number of substitutions, insertions, deletions and swaps of neighbours that turns one word into
    /// the other (optimal string alignment distance).
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
