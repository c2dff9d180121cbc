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

    /// The Euclidean distance to another colour.
    func distance(to other: Oklab) -> Double {
        let (dl, da, db) = (lightness - other.lightness, a - other.a, b - other.b)
        return (dl * dl + da * da + db * db).squareRoot()
    }
}
