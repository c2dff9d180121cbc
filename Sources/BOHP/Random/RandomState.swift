import Foundation

/// NumPy's legacy random stream (`numpy.random.RandomState`), number for number.
///
/// The distributions are those that NumPy froze in 2020 (NEP 19): 53-bit uniform doubles, Marsaglia's polar
/// method for normal deviates, and masked rejection for bounded integers. It is the only source of
/// randomness in this package. It is always an argument, because a run is a function of its seed.
public struct RandomState: Equatable, Sendable {
    private var twister: MersenneTwister
    /// The second deviate of the last pair that the polar method made, if it was not used yet.
    private var keptNormal: Double?
    let seed: UInt32
    /// The stream of `choice`; `nil` until its first use.
    private var choices: MersenneTwister?

    /// The generator that NumPy makes for an integer seed.
    public init(seed: UInt32) {
        self.seed = seed
        twister = MersenneTwister(seed: seed)
    }

    /// A generator of its own for each of several purposes, so that none changes the numbers of another: the seed is mixed
    /// with the name of the purpose by FNV-1a (Fowler, Noll and Vo).
    public init(seed: UInt32, for purpose: String) {
        self.init(seed: purpose.utf8.reduce(2_166_136_261 ^ seed) { ($0 ^ UInt32($1)) &* 16_777_619 })
    }

    /// The whole state of a generator.
    public struct Snapshot: Equatable, Sendable {
        /// The stream of NumPy's draws.
        public var twister: MersenneTwister
        /// The normal deviate kept back by the polar method.
        public var keptNormal: Double?
        /// The stream of `choice`; `nil` before its first use.
        public var choices: MersenneTwister?

        /// A snapshot of the given parts.
        public init(twister: MersenneTwister, keptNormal: Double?, choices: MersenneTwister? = nil) {
            self.twister = twister
            self.keptNormal = keptNormal
            self.choices = choices
        }
    }

    /// The generator's present state.
    public var snapshot: Snapshot {
        Snapshot(twister: twister, keptNormal: keptNormal, choices: choices)
    }

    /// The generator of `seed`, continued from `snapshot`.
    public init(seed: UInt32, _ snapshot: Snapshot) {
        self.seed = seed
        twister = snapshot.twister
        keptNormal = snapshot.keptNormal
        choices = snapshot.choices
    }

    /// The next 32 bits of the stream.
    public mutating func nextWord() -> UInt32 { twister.nextWord() }

    /// A uniform deviate in [0, 1) with 53 random bits: NumPy's `rand()`.
    public mutating func rand() -> Double {
        let high = Double(nextWord() >> 5)
        let low = Double(nextWord() >> 6)
        return (high * 67_108_864 + low) / 9_007_199_254_740_992
    }

    /// `count` uniform deviates in [0, 1): NumPy's `rand(count)`.
    public mutating func rand(_ count: Int) -> [Double] {
        (0..<count).map { _ in rand() }
    }

    /// A standard normal deviate: NumPy's `randn()`, Marsaglia's polar method, which makes two at a time.
    public mutating func randn() -> Double {
        if let kept = keptNormal {
            keptNormal = nil
            return kept
        }
        var x: Double
        var y: Double
        var squaredRadius: Double
        repeat {
            x = 2 * rand() - 1
            y = 2 * rand() - 1
            squaredRadius = x * x + y * y
        } while squaredRadius >= 1 || squaredRadius == 0
        let factor = (-2 * log(squaredRadius) / squaredRadius).squareRoot()
        keptNormal = factor * x
        return factor * y
    }

    /// `count` standard normal deviates: NumPy's `randn(count)`.
    public mutating func randn(_ count: Int) -> [Double] {
        (0..<count).map { _ in randn() }
    }

    /// A uniform integer in 0...largest, by masked rejection; draws nothing if `largest` is 0.
    private mutating func bounded(_ largest: UInt32) -> Int {
        guard largest > 0 else { return 0 }
        let mask = UInt32.max >> UInt32(largest.leadingZeroBitCount)
        while true {
            let value = nextWord() & mask
            if value <= largest { return Int(value) }
        }
    }

    /// A uniform integer in 0..<count: NumPy's `randint(count)`.
    ///
    /// - Precondition: `count` is in 1...2³².
    public mutating func randint(_ count: Int) -> Int {
        precondition(count >= 1 && count <= 1 << 32, "randint needs a count from 1 to 2³²")
        return bounded(UInt32(count - 1))
    }

    /// A uniform integer in 0..<count, from a stream of its own with the same seed: Python's `random.choice` of `count`
    /// things, which the programs of 2018 call between NumPy's draws.
    ///
    /// - Precondition: `count` is in 1..<2³².
    public mutating func choice(_ count: Int) -> Int {
        precondition(count >= 1 && count < 1 << 32, "choice needs a count from 1 to 2³² - 1")
        var stream = choices ?? MersenneTwister(key: [seed])
        let bits = 64 - count.leadingZeroBitCount
        var value: Int
        repeat { value = Int(stream.nextWord() >> UInt32(32 - bits)) } while value >= count
        choices = stream
        return value
    }

    /// Shuffles in place as NumPy's `shuffle` does: Fisher–Yates from the last index down.
    public mutating func shuffle<Element>(_ elements: inout [Element]) {
        guard elements.count > 1 else { return }
        for index in stride(from: elements.count - 1, through: 1, by: -1) {
            elements.swapAt(index, bounded(UInt32(index)))
        }
    }

    /// A shuffled copy: NumPy's `permutation(array)`.
    public mutating func permutation<Element>(_ elements: [Element]) -> [Element] {
        var copy = elements
        shuffle(&copy)
        return copy
    }

    /// The integers 0..<count in random order: NumPy's `permutation(count)`.
    public mutating func permutation(_ count: Int) -> [Int] {
        permutation(Array(0..<count))
    }
}
