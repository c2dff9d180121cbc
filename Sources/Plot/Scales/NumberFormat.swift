import Foundation

/// How the numbers of an axis are written, all alike.
struct NumberFormat: Hashable, Sendable {
    /// Digits after the decimal point.
    let decimals: Int
    /// Numbers are divided by this power of ten, which is shown once at the axis.
    let exponent: Int
    /// Whether commas separate the thousands, as in the text around a figure.
    let grouped: Bool

    /// The shortest format in which the values differ: plain decimals, unless they are very large or very
    /// small.
    init(values: [Double], step: Double) {
        let largest = values.map(abs).max() ?? 0
        if largest >= 1e6 || (largest > 0 && largest < 9.5e-4) {
            exponent = Int(log10(largest * (1 + 1e-12)).rounded(.down))
        } else {
            exponent = 0
        }
        let scaled = step / powerOfTen(exponent)
        var digits = 0
        while digits < 15, !NumberFormat.isWhole(scaled * powerOfTen(digits)) { digits += 1 }
        decimals = digits
        grouped = largest / powerOfTen(exponent) >= 10_000
    }

    private static func isWhole(_ value: Double) -> Bool {
        abs(value - value.rounded()) < 1e-6 * max(1, abs(value)) && abs(value) > 0.5
    }

    func text(_ value: Double) -> RichText {
        RichText(plain: string(value))
    }

    func string(_ value: Double) -> String {
        let scaled = value / powerOfTen(exponent)
        var digits = String(format: "%.\(decimals)f", abs(scaled))
        if grouped { digits = NumberFormat.group(digits) }
        let isZero = digits.allSatisfy { $0 == "0" || $0 == "." }
        return scaled < 0 && !isZero ? "\u{2212}" + digits : digits
    }

    /// The common factor, `×10⁻³`, or nil if there is none.
    var factor: RichText? {
        exponent == 0
            ? nil
            : RichText(runs: [
                .init("×10"), .init(NumberFormat.integer(exponent), script: .raised),
            ])
    }

    /// A power of ten, `10⁻³`.
    static func power(_ exponent: Int) -> RichText {
        RichText(runs: [.init("10"), .init(integer(exponent), script: .raised)])
    }

    /// A whole number with a typographic minus sign.
    static func integer(_ value: Int) -> String {
        value < 0 ? "\u{2212}\(value.magnitude)" : "\(value)"
    }

    /// Separates the thousands of a number without a sign: `12,345.67`.
    static func group(_ digits: String) -> String {
        let parts = digits.split(separator: ".", maxSplits: 1)
        guard let whole = parts.first else { return digits }
        var result = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index).isMultiple(of: 3) { result.append(",") }
            result.append(digit)
        }
        return parts.count > 1 ? result + "." + parts[1] : result
    }
}

/// Ten to a whole power, exact where a `Double` can be.
func powerOfTen(_ exponent: Int) -> Double { pow(10, Double(exponent)) }
