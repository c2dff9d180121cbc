import Foundation

/// A colour of the sRGB space with eight bits per channel and an opacity.
public struct Color: Hashable, Sendable {
    /// The channels, encoded by sRGB's transfer function.
    public var red: UInt8
    public var green: UInt8
    public var blue: UInt8

    /// From 0, invisible, to 1, which covers everything beneath.
    public var opacity: Double

    public init(red: UInt8, green: UInt8, blue: UInt8, opacity: Double = 1) {
        self.red = red
        self.green = green
        self.blue = blue
        self.opacity = opacity
    }

    /// An opaque colour written as on the web, `Color(0x0072B2)`.
    public init(_ hex: UInt32) {
        self.init(
            red: UInt8(truncatingIfNeeded: hex >> 16), green: UInt8(truncatingIfNeeded: hex >> 8),
            blue: UInt8(truncatingIfNeeded: hex))
    }

    /// The colour as 0xRRGGBB, opacity left out.
    public var hex: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

    /// The same colour with its opacity multiplied by `factor` and clamped to 0…1.
    public func faded(_ factor: Double) -> Color {
        var copy = self
        copy.opacity = (opacity * factor).clamped(to: 0...1)
        return copy
    }

    /// sRGB's transfer function (IEC 61966-2-1), from a byte to linear light.
    public static func decode(_ byte: UInt8) -> Double {
        let value = Double(byte) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    /// The inverse of `decode`, rounded to the nearest byte.
    public static func encode(_ value: Double) -> UInt8 {
        let clipped = value.clamped(to: 0...1)
        let encoded = clipped <= 0.003_130_8 ? clipped * 12.92 : 1.055 * pow(clipped, 1 / 2.4) - 0.055
        return UInt8((encoded * 255).rounded())
    }
}
