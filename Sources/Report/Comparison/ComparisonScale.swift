import Document
import Foundation
import Plot

/// The vertical axis that some panels share.
struct ComparisonScale {
    let isLogarithmic: Bool
    let domain: ClosedRange<Double>?

    static let option = DirectiveOption.choice(
        "scale", ["automatic", "linear", "log"],
        "spacing of the errors; automatic is log if they extend over a decade")

    /// - Parameters:
    ///   - values: what the axis has to show; NaN is ignored.
    ///   - wanted: a choice of ``option``.
    init(of values: some Sequence<Double>, wanted: String) {
        let known = values.filter(\.isFinite)
        let greatest = known.max() ?? 0
        let least = known.filter { $0 > 0 }.min() ?? greatest
        isLogarithmic = greatest > 0 && (wanted == "log" || wanted == "automatic" && greatest >= 10 * least)
        // Errors are not negative. A margin may leave the range of doubles; then the axis finds its own ends.
        let (low, high) = isLogarithmic ? (least * 0.9, greatest * 1.1) : (0, greatest * 1.04)
        domain = high > low && high.isFinite ? low...high : nil
    }

    /// The axis, with a title if there is one.
    func axis(_ title: RichText?) -> Axis {
        isLogarithmic ? .log(title: title, domain: domain) : .linear(title: title, domain: domain)
    }

    /// Where a value lies between the ends of the axis, from 0 to 1.
    func position(of value: Double) -> Double {
        guard let domain else { return 0.5 }
        func place(_ value: Double) -> Double { isLogarithmic ? log(value) : value }
        let (low, high) = (place(domain.lowerBound), place(domain.upperBound))
        return (place(value) - low) / (high - low)
    }

    /// Values as they are drawn: those that lie below a logarithmic axis, zero among them, lie on its lower end.
    func shown(_ values: [Double]) -> [Double] {
        guard isLogarithmic, let domain else { return values }
        return values.map { $0 < domain.lowerBound ? domain.lowerBound : $0 }
    }

    /// What a caption says of values below a logarithmic axis; empty if there are none.
    func caption(_ values: some Sequence<Double>) -> String {
        guard isLogarithmic, let domain, values.contains(where: { $0 < domain.lowerBound }) else { return "" }
        return " Values below the axis, zero among them, lie on its lower end."
    }
}
