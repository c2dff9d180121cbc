/// A row of bars above a plot that name parts of its x axis, such as presentations and delays.
public struct Strip: Hashable, Sendable {
    /// One bar and its label.
    public struct Span: Hashable, Sendable {
        /// Both ends in units of the x axis; the part outside the plot is cut off.
        public var range: ClosedRange<Double>
        /// Written above the bar, unless it would touch the label before.
        public var label: RichText?
        public var ink: Ink

        public init(_ range: ClosedRange<Double>, label: RichText? = nil, ink: Ink = .ink) {
            self.range = range
            self.label = label
            self.ink = ink
        }
    }

    public var spans: [Span]

    public init(_ spans: [Span]) {
        self.spans = spans
    }
}

/// A row of labelled bars above a plot.
struct StripGuide {
    let strip: Strip
    let plot: PlotArea
    let typography: Typography
    /// Bottom of the bars.
    let bottom: Double

    private static let height = 3.0

    /// Top of the bars.
    var top: Double { bottom - StripGuide.height }

    func texts(_ typesetter: Typesetter) throws -> [PlacedText] {
        var texts: [PlacedText] = []
        let size = typography.tickSize
        var taken = -Double.infinity
        for span in strip.spans {
            guard let label = span.label, !label.isEmpty else { continue }
            let block = try typesetter.set(label, size: size)
            let x = (plot.x(span.range.lowerBound) + plot.x(span.range.upperBound) - block.width) / 2
            // A label that would touch the one before it is left out.
            guard x.isFinite, x > taken + 2 else { continue }
            taken = x + block.width
            let origin = Point(x: x, y: top - 2 - Typography.depth * size * 0.6)
            texts.append(PlacedText(block: block, origin: origin, role: .strip))
        }
        return texts
    }

    var shapes: [Shape] {
        let bars: [Shape] = strip.spans.compactMap { span in
            let start = max(plot.rect.minX, plot.x(span.range.lowerBound))
            let end = min(plot.rect.maxX, plot.x(span.range.upperBound))
            guard start.isFinite, end.isFinite, end > start else { return nil }
            // A gap of one point keeps neighbours apart.
            let (left, right) = (start + 0.5, end - 0.5)
            let bar = Rect(x: left, y: top, width: max(0.1, right - left), height: bottom - top)
            return .rectangles([bar], span.ink)
        }
        return [.group(.strip, clip: nil, bars)]
    }
}
