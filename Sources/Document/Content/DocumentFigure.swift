/// A figure as a document needs it: its size, its words and its numbers.
///
/// `Drawing` is whatever pictures are made from. A document hands drawings on and never looks inside.
public struct DocumentFigure<Drawing: Sendable>: Sendable {
    /// The source of the pictures.
    public var drawing: Drawing
    /// The size of the picture on paper.
    public var size: PhysicalSize
    /// The size of its text as a multiple of the usual one, 7 pt on paper and that of the text on a screen.
    public var magnification: Double
    /// The caption in the template's Markdown. Values of a run enter it only as substitutions, `{{ figure.n }}` for
    /// the fact `n`, so that nothing in a run can become markup.
    public var caption: String
    /// The values that a caption can print, by name.
    public var facts: [String: Value]
    /// A description for readers who cannot see the picture: in a sentence or two, what it shows and its main numbers.
    public var alternativeText: String
    /// Exactly the numbers that are drawn.
    public var data: DataTable

    public init(
        _ drawing: Drawing, size: PhysicalSize, magnification: Double = 1, caption: String,
        facts: [String: Value] = [:],
        alternativeText: String, data: DataTable
    ) {
        self.drawing = drawing
        self.size = size
        self.magnification = magnification
        self.caption = caption
        self.facts = facts
        self.alternativeText = alternativeText
        self.data = data
    }
}

extension DocumentFigure {
    /// The size at which text has its usual size.
    var screenSize: PhysicalSize { size.divided(by: magnification) }
}

/// A width and a height in millimetres.
public struct PhysicalSize: Equatable, Sendable {
    public var width: Double
    public var height: Double

    public init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    func divided(by factor: Double) -> PhysicalSize {
        PhysicalSize(width: width / factor, height: height / factor)
    }
}
