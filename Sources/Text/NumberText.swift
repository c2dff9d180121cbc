import Foundation

/// Numbers as a paper prints them: a real minus sign, powers of ten with raised digits, no locale.
public enum NumberText {
    /// The minus sign, U+2212.
    public static let minus = "\u{2212}"
    /// The space that keeps a number and its unit on one line.
    public static let noBreakSpace = "\u{A0}"

    /// A whole number without commas: `−4096`.
    public static func integer(_ number: Int) -> String { withMinus(String(number)) }

    /// A whole number with commas between its thousands if it has at least five digits: `4096`, `10,000`.
    public static func grouped(_ number: Int) -> String { grouped(number, beside: []) }

    /// The same for a number that stands beside `others`, with commas if one of all has five digits: `1,000` beside
    /// `10,000`.
    public static func grouped(_ number: Int, beside others: [Int]) -> String {
        guard ([number] + others).contains(where: { $0.magnitude >= 10_000 }) else { return integer(number) }
        var groups: [String] = []
        var rest = number.magnitude
        while rest >= 1000 {
            groups.append(String(format: "%03d", Int(rest % 1000)))
            rest /= 1000
        }
        groups.append(String(rest))
        return (number < 0 ? minus : "") + groups.reversed().joined(separator: ",")
    }

    /// Exactly `digits` digits after the point.
    public static func fixed(_ number: Double, digits: Int) -> String {
        guard number.isFinite else { return notFinite(number) }
        let text = withMinus(String(format: "%.\(digits)f", number))
        // A number that rounds to zero has no sign.
        let isZero = text.allSatisfy { "0.\(minus)".contains($0) }
        return isZero && text.hasPrefix(minus) ? String(text.dropFirst()) : text
    }

    /// `digits` significant digits, trailing zeros included: `0.00890` for 0.0089 and three digits. Powers of ten below
    /// 10⁻⁴ and from 10⁶ on.
    public static func significant(_ number: Double, digits: Int) -> String {
        guard number.isFinite, number != 0 else { return number == 0 ? "0" : notFinite(number) }
        // The exponent is read after rounding, because 9.99 to two digits is 10.
        let scientificForm = String(format: "%.\(digits - 1)e", number)
        let exponent = scientificForm.split(separator: "e").last.flatMap { Int($0) } ?? 0
        return exponent < -4 || exponent >= max(digits, 6)
            ? scientific(number, digits: digits - 1) : fixed(number, digits: max(0, digits - 1 - exponent))
    }

    /// Up to six significant digits, no trailing zeros; powers of ten for the very small and the very large.
    public static func general(_ number: Double) -> String {
        guard number.isFinite else { return notFinite(number) }
        return raised(String(format: "%.6g", number))
    }

    /// `1.5 × 10⁻⁷` with `digits` digits after the point.
    public static func scientific(_ number: Double, digits: Int) -> String {
        guard number.isFinite else { return notFinite(number) }
        return raised(String(format: "%.\(digits)e", number))
    }

    /// A share as percent: `0.89 %`.
    public static func percent(_ share: Double, digits: Int) -> String {
        fixed(share * 100, digits: digits) + noBreakSpace + "%"
    }

    /// Three significant digits with the SI prefix, from p to T, that brings the number between 1 and 1000: `520 µs`,
    /// `1.20 k`. A whole number below 1000 has no decimals: `3 s`.
    public static func si(_ number: Double, unit: String) -> String {
        guard number.isFinite else { return notFinite(number) }
        let prefixes = ["p", "n", "µ", "m", "", "k", "M", "G", "T"]
        var place = 4
        var scaled = number
        // 999.5 takes the next prefix, because it would round to four digits.
        while abs(scaled) >= 999.5, place < prefixes.count - 1 {
            scaled /= 1000
            place += 1
        }
        while scaled != 0, abs(scaled) < 0.9995, place > 0 {
            scaled *= 1000
            place -= 1
        }
        let label = prefixes[place] + unit
        let isWholeCount = place == 4 && number == number.rounded()
        let digits = isWholeCount ? fixed(number, digits: 0) : significant(scaled, digits: 3)
        return label.isEmpty ? digits : digits + noBreakSpace + label
    }

    /// Numbers from 0 to 12 in words, others in digits.
    public static func words(_ number: Int) -> String {
        let words = [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
            "twelve",
        ]
        return words.indices.contains(number) ? words[number] : grouped(number)
    }

    private static func notFinite(_ number: Double) -> String {
        number.isNaN ? "not a number" : (number < 0 ? minus : "") + "∞"
    }

    private static func withMinus(_ text: String) -> String {
        text.hasPrefix("-") ? minus + text.dropFirst() : text
    }

    /// C's `1e-05` as `1 × 10⁻⁵`; a number without exponent only gets its minus sign.
    private static func raised(_ text: String) -> String {
        let parts = text.split(separator: "e", maxSplits: 1)
        guard parts.count == 2, let exponent = Int(parts[1]) else { return withMinus(text) }
        let raisedDigits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        let digits = String(exponent.magnitude).compactMap { $0.wholeNumberValue.map { raisedDigits[$0] } }
        return withMinus(String(parts[0])) + "\(noBreakSpace)×\(noBreakSpace)10" + (exponent < 0 ? "⁻" : "")
            + String(digits)
    }
}
