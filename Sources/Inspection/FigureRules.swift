/// What a journal or a conference demands of a figure's file. Whatever is nil or empty is not demanded, and an upper bound
/// from 10,000 on is none.
public struct FigureRules: Sendable {
    /// Whose rules they are: `Nature`.
    public var title: String
    /// The extensions of formats that are taken.
    public var formats: [String] = []
    /// In millimetres.
    public var widths: ClosedRange<Double>?
    /// In millimetres.
    public var height: Double?
    /// Sizes of type in points.
    public var typeSizes: ClosedRange<Double>?
    /// The size that panel letters in bold may have, in points.
    public var letterSize: Double?
    /// Families that are taken, and families that are cut like them.
    public var families: [String] = []
    /// Widths of lines in points.
    public var lineWidths: ClosedRange<Double>?
    /// Of pixels, in dots per inch at the size on paper.
    public var resolution: ClosedRange<Double>?
    public var colorModes: Set<ColorMode> = [.gray, .rgb, .cmyk]
    /// Whether texts must be texts, so that they can be searched and edited.
    public var keepsText = false
    /// Whether pixels may have an opacity.
    public var takesAlpha = true
    /// The ways in which the pixels of a TIFF file may be compressed.
    public var compressions: [String] = []
    /// The greatest size of a file.
    public var bytes: Int?

    public init(_ title: String) { self.title = title }

    /// What every publisher wants: type and lines that can be seen in print, and enough pixels.
    public static let usual = {
        var rules = FigureRules("most journals")
        rules.typeSizes = 5...10_000
        rules.lineWidths = 0.25...10_000
        rules.resolution = 300...10_000
        return rules
    }()
}

/// How a file stores colours.
public enum ColorMode: String, Hashable, Sendable {
    case gray = "grey"
    case rgb = "RGB"
    case cmyk = "CMYK"
    /// Spot colours and others that depend on a printer.
    case other = "special colours"
}
