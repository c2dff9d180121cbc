import Foundation
import TestSupport
import Testing

@testable import Plot

@Suite struct ColorTests {
    private static let themes = [Theme.light, .dark]
    private static let redGreenVisions = [ColorVision.normal, .protanopia, .deuteranopia]

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

    @Test(arguments: themes, redGreenVisions) func linesAreToldApart(theme: Theme, vision: ColorVision) {
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

    @Test(arguments: themes, redGreenVisions)
    func theSequentialMapOnlyGetsDarkerOrLighter(theme: Theme, vision: ColorVision) {
        let lightness = (0...32).map {
            vision.seen(ColorMap.sequential.color(at: Double($0) / 32, theme: theme)).lightness
        }
        for (one, next) in zip(lightness, lightness.dropFirst()) {
            #expect(theme.isDark ? next > one : next < one)
        }
    }

    @Test(arguments: themes, redGreenVisions)
    func theSignedMapGetsLighterFromEndToEnd(theme: Theme, vision: ColorVision) {
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

    @Test(arguments: themes, redGreenVisions)
    func signsAreToldApart(theme: Theme, vision: ColorVision) {
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
