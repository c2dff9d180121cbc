/// One axis of a panel: its scale, its title and its ticks.
///
/// Each kind of scale has a file with a static function that makes an axis: `.linear`, `.log`, `.bands`.
public struct Axis: Sendable {
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

    let scale: any Scale
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

    /// The same axis without line, ticks, labels and title.
    public var hidden: Axis {
        var copy = self
        copy.isVisible = false
        return copy
    }
}
