/// Random numbers that are a function of a counter and a key, so that each can be computed without the others.
///
/// Philox4x32-10 of J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, *Parallel random numbers: as easy as 1, 2, 3*
/// (SC11).
enum Philox {
    /// Four words of 32 random bits.
    static func words(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
        var (counter, key) = (counter, key)
        for _ in 0..<10 {
            let first = (0xD251_1F53 as UInt32).multipliedFullWidth(by: counter[0])
            let second = (0xCD9E_8D57 as UInt32).multipliedFullWidth(by: counter[2])
            counter = [
                second.high ^ counter[1] ^ key[0], second.low, first.high ^ counter[3] ^ key[1], first.low,
            ]
            key &+= [0x9E37_79B9, 0xBB67_AE85]
        }
        return counter
    }

    /// A number in 0..<1 with 53 random bits: number `index` of the stream that a seed and a name choose.
    static func uniform(_ index: Int, stream: String, seed: UInt32) -> Double {
        // FNV-1a, because the standard library's hashes differ from process to process.
        let hash = stream.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        let index = UInt64(index)
        let words = words(
            counter: [UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32), 0, 0],
            key: [seed, hash])
        return Double((UInt64(words[0]) << 32 | UInt64(words[1])) >> 11) * 0x1p-53
    }
}
