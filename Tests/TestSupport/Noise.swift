import Foundation

/// Random numbers that are the same in every run (Knuth's MMIX linear congruential generator).
public struct Noise: RandomNumberGenerator {
    private var state: UInt64

    public init(seed: UInt64) { state = seed &* 2_685_821_657_736_338_717 &+ 1 }

    public mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 31
    }

    /// Evenly distributed in 0..<1.
    public mutating func unit() -> Double { Double.random(in: 0..<1, using: &self) }

    /// Normally distributed (Box and Muller).
    public mutating func normal() -> Double {
        (-2 * log(1 - unit())).squareRoot() * cos(2 * .pi * unit())
    }
}
