import Plot

/// The colours of a picture of pixels that cover much of it. Of one hue, it is the strongest colour, because lines have
/// pale sides where they are smoothed.
struct PixelColors {
    /// Empty if there are so many that they form a scale.
    private(set) var uses: Set<FigureFacts.ColorUse> = []

    /// The share of the pixels from which on a colour counts.
    private static let leastShare = 0.0005
    /// More colours than this are a scale of colours or a photograph.
    private static let mostColors = 24
    /// The most pixels of a row or a column that are looked at.
    private static let mostSamples = 1500

    /// Colours are of one hue up to this difference in degrees.
    private static let sameHue = 12.0

    /// - Parameter pixel: the colour in a column and a row as 0xRRGGBB.
    init(width: Int, height: Int, pixel: (Int, Int) -> UInt32) {
        // A step that no regular pattern of a plot has.
        let step = max(1, max(width, height) / Self.mostSamples)
        var counts: [UInt32: Int] = [:]
        var total = 0
        for row in stride(from: 0, to: height, by: step) {
            for column in stride(from: 0, to: width, by: step) {
                counts[pixel(column, row), default: 0] += 1
                total += 1
            }
        }
        let frequent = counts.filter { Double($0.value) > Self.leastShare * Double(total) }.keys
        guard frequent.count <= Self.mostColors else { return }
        var colors: [Color] = []
        for color in frequent.sorted().map({ Color($0) }).sorted(by: { $0.chroma > $1.chroma }) {
            let isNew = colors.allSatisfy { other in
                let turn = abs(color.hue - other.hue)
                return min(turn, 360 - turn) > Self.sameHue
            }
            if isNew { colors.append(color) }
        }
        uses = Set(colors.map { .init(color: $0, part: .area) })
    }
}
