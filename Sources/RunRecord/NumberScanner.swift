/// Scans the bytes of a text for decimal numbers, and reads each as the nearest double.
///
/// A number of up to 19 digits and 27 decimals is computed as a quotient of integers, m / 10^p, which is rounded once.
/// Nearly all numbers that training writes have this form. `Double(_: String)` reads the others.
struct NumberScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position: Int

    /// - Parameters:
    ///   - bytes: must outlive the scanner. The last byte must not belong to a number.
    ///   - position: the index of the first byte to scan.
    init(_ bytes: UnsafeBufferPointer<UInt8>, position: Int) {
        self.bytes = bytes
        self.position = position
    }

    var isAtEnd: Bool { position >= bytes.count }

    /// Skips `character` if it is the next one.
    mutating func take(_ character: UInt8) -> Bool {
        guard !isAtEnd, bytes[position] == character else { return false }
        position += 1
        return true
    }

    /// Skips LF or CR LF if it is next.
    mutating func takeLineEnd() -> Bool {
        _ = take(UInt8(ascii: "\r"))
        return take(UInt8(ascii: "\n"))
    }

    /// Reads the number that begins here, and moves past it. Without a number the result is `nil`, and the position does
    /// not change.
    mutating func number() -> Double? {
        guard !isAtEnd else { return nil }
        let start = position
        let isNegative = take(UInt8(ascii: "-"))
        var digits = Digits()
        takeDigits(&digits)
        if take(UInt8(ascii: ".")) {
            let whole = digits.count
            takeDigits(&digits)
            digits.decimals = digits.count - whole
        }
        guard digits.count > 0, digits.significant <= 19 else { return unusualNumber(from: start) }
        let power = digits.decimals - takeExponent()
        guard Self.powersOfFive.indices.contains(power) else { return unusualNumber(from: start) }
        let value = Self.quotient(digits.value, powerOfTen: power)
        return isNegative ? -value : value
    }

    /// The digits of a number as one integer.
    private struct Digits {
        var value: UInt64 = 0
        var count = 0
        /// The number of digits from the first nonzero digit on.
        var significant = 0
        /// The number of digits after the decimal point.
        var decimals = 0
    }

    private mutating func takeDigits(_ digits: inout Digits) {
        while true {
            let digit = bytes[position] &- UInt8(ascii: "0")
            guard digit < 10 else { return }
            // More than 19 digits overflow; `unusualNumber` reads them.
            digits.value = digits.value &* 10 &+ UInt64(digit)
            digits.count += 1
            if digits.significant > 0 || digit > 0 { digits.significant += 1 }
            position += 1
        }
    }

    /// Skips an exponent such as `e-05`, and gives its value; 0 if there is none.
    private mutating func takeExponent() -> Int {
        let start = position
        guard take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) else { return 0 }
        let isNegative = take(UInt8(ascii: "-"))
        if !isNegative { _ = take(UInt8(ascii: "+")) }
        var digits = Digits()
        takeDigits(&digits)
        guard digits.count > 0 else {
            position = start
            return 0
        }
        // With more digits the exponent is far outside the range of doubles, whatever the digits are.
        let exponent = digits.significant <= 9 ? Int(digits.value) : 1_000_000_000
        return isNegative ? -exponent : exponent
    }

    /// Reads everything from `start` to the next comma or line end by `Double(_: String)`.
    private mutating func unusualNumber(from start: Int) -> Double? {
        let ends = [UInt8(ascii: ","), UInt8(ascii: "\r"), UInt8(ascii: "\n")]
        let end = bytes[start...].firstIndex(where: ends.contains) ?? bytes.count
        position = start
        guard let value = Double(String(decoding: bytes[start..<end], as: UTF8.self)) else { return nil }
        position = end
        return value
    }

    // MARK: Rounding

    /// The powers of five that fit into 64 bits; the last one is 5^27.
    private static let powersOfFive: [UInt64] = (0...27).map { power in
        (0..<power).reduce(1) { product, _ in product * 5 }
    }

    /// The double nearest to `number` / 10^`power`.
    static func quotient(_ number: UInt64, powerOfTen power: Int) -> Double {
        guard number > 0 else { return 0 }
        // number / 10^power = (a / b) 2^shift with a and b in 2^63..<2^64, so that a / b lies between 1/2 and 2
        // and its first 63 bits are in the whole number a 2^63 / b.
        let five = powersOfFive[power]
        let a = number << UInt64(number.leadingZeroBitCount)
        let b = five << UInt64(five.leadingZeroBitCount)
        let (bits, rest) = b.dividingFullWidth((a >> 1, a << 63))
        // The remainder only breaks ties between two doubles. One sticky bit is enough for that: the lowest of 63, which
        // lies below the 53 bits of a double.
        let rounded = Double(rest == 0 ? bits : bits | 1)
        let shift = five.leadingZeroBitCount - number.leadingZeroBitCount - power - 63
        // The power of two and the result are normal numbers, so the product is exact.
        return rounded * Double(sign: .plus, exponent: shift, significand: 1)
    }
}
