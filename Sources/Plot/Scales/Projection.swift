import Foundation

/// Maps data values to 0…1 along an axis.
struct Projection: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case linear
        case log
    }

    let kind: Kind
    let domain: ClosedRange<Double>
    let reversed: Bool

    private let low: Double
    private let span: Double

    /// - Parameter domain: not of zero width, and above zero if `kind` is logarithmic.
    init(kind: Kind, domain: ClosedRange<Double>, reversed: Bool = false) {
        self.kind = kind
        self.domain = domain
        self.reversed = reversed
        switch kind {
        case .linear:
            low = domain.lowerBound
            span = domain.upperBound - domain.lowerBound
        case .log:
            low = log10(domain.lowerBound)
            span = log10(domain.upperBound) - log10(domain.lowerBound)
        }
    }

    /// 0 at the start of the axis and 1 at its end; NaN for values without a place, such as 0 on a
    /// logarithmic axis.
    func unit(_ value: Double) -> Double {
        let position: Double
        switch kind {
        case .linear: position = (value - low) / span
        case .log: position = value > 0 ? (log10(value) - low) / span : .nan
        }
        return reversed ? 1 - position : position
    }
}
