/// An affine map of the plane: (x, y) to (a x + c y + e, b x + d y + f).
struct Matrix: Equatable {
    var a = 1.0
    var b = 0.0
    var c = 0.0
    var d = 1.0
    var e = 0.0
    var f = 0.0

    init() {}

    /// The last six numbers; nil if there are fewer.
    init?(_ numbers: [Double]) {
        let numbers = numbers.suffix(6).map(\.self)
        guard numbers.count == 6 else { return nil }
        (a, b, c, d, e, f) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
    }

    func followed(by next: Matrix) -> Matrix {
        var result = Matrix()
        result.a = a * next.a + b * next.c
        result.b = a * next.b + b * next.d
        result.c = c * next.a + d * next.c
        result.d = c * next.b + d * next.d
        result.e = e * next.a + f * next.c + next.e
        result.f = e * next.b + f * next.d + next.f
        return result
    }

    /// By how much lengths along x grow.
    var widthScale: Double { (a * a + b * b).squareRoot() }
    /// By how much lengths along y grow.
    var heightScale: Double { (c * c + d * d).squareRoot() }
    /// By how much lengths grow in the mean, as the square root of an area.
    var meanScale: Double { abs(a * d - b * c).squareRoot() }
}
