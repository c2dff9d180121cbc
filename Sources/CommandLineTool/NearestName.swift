/// The known name that a mistyped one was probably meant to be.
public enum NearestName {
    /// The name with the fewest changed, missing, added or swapped letters, if that is at most a third of it.
    public static func of(_ word: String, among names: [String]) -> String? {
        let ranked = names.map { (name: $0, distance: distance(Array(word), Array($0))) }
        guard let best = ranked.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) else {
            return nil
        }
        return best.distance <= max(1, (word.count + 2) / 3) ? best.name : nil
    }

    /// Damerau's distance (CACM 7, 1964), in its form that changes no letter twice.
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    best = min(best, beforeLast[j - 1] + 1)
                }
                row.append(best)
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
