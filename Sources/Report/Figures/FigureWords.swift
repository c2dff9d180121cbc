/// Phrases for captions and alternative texts.
enum FigureWords {
    /// Words as a sentence lists them: `a, b and c`.
    static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    /// How many episodes each of several runs has: `1000 episodes each`, `3 to 1000 episodes`.
    static func episodes(_ numbers: [Int]) -> String {
        guard let least = numbers.min(), let most = numbers.max(), least < most else {
            return count(numbers.first ?? 0, "episode") + (numbers.count > 1 ? " each" : "")
        }
        return "\(NumberText.grouped(least, beside: [most])) to \(count(most, "episode"))"
    }

    /// A number with the noun that it counts: `1 episode`, `10,000 episodes`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(NumberText.grouped(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// What a number does between two moments: `falls from 12.4, the mean of the first 500, to 0.619`.
    ///
    /// - Parameters:
    ///   - first: the number at first, as it is printed; a change that cannot be seen there is none.
    ///   - rises: whether it is more at the end.
    ///   - start: what to say of the first number, to stand right behind it.
    ///   - end: what to say of the last.
    static func change(
        from first: String, to last: String, rises: Bool, start: String = "", end: String = ""
    ) -> String {
        first == last
            ? "stays at \(last)" : "\(rises ? "rises" : "falls") from \(first)\(start) to \(last)\(end)"
    }
}
