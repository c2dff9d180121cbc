/// A colour by its role, so that one description of a figure serves the light and the dark page.
public struct Ink: Hashable, Sendable {
    enum Base: Hashable, Sendable {
        case ink
        case background
        case muted
        case grid
        case series(Int)
        case fixed(Color)
    }

    let base: Base
    var opacity = 1.0

    /// The theme's colour of text and axes.
    public static let ink = Ink(base: .ink)
    /// The theme's background.
    public static let background = Ink(base: .background)
    /// The theme's colour of secondary things.
    public static let muted = Ink(base: .muted)
    /// The theme's colour of grid lines.
    public static let grid = Ink(base: .grid)

    /// The theme's colour for the line or area number `index`, counted from 0; the colours repeat.
    public static func series(_ index: Int) -> Ink { Ink(base: .series(index)) }

    /// The same colour on every page.
    public static func fixed(_ color: Color) -> Ink { Ink(base: .fixed(color)) }

    /// The same ink with its opacity multiplied by `factor`.
    public func faded(_ factor: Double) -> Ink {
        var copy = self
        copy.opacity *= factor
        return copy
    }

    /// The same ink without transparency.
    package var opaque: Ink { Ink(base: base) }

    /// The colour that the ink has in a theme.
    ///
    /// On a dark page the opacity is raised to its square root, because a faint light line on black has less contrast
    /// than the eye needs: at an opacity of 0.35 every series then has a contrast of at least 3.
    public func color(in theme: Theme) -> Color {
        let color: Color =
            switch base {
            case .ink: theme.ink
            case .background: theme.background
            case .muted: theme.muted
            case .grid: theme.grid
            case .series where theme.series.isEmpty: theme.ink
            case .series(let index): theme.series[Int(index.magnitude % UInt(theme.series.count))]
            case .fixed(let color): color
            }
        return color.faded(theme.isDark ? opacity.squareRoot() : opacity)
    }
}
