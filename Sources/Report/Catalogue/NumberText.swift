import Foundation
import Plot

/// Numbers as a paper prints them: a real minus sign, powers of ten with raised digits, no locale.
public enum NumberText {
    static let minus = "\u{2212}"
    static let noBreakSpace = "\u{A0}"

    public static func integer(_ number: Int) -> String { withMinus(String(number)) }

    /// Thousands apart by commas, from ten thousand on as usual in print: `4096`, `10,000`.
    public static func grouped(_ number: Int) -> String { grouped(number, beside: []) }

    /// The same for a number that stands beside `others`: `1,000` beside `10,000`.
    static func grouped(_ number: Int, beside others: [Int]) -> String {
        let isLarge = ([number] + others).contains { $0.magnitude >= 10_000 }
        return isLarge
            ? (number < 0 ? minus : "") + NumberFormat.group(String(number.magnitude)) : integer(number)
    }

    /// Exactly `digits` digits after the point.
    public static func fixed(_ number: Double, digits: Int) -> String {
        guard number.isFinite else { return notFinite(number) }
        let text = withMinus(String(format: "%.\(digits)f", number))
        // A minus before nothing but zeros says more than the rounded number knows.
        let isZero = text.allSatisfy { "0.\(minus)".contains($0) }
        return isZero && text.hasPrefix(minus) ? String(text.dropFirst()) : text
    }

    /// `digits` significant digits with trailing zeros kept: `0.00890` for 0.0089 and three.
    public static func significant(_ number: Double, digits: Int) -> String {
        guard number.isFinite, number != 0 else { return number == 0 ? "0" : notFinite(number) }
        // The exponent after rounding: 9.99 to two digits is 10, one power of ten up.
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

    /// Three significant digits with the prefix that brings the number between 1 and 1000: `520 µs`,
    /// `1.20 k`.
    public static func si(_ number: Double, unit: String) -> String {
        guard number.isFinite else { return notFinite(number) }
        let prefixes = ["p", "n", "µ", "m", "", "k", "M", "G", "T"]
        var place = 4
        var scaled = number
        // 999.5 would round to four digits, so it belongs to the next prefix already.
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

    /// Numbers up to twelve in words, as in running text.
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
