/// One pair of axes with its marks.
public struct Panel: Sendable {
    /// How the plot's height follows from its width.
    public enum Aspect: Hashable, Sendable {
        /// Whatever the figure's height leaves; 0.62 times the width in a figure without a height.
        case free
        /// This many times the width.
        case ratio(Double)
        /// As high as this at any width.
        case height(Length)
        /// One unit of y as long as one unit of x, for instance square cells.
        case equal
    }

    /// The lines around the plot.
    public enum Frame: Hashable, Sendable {
        /// Lines along the two axes.
        case open
        /// Lines on all four sides.
        case box
        /// No lines; ticks stay.
        case none
    }

    /// Above the plot, beside the panel letter if there is one.
    public var title: RichText?
    public var x: Axis
    public var y: Axis
    /// The colours of cells.
    public var color: ColorScale
    /// A scale of colours at the plot's right; nil for none.
    public var colorBar: ColorBar?
    /// In drawing order, except that dots come last, over the axis lines, unless they are ``Mark/beneath``.
    public var marks: [Mark]
    /// Rows of labelled bars above the plot, the first one nearest to it.
    public var strips: [Strip]
    public var aspect: Aspect
    public var frame: Frame
    public var legend: LegendPlace

    public init(
        title: RichText? = nil, x: Axis = .linear(), y: Axis = .linear(), color: ColorScale = .sequential(),
        colorBar: ColorBar? = nil, marks: [Mark], strips: [Strip] = [], aspect: Aspect = .free,
        frame: Frame = .open, legend: LegendPlace = .automatic
    ) {
        self.title = title
        self.x = x
        self.y = y
        self.color = color
        self.colorBar = colorBar
        self.marks = marks
        self.strips = strips
        self.aspect = aspect
        self.frame = frame
        self.legend = legend
    }
}

/// The scale of a panel's colours, drawn at the right of its plot. An end beyond which values lie is pointed.
public struct ColorBar: Hashable, Sendable {
    /// Written along the bar; a single symbol stands upright beside it.
    public var title: RichText?
    /// Values of other panels that have the same colours.
    public var including: [Double]

    public init(title: RichText? = nil, including: [Double] = []) {
        self.title = title
        self.including = including
    }
}
