import Foundation

/// A colour in Oklab, a space in which equal distances look about equally far apart.
///
/// Source: B. Ottosson, "A perceptual color space for image processing" (2020).
struct Oklab: Hashable, Sendable {
    /// Lightness, 0 black and 1 white.
    var lightness: Double
    /// Green (negative) to red.
    var a: Double
    /// Blue (negative) to yellow.
    var b: Double
}

extension Oklab {
    /// The colour of a lightness, a chroma (0 is grey) and a hue in degrees.
    init(lightness: Double, chroma: Double, hue: Double) {
        let angle = hue * .pi / 180
        self.init(lightness: lightness, a: chroma * cos(angle), b: chroma * sin(angle))
    }

    /// Channels in linear light; outside of 0…1 where sRGB cannot show the colour.
    var linear: (red: Double, green: Double, blue: Double) {
        let long = lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b
        let medium = lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b
        let short = lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b
        let (l, m, s) = (long * long * long, medium * medium * medium, short * short * short)
        return (
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s
        )
    }

    /// Whether sRGB can show the colour.
    var isDisplayable: Bool {
        let (red, green, blue) = linear
        return [red, green, blue].allSatisfy((-0.0005...1.0005).contains)
    }

    /// The sRGB colour of the same lightness and hue; chroma is reduced until sRGB can show it.
    var color: Color {
        func pale(_ share: Double) -> Oklab { Oklab(lightness: lightness, a: a * share, b: b * share) }
        // Bisection, because any lightness in 0…1 can be shown without chroma.
        var (low, high) = (isDisplayable ? 1.0 : 0, 1.0)
        while high - low > 1e-6 {
            let middle = (low + high) / 2
            if pale(middle).isDisplayable { low = middle } else { high = middle }
        }
        let (red, green, blue) = pale(low).linear
        return Color(red: Color.encode(red), green: Color.encode(green), blue: Color.encode(blue))
    }
}
