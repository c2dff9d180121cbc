import Foundation
import TestSupport
import Testing

@testable import Plot

/// How people with red-green blindness see a colour: the matrices of G. M. Machado, M. M. Oliveira and
/// L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), at
/// full severity, on channels in linear light.
enum Vision: CaseIterable {
    case normal
    case protanopia
    case deuteranopia

    private var matrix: [[Double]] {
        switch self {
        case .normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        case .protanopia:
            [
                [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ]
        case .deuteranopia:
            [
                [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ]
        }
    }

    func seen(_ color: Color) -> Oklab {
        let (red, green, blue) = color.linear
        let seen = matrix.map { min(1, max(0, $0[0] * red + $0[1] * green + $0[2] * blue)) }
        return Oklab(linearRed: seen[0], green: seen[1], blue: seen[2])
    }
}

extension Oklab {
    init(_ color: Color) {
        let (red, green, blue) = color.linear
        self.init(linearRed: red, green: green, blue: blue)
    }

    /// From channels in linear light.
    init(linearRed red: Double, green: Double, blue: Double) {
        let long = cbrt(0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue)
        let medium = cbrt(0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue)
        let short = cbrt(0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue)
        self.init(
            lightness: 0.210_454_255_3 * long + 0.793_617_785_0 * medium - 0.004_072_046_8 * short,
            a: 1.977_998_495_1 * long - 2.428_592_205_0 * medium + 0.450_593_709_9 * short,
            b: 0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766_0 * short)
    }

    /// The Euclidean distance to another colour; about 0.02 is just noticeable side by side.
    func distance(to other: Oklab) -> Double {
        let (dl, da, db) = (lightness - other.lightness, a - other.a, b - other.b)
        return (dl * dl + da * da + db * db).squareRoot()
    }
}

extension Color {
    /// The channels in linear light, each in 0…1.
    var linear: (red: Double, green: Double, blue: Double) {
        (Color.decode(red), Color.decode(green), Color.decode(blue))
    }

    /// The contrast ratio of two opaque colours as the Web Content Accessibility Guidelines 2 define it,
    /// 1…21.
    func contrast(with other: Color) -> Double {
        let (light, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)
    }

    /// The relative luminance, 0 for black and 1 for white.
    var luminance: Double {
        let (red, green, blue) = linear
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

@Suite struct ColorTests {
    private static let themes = [Theme.light, .dark]

    @Test func oklabOfKnownColors() {
        // From the table in Ottosson's description of the space, and from its definition.
        let white = Oklab(Color(0xFFFFFF))
        #expect(abs(white.lightness - 1) < 1e-3 && abs(white.a) < 1e-3 && abs(white.b) < 1e-3)
        let red = Oklab(Color(0xFF0000))
        #expect(abs(red.lightness - 0.62796) < 1e-4)
        #expect(abs(red.a - 0.22486) < 1e-4 && abs(red.b - 0.12585) < 1e-4)
        for hex in stride(from: UInt32(0), to: 0xFFFFFF, by: 54_321) {
            #expect(Oklab(Color(hex)).color == Color(hex), "there and back")
        }
    }

    @Test func contrastOfKnownColors() {
        #expect(abs(Color(0).contrast(with: Color(0xFFFFFF)) - 21) < 1e-9)
        #expect(abs(Color(0x777777).contrast(with: Color(0xFFFFFF)) - 4.48) < 0.01)
    }

    @Test(arguments: themes, Vision.allCases) func linesAreToldApart(theme: Theme, vision: Vision) {
        let seen = theme.series.map(vision.seen)
        #expect(seen.count == 6)
        for (index, one) in seen.enumerated() {
            for (before, other) in seen[..<index].enumerated() {
                let least = index < 2 ? 0.18 : index < 3 ? 0.129 : 0.099
                #expect(one.distance(to: other) >= least, "colours \(before) and \(index)")
            }
        }
    }

    @Test(arguments: themes) func everythingStandsOutFromThePage(theme: Theme) {
        for color in theme.series {
            #expect(color.contrast(with: theme.background) >= (theme.isDark ? 4.5 : 3))
        }
        #expect(theme.ink.contrast(with: theme.background) >= 7)
        #expect(theme.muted.contrast(with: theme.background) >= 4.5)
    }

    /// The faintest lines of single values have an opacity of 0.35, the faintest bands one of 0.16, and a band beneath a
    /// line of its own colour one of at most 0.3.
    @Test func faintInksAreSeenOnADarkPage() {
        let theme = Theme.dark
        for ink in (0..<6).map(Ink.series) + [.muted, .ink] {
            func seen(_ opacity: Double) -> Color {
                let (color, page) = (ink.faded(opacity).color(in: theme), theme.background)
                func mixed(_ channel: KeyPath<Color, UInt8>) -> UInt8 {
                    let (over, under) = (Double(color[keyPath: channel]), Double(page[keyPath: channel]))
                    return UInt8((under + (over - under) * color.opacity).rounded())
                }
                return Color(red: mixed(\.red), green: mixed(\.green), blue: mixed(\.blue))
            }
            #expect(seen(0.35).contrast(with: theme.background) >= 3)
            #expect(seen(0.16).contrast(with: theme.background) >= 2)
            #expect(Oklab(seen(0.16)).distance(to: Oklab(theme.background)) >= 0.2)
            #expect(seen(1).contrast(with: seen(0.3)) >= 2)
            #expect(seen(1) == ink.color(in: theme))
        }
    }

    @Test(arguments: themes, [ColorMap.diverging, .sequential, .signed])
    func mapsAreEven(theme: Theme, map: ColorMap) {
        let colors = (0...64).map { map.oklab(at: Double($0) / 64, dark: theme.isDark) }
        let shown = (0...64).map { Oklab(map.color(at: Double($0) / 64, theme: theme)) }
        let steps = zip(shown, shown.dropFirst()).map { $0.distance(to: $1) }
        let mean = steps.reduce(0, +) / Double(steps.count)
        for (index, step) in steps.enumerated() {
            #expect(step > 0.6 * mean && step < 1.5 * mean, "step \(index): \(step), mean \(mean)")
        }
        for (asked, given) in zip(colors, shown) {
            #expect(abs(asked.lightness - given.lightness) < 0.01, "lightness is kept when chroma is not")
        }
    }

    @Test(arguments: themes, Vision.allCases)
    func theSequentialMapOnlyGetsDarkerOrLighter(theme: Theme, vision: Vision) {
        let lightness = (0...32).map {
            vision.seen(ColorMap.sequential.color(at: Double($0) / 32, theme: theme)).lightness
        }
        for (one, next) in zip(lightness, lightness.dropFirst()) {
            #expect(theme.isDark ? next > one : next < one)
        }
    }

    @Test(arguments: themes, Vision.allCases)
    func theSignedMapGetsLighterFromEndToEnd(theme: Theme, vision: Vision) {
        let lightness = (0...32).map {
            vision.seen(ColorMap.signed.color(at: Double($0) / 32, theme: theme)).lightness
        }
        for (one, next) in zip(lightness, lightness.dropFirst()) { #expect(next > one) }
        #expect(lightness[32] - lightness[0] > 0.45)
    }

    @Test(arguments: themes) func theDivergingMapIsSymmetric(theme: Theme) {
        let page = Oklab(theme.background)
        for step in 0...32 {
            let share = Double(step) / 64
            let low = Oklab(ColorMap.diverging.color(at: 0.5 - share, theme: theme))
            let high = Oklab(ColorMap.diverging.color(at: 0.5 + share, theme: theme))
            #expect(abs(low.lightness - high.lightness) < 0.012, "equally light at \(share)")
            let chroma = [low, high].map { ($0.a * $0.a + $0.b * $0.b).squareRoot() }
            #expect(abs(chroma[0] - chroma[1]) < 0.035, "equally strong at \(share)")
        }
        let zero = Oklab(ColorMap.diverging.color(at: 0.5, theme: theme))
        #expect((zero.a * zero.a + zero.b * zero.b).squareRoot() < 0.006, "neutral in the middle")
        #expect(abs(zero.lightness - page.lightness) < 0.15, "and near to the page")
    }

    @Test(arguments: themes, Vision.allCases)
    func signsAreToldApart(theme: Theme, vision: Vision) {
        for share in [0.15, 0.3, 0.5] {
            let low = vision.seen(ColorMap.diverging.color(at: 0.5 - share, theme: theme))
            let high = vision.seen(ColorMap.diverging.color(at: 0.5 + share, theme: theme))
            #expect(low.distance(to: high) > 0.08, "at \(share)")
        }
    }

    @Test func seriesRepeat() {
        let theme = Theme.light
        #expect(Ink.series(0).color(in: theme) == theme.series[0])
        #expect(Ink.series(7).color(in: theme) == theme.series[1])
        var bare = theme
        bare.series = []
        #expect(Ink.series(3).color(in: bare) == theme.ink)
    }

    @Test func valuesAndColors() {
        let scale = ColorScale.diverging().resolved(for: Extent([-1.0, 4, .nan]))
        #expect(scale.domain == -4...4, "zero stays in the middle")
        #expect(scale.color(9, theme: .light) == scale.color(4, theme: .light))
        #expect(scale.color(.nan, theme: .dark) == Theme.dark.missing)
        #expect(ColorScale.sequential().resolved(for: Extent([2.0, 2])).domain.contains(2))
        #expect(ColorScale.diverging(limit: .nan).resolved(for: Extent([3.0])).domain == -3...3)
    }
}
