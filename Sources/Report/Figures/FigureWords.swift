/// Phrases for alternative texts.
enum FigureWords {
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
