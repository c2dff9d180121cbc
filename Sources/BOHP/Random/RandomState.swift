import Foundation

/// NumPy's legacy random stream (`numpy.random.RandomState`), number for number.
///
/// The generator is the Mersenne Twister MT19937 (Matsumoto & Nishimura, ACM TOMACS 8, 1998). The
/// distributions are those that NumPy froze in 2020 (NEP 19): 53-bit uniform doubles, Marsaglia's polar
/// method for normal deviates, and masked rejection for bounded integers. It is the only source of
/// randomness in this package. It is always an argument, because a run is a function of its seed.
public struct RandomState: Equatable, Sendable {
    /// The words of the Mersenne Twister's state.
    static let wordCount = 624
    private static let middle = 397

    private var words: [UInt32]
    /// How many words of the present block have been handed out, 0...624.
    private var position: Int
    /// The second deviate of the last pair that the polar method made, if it was not used yet.
    private var keptNormal: Double?

    /// The generator that NumPy makes for an integer seed.
    public init(seed: UInt32) {
        words = []
        words.reserveCapacity(Self.wordCount)
        var word = seed
        for index in 1...UInt32(Self.wordCount) {
            words.append(word)
            word = 1_812_433_253 &* (word ^ (word >> 30)) &+ index
        }
        position = Self.wordCount
    }

    /// A generator of its own for each of several purposes, so that none changes the numbers of another: the seed is mixed
    /// with the name of the purpose by FNV-1a (Fowler, Noll and Vo).
    public init(seed: UInt32, for purpose: String) {
        self.init(seed: purpose.utf8.reduce(2_166_136_261 ^ seed) { ($0 ^ UInt32($1)) &* 16_777_619 })
    }

    /// The whole state of a generator, as plain numbers.
    public struct Snapshot: Equatable, Sendable {
        /// The 624 words of the Mersenne Twister.
        public var words: [UInt32]
        /// How many of them have been handed out, 0...624.
        public var position: Int
        /// The normal deviate kept back by the polar method.
        public var keptNormal: Double?

        /// A snapshot of the given numbers.
        public init(words: [UInt32], position: Int, keptNormal: Double?) {
            self.words = words
            self.position = position
            self.keptNormal = keptNormal
        }
    }

    /// The generator's present state.
    public var snapshot: Snapshot {
        Snapshot(words: words, position: position, keptNormal: keptNormal)
    }

    /// A generator that continues from `snapshot`.
    ///
    /// Returns `nil` unless the snapshot has 624 words, not all zero, and a position in 0...624.
    public init?(_ snapshot: Snapshot) {
        guard snapshot.words.count == Self.wordCount, snapshot.words.contains(where: { $0 != 0 }),
            (0...Self.wordCount).contains(snapshot.position)
        else { return nil }
        words = snapshot.words
        position = snapshot.position
        keptNormal = snapshot.keptNormal
    }

    private mutating func refill() {
        let count = Self.wordCount
        words.withUnsafeMutableBufferPointer { words in
            func twisted(_ index: Int, _ next: Int) -> UInt32 {
                let bits = (words[index] & 0x8000_0000) | (words[next] & 0x7fff_ffff)
                return (bits >> 1) ^ (bits & 1 == 0 ? 0 : 0x9908_b0df)
            }
            for index in 0..<(count - Self.middle) {
                words[index] = words[index + Self.middle] ^ twisted(index, index + 1)
            }
            for index in (count - Self.middle)..<(count - 1) {
                words[index] = words[index + Self.middle - count] ^ twisted(index, index + 1)
            }
            words[count - 1] = words[Self.middle - 1] ^ twisted(count - 1, 0)
        }
        position = 0
    }

    /// The next 32 bits of the stream.
    public mutating func nextWord() -> UInt32 {
        if position == Self.wordCount { refill() }
        var word = words[position]
        position += 1
        word ^= word >> 11
        word ^= (word << 7) & 0x9d2c_5680
        word ^= (word << 15) & 0xefc6_0000
        return word ^ (word >> 18)
    }

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
