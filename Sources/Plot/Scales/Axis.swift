/// One axis of a panel: its scale, its title and its ticks.
public struct Axis: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case linear
        case log
        case bands(Bands)

        var scale: any Scale {
            switch self {
            case .linear: LinearScale()
            case .log: LogScale()
            case .bands(let bands): BandScale(bands: bands)
            }
        }
    }

    /// Where ticks are.
    public enum Ticks: Hashable, Sendable {
        /// At round values that suit the axis' length and never collide.
        case automatic
        /// Nowhere; the axis line stays.
        case none
        /// At the given values with the given labels. Values outside the domain are left out, and so are
        /// labels that would touch the one before.
        case at([Tick])
    }

    /// One tick and its label.
    public struct Tick: Hashable, Sendable {
        public var value: Double
        /// Nil for a tick without a text.
        public var label: RichText?

        public init(_ value: Double, _ label: RichText?) {
            self.value = value
            self.label = label
        }
    }

    var kind: Kind
    public var title: RichText?
    /// The values at the two ends. Nil, or a range without width, takes them from the data; a logarithmic
    /// axis needs a lower end above zero.
    public var domain: ClosedRange<Double>?
    /// Values that a domain from the data must contain as well, for instance 0.
    public var including: [Double] = []
    public var ticks = Ticks.automatic
    /// Whether ticks stand at whole numbers only.
    public var wholeNumbers = false
    /// Whether values increase to the left or downwards.
    public var reversed = false
    /// Whether grid lines cross the panel at the ticks.
    public var grid = false
    /// Whether line, ticks and labels are shown at all.
    public var isVisible = true

    /// Equal distances for equal differences.
    public static func linear(
        title: RichText? = nil, domain: ClosedRange<Double>? = nil, including: [Double] = [],
        ticks: Ticks = .automatic, wholeNumbers: Bool = false, reversed: Bool = false, grid: Bool = false
    ) -> Axis {
        Axis(
            kind: .linear, title: title, domain: domain, including: including, ticks: ticks,
            wholeNumbers: wholeNumbers, reversed: reversed, grid: grid)
    }

    /// Equal distances for equal ratios; values at or below zero leave gaps.
    public static func log(
        title: RichText? = nil, domain: ClosedRange<Double>? = nil, including: [Double] = [],
        ticks: Ticks = .automatic, reversed: Bool = false, grid: Bool = false
    ) -> Axis {
        Axis(
            kind: .log, title: title, domain: domain, including: including, ticks: ticks, reversed: reversed,
            grid: grid)
    }

    /// One band for each category or for each row or column of a matrix.
    public static func bands(
        _ bands: Bands, title: RichText? = nil, ticks: Ticks = .automatic, reversed: Bool = false
    ) -> Axis {
        Axis(kind: .bands(bands), title: title, domain: bands.domain, ticks: ticks, reversed: reversed)
    }

    /// The same axis without line, ticks, labels and title.
    public var hidden: Axis {
        var copy = self
        copy.isVisible = false
        return copy
    }
}
