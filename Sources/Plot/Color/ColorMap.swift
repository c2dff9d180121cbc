/// A perceptually uniform range of colours that colour-blind readers can tell apart.
///
/// Lightness and chroma in Oklab are functions of the position, so equal steps of the value look like equal
/// steps of colour. Each map has a light and a dark form: the neutral (or lowest) colour is close to the
/// page, and values far from it stand out.
public enum ColorMap: Hashable, Sendable {
    /// Two arms, blue for negative and vermilion for positive values, that meet in a neutral colour at zero.
    ///
    /// Both arms have the same lightness and chroma at the same distance from the middle. People who cannot
    /// tell red from green can tell blue from vermilion.
    case diverging

    /// One arm from the page's lightness to its opposite, through yellow, green and blue. Lightness is
    /// monotonic, so the map survives grey printing.
    case sequential

    /// From navy through grey to amber, for values whose sign matters most, such as bits. Lightness rises from end to end,
    /// so the map survives grey printing and every kind of colour vision.
    case signed

    /// From black to white, on either page, for photographs.
    case grey

    /// The colour at a position, 0 for the lowest and 1 for the highest value; positions are clamped to 0…1,
    /// and NaN is 0.5.
    public func color(at position: Double, theme: Theme = .light) -> Color {
        oklab(at: position, dark: theme.isDark).color
    }

    /// The number of shades of a map in a picture. Neighbours can hardly be told apart, and a palette of 256
    /// has room for all of them and for the shades of the text.
    public static let shades = 181

    /// All shades, at even steps from one end to the other.
    public func table(theme: Theme) -> [Color] {
        (0..<ColorMap.shades).map { color(at: Double($0) / Double(ColorMap.shades - 1), theme: theme) }
    }

    func oklab(at position: Double, dark: Bool) -> Oklab {
        let position = position.isNaN ? 0.5 : position.clamped(to: 0...1)
        switch self {
        case .diverging:
            let signed = 2 * position - 1
            let strength = abs(signed)
            let (neutral, end, peak) = dark ? (0.25, 0.86, 0.135) : (0.975, 0.40, 0.150)
            // Chroma rises fast and then levels off, because sRGB has little chroma in dark blue and dark
            // red. The hue turns a little towards the ends, which keeps the distance per step even.
            let rise = 1 - (1 - strength) * (1 - strength)
            let turn = 12 * strength * (dark ? -2 : 1)
            return Oklab(
                lightness: neutral + (end - neutral) * strength,
                chroma: peak * rise * (1 - 0.2 * strength * strength * strength),
                hue: signed > 0 ? 42 - turn : 248 + turn)
        case .signed:
            let signed = 2 * position - 1
            let (middle, reach) = dark ? (0.63, 0.25) : (0.57, 0.27)
            return Oklab(
                lightness: middle + reach * signed, chroma: abs(signed) * (signed > 0 ? 0.15 : 0.11),
                hue: signed > 0 ? 80 : 258)
        case .grey: return Oklab(lightness: position, chroma: 0, hue: 0)
        case .sequential:
            let position = dark ? 1 - position : position
            let (start, end) = dark ? (0.95, 0.24) : (0.97, 0.27)
            let bell = 4 * position * (1 - position)
            return Oklab(
                lightness: start + (end - start) * position, chroma: 0.035 + 0.085 * bell + 0.02 * position,
                hue: 105 + (278 - 105) * position)
        }
    }
}
