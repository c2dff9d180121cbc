import Foundation

/// Square images of one size, for the task `Images`: photographs that a program has read, or synthetic ones.
public struct ImageSet: Sendable {
    /// Pixels of an image's side.
    public let side: Int
    /// How many images there are.
    public let count: Int
    private let hashOfAll: String?
    /// The pixels of an image row by row: sums of red, green and blue, 0...765.
    private let pixels: @Sendable (Int) -> ArraySlice<UInt16>

    /// Images of the given pixels.
    ///
    /// - Parameter pixels: image by image, and row by row in an image: sums of red, green and blue, 0...765.
    /// - Precondition: the number of pixels is a multiple of side².
    public init(pixels: [UInt16], side: Int) {
        let size = side * side
        precondition(size > 0 && pixels.count.isMultiple(of: size), "the images of a set are whole")
        self.side = side
        count = pixels.count / size
        hashOfAll = Self.hash(of: pixels, side: side)
        self.pixels = { pixels[($0 * size)..<(($0 + 1) * size)] }
    }

    private init(side: Int, count: Int, drawing draw: @escaping @Sendable (Int) -> ArraySlice<UInt16>) {
        self.side = side
        self.count = count
        hashOfAll = nil
        pixels = draw
    }

    /// 64 bits that two sets of other pixels hardly share, as 16 hexadecimal digits. The hash of synthetic images, which
    /// this function makes, is that of the first sixteen.
    public var hash: String { hashOfAll ?? Self.hash(of: (0..<16).flatMap(pixels), side: side) }

    /// 50,000 random images with the spectrum of natural ones, whose amplitudes fall as 1/f (Field, J. Opt. Soc. Am. A 4,
    /// 2379 (1987)). An image is made when it is asked for, from its index alone.
    ///
    /// Each is a sum of 64 plane waves of one amplitude. Their directions and phases are uniform, and the logarithms of
    /// their frequencies, from half a cycle an image to half a cycle a pixel. The power of an area of the frequency plane
    /// then falls as 1/f².
    public static func synthetic(side: Int) -> ImageSet {
        ImageSet(side: side, count: 50_000) { synthesis(of: $0, side: side)[...] }
    }

    private static func synthesis(of index: Int, side: Int) -> [UInt16] {
        var random = RandomState(seed: UInt32(truncatingIfNeeded: index), for: "synthetic images")
        var sums = [Double](repeating: 0, count: side * side)
        for _ in 0..<64 {
            let frequency = Double.pi / Double(side) * pow(Double(side), random.rand())
            let (direction, phase) = (2 * Double.pi * random.rand(), 2 * Double.pi * random.rand())
            let (x, y) = (frequency * cos(direction), frequency * sin(direction))
            let columns = (0..<side).map { (cos(x * Double($0)), sin(x * Double($0))) }
            for row in 0..<side {
                let (c, s) = (cos(y * Double(row) + phase), sin(y * Double(row) + phase))
                for (column, wave) in columns.enumerated() {
                    sums[row * side + column] += c * wave.0 - s * wave.1
                }
            }
        }
        // The standard deviation of a sum is √32, so that clipping at ±4 of it is rare.
        let scale = 382.5 / (4 * 32.0.squareRoot())
        return sums.map { UInt16(min(765, max(0, (382.5 + scale * $0).rounded()))) }
    }

    /// Image `index` as the programs of 2018 show it: minus its mean, divided by the largest magnitude, so that it lies in
    /// -1...1. An image of one colour is zero.
    public func pattern(_ index: Int) -> [Double] {
        let pixels = pixels(index)
        let mean = Double(pixels.reduce(0) { $0 + Int($1) }) / Double(pixels.count)
        let centred = pixels.map { Double($0) - mean }
        let scale = 1e-8 + centred.reduce(0) { max($0, abs($1)) }
        return centred.map { $0 / scale }
    }

    /// FNV-1a of 64 bits (Fowler, Noll and Vo), a pixel at a time.
    private static func hash(of pixels: [UInt16], side: Int) -> String {
        let hash = pixels.reduce(0xcbf2_9ce4_8422_2325 ^ UInt64(side)) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
