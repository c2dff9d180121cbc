/// The Mersenne Twister MT19937 (Matsumoto & Nishimura, ACM TOMACS 8, 1998), which NumPy, Python and PyTorch all draw
/// from; they differ in how they seed it and in what they make of its words.
public struct MersenneTwister: Equatable, Sendable {
    /// The words of the state.
    static let wordCount = 624
    private static let middle = 397

    /// The state.
    public private(set) var words: [UInt32]
    /// How many words of the present block have been handed out, 0...624.
    public private(set) var position: Int

    /// The generator of an integer seed, as NumPy's `RandomState(seed)` and PyTorch's `manual_seed(seed)` make it.
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

    /// The generator of a key of several words: Python's `random.seed(n)` has the key [n] for n below 2³².
    ///
    /// - Precondition: the key is not empty.
    public init(key: [UInt32]) {
        self.init(seed: 19_650_218)
        precondition(!key.isEmpty, "a key has at least one word")
        let count = Self.wordCount
        var index = 1
        func mixed(_ factor: UInt32) -> UInt32 {
            let before = words[index - 1]
            return words[index] ^ ((before ^ (before >> 30)) &* factor)
        }
        func advance() {
            index += 1
            guard index == count else { return }
            words[0] = words[count - 1]
            index = 1
        }
        for round in 0..<max(count, key.count) {
            let place = round % key.count
            words[index] = mixed(1_664_525) &+ key[place] &+ UInt32(place)
            advance()
        }
        for _ in 1..<count {
            words[index] = mixed(1_566_083_941) &- UInt32(index)
            advance()
        }
        words[0] = 0x8000_0000
    }

    /// The generator in the given state; `nil` unless there are 624 words, not all zero, and a position in 0...624.
    public init?(words: [UInt32], position: Int) {
        guard words.count == Self.wordCount, words.contains(where: { $0 != 0 }),
            (0...Self.wordCount).contains(position)
        else { return nil }
        self.words = words
        self.position = position
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
}
