import Foundation

// The C library's functions under names that cannot be taken for a property, for files that need no more of
// Foundation.

func sine(_ angle: Double) -> Double { sin(angle) }
func cosine(_ angle: Double) -> Double { cos(angle) }

/// Ten to a whole power, exact where a `Double` can be.
func powerOfTen(_ exponent: Int) -> Double { pow(10, Double(exponent)) }

extension Double {
    var cubeRoot: Double { cbrt(self) }

    /// The power of ten of the first digit: −3 for 0.0042.
    var decimalExponent: Double { log10(self).rounded(.down) }
}
