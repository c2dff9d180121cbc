/// How figures are set for a page: fonts, sizes, and how high they may be.
///
/// Lengths of a figure and of its typography are those before the magnification. A poster has the layout of a journal's
/// figure, enlarged as a whole.
public struct FigureStyle: Hashable, Sendable {
    /// Nil takes the system's.
    public var fonts: FontBook?
    public var typography = Typography.print
    /// The height, before the magnification, up to which figures without a height of their own grow.
    public var greatestHeight = Length.millimetres(230)
    /// The lengths of a scene as multiples of those of its figure.
    public var magnification = 1.0

    public init() {}

    /// A journal page at 89 or 183 mm.
    public static let print = FigureStyle()
}
