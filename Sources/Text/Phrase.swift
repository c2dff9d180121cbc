/// Phrases for sentences that are put together from data: messages, captions, alternative texts.
public enum Phrase {
    /// Words as a sentence lists them: `a, b and c`; empty for no word.
    public static func list(_ words: [String], _ conjunction: String = "and") -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }

    /// Words as a sentence starts with them: `bit error rate` becomes `Bit error rate`.
    public static func sentenceStart(_ words: String) -> String {
        words.prefix(1).uppercased() + words.dropFirst()
    }

    /// The numbers of a noun that each of several things has: `1000 episodes each`, `3 to 1000 episodes`.
    public static func counts(_ numbers: [Int], _ noun: String) -> String {
        guard let least = numbers.min(), let most = numbers.max(), least < most else {
            return count(numbers.first ?? 0, noun) + (numbers.count > 1 ? " each" : "")
        }
        return "\(NumberText.grouped(least, beside: [most])) to \(count(most, noun))"
    }

    /// A number with the noun that it counts: `1 episode`, `10,000 episodes`.
    public static func count(_ number: Int, _ noun: String) -> String {
        "\(NumberText.grouped(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// How a number changes between two moments: `falls from 12.4, the mean of the first 500, to 0.619`.
    ///
    /// - Parameters:
    ///   - first: the first number as printed; if both print alike, the phrase is `stays at`.
    ///   - rises: whether the last number is the larger one.
    ///   - start: an addition that follows the first number directly.
    ///   - end: an addition that follows the last number directly.
    public static func change(
        from first: String, to last: String, rises: Bool, start: String = "", end: String = ""
    ) -> String {
        first == last
            ? "stays at \(last)" : "\(rises ? "rises" : "falls") from \(first)\(start) to \(last)\(end)"
    }
}
