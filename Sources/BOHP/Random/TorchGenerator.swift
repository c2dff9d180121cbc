import Foundation

/// PyTorch's random stream on a processor (`torch.manual_seed`), for the initial weights of the programs of 2018.
public struct TorchGenerator {
    private var twister: MersenneTwister
    /// Deviates that are made together: eight pairs.
    private static let block = 16

    /// The generator of a seed.
    public init(seed: UInt32) { twister = MersenneTwister(seed: seed) }

    /// `count` standard normal deviates in single precision: `torch.randn(count)`, by the method of Box and Muller. They
    /// agree with PyTorch's to 1e-6.
    ///
    /// - Precondition: `count` is at least 16; PyTorch draws fewer in another way.
    public mutating func randn(_ count: Int) -> [Float] {
        precondition(count >= Self.block, "PyTorch draws fewer than 16 deviates in another way")
        var result = (0..<count).map { _ in uniform() }
        for first in stride(from: 0, through: count - Self.block, by: Self.block) {
            Self.transform(&result[first..<(first + Self.block)])
        }
        if count % Self.block != 0 {
            // The last sixteen are all drawn again.
            let last = (count - Self.block)..<count
            for index in last { result[index] = uniform() }
            Self.transform(&result[last])
        }
        return result
    }

    private mutating func uniform() -> Float { Float(twister.nextWord() & 0xff_ffff) * 0x1p-24 }

    /// Makes normal deviates of sixteen uniform ones.
    private static func transform(_ block: inout ArraySlice<Float>) {
        for first in block.startIndex..<(block.startIndex + Self.block / 2) {
            let second = first + Self.block / 2
            let radius = (-2 * log(1 - block[first])).squareRoot()
            // Not of Float.pi, which is rounded toward zero.
            let angle = Float(2 * Double.pi) * block[second]
            block[first] = radius * cos(angle)
            block[second] = radius * sin(angle)
        }
    }
}
