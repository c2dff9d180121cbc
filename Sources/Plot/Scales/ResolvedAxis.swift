/// An axis whose domain and ticks are known.
struct ResolvedAxis: Hashable, Sendable {
    struct Tick: Hashable, Sendable {
        let value: Double
        var label: TextBlock?

        /// Whether the tick is shorter, because it has no label.
        var isMinor: Bool { label == nil }
    }

    let projection: Projection
    var ticks: [Tick] = []
    /// The common factor of all labels.
    var factor: TextBlock?

    var widestLabel: Double { ticks.reduce(0) { max($0, $1.label?.width ?? 0) } }
}
