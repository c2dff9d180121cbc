import Foundation

/// How people see a colour: with normal vision, with one of three deficiencies, or in a copy without colours.
///
/// Deficiencies are simulated by the matrices of G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A
/// Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), at full severity, on channels in linear
/// light.
public enum ColorVision: String, CaseIterable, Sendable {
    case normal = "normal vision"
    case protanopia
    case deuteranopia
    case tritanopia
    case grey

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
        case .tritanopia:
            [
                [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ]
        case .grey: [[0.2126, 0.7152, 0.0722], [0.2126, 0.7152, 0.0722], [0.2126, 0.7152, 0.0722]]
        }
    }

    /// An opaque colour as it is seen.
    func seen(_ color: Color) -> Oklab {
        let (red, green, blue) = color.linear
        let seen = matrix.map { min(1, max(0, $0[0] * red + $0[1] * green + $0[2] * blue)) }
        return Oklab(linearRed: seen[0], green: seen[1], blue: seen[2])
    }

    /// How far apart two opaque colours are in Oklab. About 0.02 is just noticeable side by side.
    public func distance(_ one: Color, _ other: Color) -> Double { seen(one).distance(to: seen(other)) }
}

extension Color {
    /// The channels in linear light, each in 0…1.
    var linear: (red: Double, green: Double, blue: Double) {
        (Color.decode(red), Color.decode(green), Color.decode(blue))
    }

    /// The contrast ratio of two opaque colours as the Web Content Accessibility Guidelines 2 define it, 1…21.
    public func contrast(with other: Color) -> Double {
        let (light, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)
    }

    /// The relative luminance, 0 for black and 1 for white.
    private var luminance: Double {
        let (red, green, blue) = linear
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// How far an opaque colour is from the grey of its lightness, in Oklab.
    public var chroma: Double {
        let color = Oklab(self)
        return (color.a * color.a + color.b * color.b).squareRoot()
    }

    /// The hue of an opaque colour in Oklab, in degrees from -180 to 180; 0 for a grey.
    public var hue: Double {
        let color = Oklab(self)
        return atan2(color.b, color.a) * 180 / .pi
    }
}
