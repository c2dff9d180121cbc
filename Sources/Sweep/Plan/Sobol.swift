/// The Sobol sequence: points of the unit cube that fill it more evenly than random ones, best in numbers that are powers
/// of two.
///
/// Direction numbers of S. Joe and F. Y. Kuo, *Constructing Sobol sequences with better two-dimensional projections*,
/// SIAM J. Sci. Comput. 30, 2635 (2008), file new-joe-kuo-6.21201. Points come in the order of the Gray code, as in
/// `scipy.stats.qmc.Sobol(scramble=False)`.
enum Sobol {
    /// The largest number of dimensions.
    static let largestDimension = primitives.count + 1
    private static let bits = 30

    /// Coordinate `dimension` (from 0) of point `index` (from 0, below 2³⁰), in 0..<1.
    static func coordinate(_ dimension: Int, of index: Int) -> Double {
        let directions = directions(dimension)
        let gray = index ^ index >> 1
        let integer = (0..<bits).reduce(UInt32(0)) { gray >> $1 & 1 == 1 ? $0 ^ directions[$1] : $0 }
        return Double(integer) / Double(1 << bits)
    }

    /// The direction numbers of a dimension as binary fractions of `bits` digits.
    private static func directions(_ dimension: Int) -> [UInt32] {
        guard dimension > 0 else { return (0..<bits).map { 1 << UInt32(bits - 1 - $0) } }
        let (polynomial, initial) = primitives[dimension - 1]
        let degree = initial.count
        var numbers = initial
        for place in degree..<bits {
            var number = numbers[place - degree] ^ numbers[place - degree] << UInt32(degree)
            for term in 1..<degree where polynomial >> UInt32(degree - term) & 1 == 1 {
                number ^= numbers[place - term] << UInt32(term)
            }
            numbers.append(number)
        }
        return numbers.enumerated().map { $1 << UInt32(bits - 1 - $0) }
    }

    /// For each dimension after the first, a primitive polynomial over the integers modulo 2 (bit k is the coefficient of
    /// x^k) and as many initial direction numbers as its degree.
    private static let primitives: [(polynomial: UInt32, initial: [UInt32])] = [
        (3, [1]),
        (7, [1, 3]),
        (11, [1, 3, 1]),
        (13, [1, 1, 1]),
        (19, [1, 1, 3, 3]),
        (25, [1, 3, 5, 13]),
        (37, [1, 1, 5, 5, 17]),
        (41, [1, 1, 5, 5, 5]),
        (47, [1, 1, 7, 11, 19]),
        (55, [1, 1, 5, 1, 1]),
        (59, [1, 1, 1, 3, 11]),
        (61, [1, 3, 5, 5, 31]),
        (67, [1, 3, 3, 9, 7, 49]),
        (91, [1, 1, 1, 15, 21, 21]),
        (97, [1, 3, 1, 13, 27, 49]),
        (103, [1, 1, 1, 15, 7, 5]),
        (109, [1, 3, 1, 15, 13, 25]),
        (115, [1, 1, 5, 5, 19, 61]),
        (131, [1, 3, 7, 11, 23, 15, 103]),
        (137, [1, 3, 7, 13, 13, 15, 69]),
        (143, [1, 1, 3, 13, 7, 35, 63]),
        (145, [1, 3, 5, 9, 1, 25, 53]),
        (157, [1, 3, 1, 13, 9, 35, 107]),
        (167, [1, 3, 1, 5, 27, 61, 31]),
        (171, [1, 1, 5, 11, 19, 41, 61]),
        (185, [1, 3, 5, 3, 3, 13, 69]),
        (191, [1, 1, 7, 13, 1, 19, 1]),
        (193, [1, 3, 7, 5, 13, 19, 59]),
        (203, [1, 1, 3, 9, 25, 29, 41]),
        (211, [1, 3, 5, 13, 23, 1, 55]),
        (213, [1, 3, 7, 3, 13, 59, 17]),
    ]
}
