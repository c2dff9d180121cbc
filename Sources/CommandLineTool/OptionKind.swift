import Text

/// The values that an option takes: how a text is read, and how help and error messages describe them.
public struct OptionKind<Value: Sendable>: Sendable {
    /// What the help calls a value.
    let placeholder: String
    /// What is taken, in an error's words.
    let expectation: String
    /// What is taken, in the help's words; `nil` for everything.
    let limits: String?
    /// The value that a text stands for, `nil` if it is not taken.
    let read: @Sendable (String) -> Value?

    /// The same texts, read as other values.
    public func map<Other>(_ transform: @escaping @Sendable (Value) -> Other) -> OptionKind<Other> {
        OptionKind<Other>(
            placeholder: placeholder, expectation: expectation, limits: limits,
            read: { read($0).map(transform) })
    }
}

extension OptionKind where Value == String {
    /// Any text.
    public static func text(_ placeholder: String) -> Self {
        Self(placeholder: placeholder, expectation: "a text", limits: nil, read: \.self)
    }

    /// One of the names.
    public static func choice(_ names: [String]) -> Self {
        let list = Phrase.list(names, "or")
        return Self(
            placeholder: "NAME", expectation: list, limits: list, read: { names.contains($0) ? $0 : nil })
    }
}

extension OptionKind where Value == Int {
    /// A whole number.
    public static func integer(_ range: ClosedRange<Int>, _ placeholder: String = "N") -> Self {
        Self(
            placeholder: placeholder,
            expectation: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            limits: bounds(Double(range.lowerBound), Double(range.upperBound)),
            read: { Int($0).flatMap { range.contains($0) ? $0 : nil } })
    }
}

extension OptionKind where Value == Double {
    /// A number.
    public static func number(_ range: ClosedRange<Double>, _ placeholder: String = "X") -> Self {
        Self(
            placeholder: placeholder,
            expectation: "a number from \(plain(range.lowerBound)) to \(plain(range.upperBound))",
            limits: bounds(range.lowerBound, range.upperBound),
            read: { Double($0).flatMap { range.contains($0) ? $0 : nil } })
    }
}

/// A range for the help. Bounds from a million on only keep numbers finite, and are left out.
private func bounds(_ lower: Double, _ upper: Double) -> String? {
    if upper < 1e6 { return "\(plain(lower)) to \(plain(upper))" }
    return lower > -1e6 ? "at least \(plain(lower))" : nil
}

/// A number as people type it: `50`, not `50.0`.
private func plain(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? "\(number)" }
