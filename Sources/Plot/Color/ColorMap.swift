/// A perceptually uniform range of colours that colour-blind readers can tell apart.
///
/// Lightness and chroma in Oklab are functions of the position, so equal steps of the value look like equal
/// steps of colour. Each map has a light and a dark form: the neutral (or lowest) colour is close to the
/// page, and values far from it stand out.
public struct ColorMap: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case diverging
        case sequential
    }

    let kind: Kind

    /// Two arms, blue for negative and vermilion for positive values, that meet in a neutral colour at zero.
    ///
    /// Both arms have the same lightness and chroma at the same distance from the middle. People who cannot
    /// tell red from green can tell blue from vermilion.
    public static let diverging = ColorMap(kind: .diverging)

    /// One arm from the page's lightness to its opposite, through yellow, green and blue. Lightness is
    /// monotonic, so the map survives grey printing.
    public static let sequential = ColorMap(kind: .sequential)

    /// The colour at a position, 0 for the lowest and 1 for the highest value; positions are clamped to 0…1,
    /// and NaN is 0.5.
    public func color(at position: Double, theme: Theme = .light) -> Color {
        oklab(at: position, dark: theme.isDark).color
    }

    /// The number of shades of a map in a picture. Neighbours can hardly be told apart, and a palette of 256
    /// has room for all of them and for the shades of the text.
    public static let shades = 181

    /// `count` colours at even steps from one end to the other, both included; of one colour, the middle.
    public func table(count: Int, theme: Theme) -> [Color] {
        guard count > 1 else { return [color(at: 0.5, theme: theme)] }
        return (0..<count).map { color(at: Double($0) / Double(count - 1), theme: theme) }
    }

    func oklab(at position: Double, dark: Bool) -> Oklab {
        let position = position.isNaN ? 0.5 : min(1, max(0, position))
        switch kind {
        case .diverging:
            let signed = 2 * position - 1
            return diverging(strength: abs(signed), positive: signed > 0, dark: dark)
        case .sequential:
            return sequential(dark ? 1 - position : position, dark: dark)
        }
    }

    /// One arm. Chroma rises fast and then levels off, because sRGB has little chroma in dark blue and dark
    /// red. The hue turns a little towards the ends, which keeps the distance per step even.
    private func diverging(strength: Double, positive: Bool, dark: Bool) -> Oklab {
        let neutral = dark ? 0.25 : 0.975
        let end = dark ? 0.86 : 0.40
        let lightness = neutral + (end - neutral) * strength
        let peak = dark ? 0.135 : 0.150
        let chroma = peak * (1 - (1 - strength) * (1 - strength)) * (1 - 0.2 * strength * strength * strength)
        let hue = positive ? 42 - 12 * strength * (dark ? -2 : 1) : 248 + 12 * strength * (dark ? -2 : 1)
        return Oklab(lightness: lightness, chroma: chroma, hue: hue)
    }

    private func sequential(_ position: Double, dark: Bool) -> Oklab {
        let (start, end) = dark ? (0.95, 0.24) : (0.97, 0.27)
        let lightness = start + (end - start) * position
        let hue = 105 + (278 - 105) * position
        let bell = 4 * position * (1 - position)
        let chroma = 0.035 + 0.085 * bell + 0.02 * position
        return Oklab(lightness: lightness, chroma: chroma, hue: hue)
    }
}
