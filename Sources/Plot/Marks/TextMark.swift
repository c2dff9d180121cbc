extension Mark {
    /// A short text at a place in the data.
    ///
    /// - Parameters:
    ///   - x: position in the data.
    ///   - y: height in the data.
    ///   - anchor: which part of the text lies at the place.
    ///   - offset: how far the text is moved from there, in points, y downwards.
    ///   - size: font size in points.
    public static func text(
        _ text: RichText, x: Double, y: Double, anchor: TextAnchor = .center,
        offset: (x: Double, y: Double) = (0, 0), ink: Ink = .ink, size: Double = 7
    ) -> Mark {
        Mark(
            x: Extent([x]), y: Extent([y]),
            texts: { plot, typesetter in
                let place = plot.point(x, y)
                guard place.isFinite, !text.isEmpty else { return [] }
                let block = try typesetter.set(text, size: size)
                let origin = Point(
                    x: place.x + offset.x - anchor.horizontal * block.width,
                    y: place.y + offset.y + (1 - anchor.vertical) * Typography.capHeight * size)
                return [PlacedText(block: block, origin: origin, ink: ink, role: .annotation)]
            })
    }
}

/// Which part of a text lies at a given place.
public struct TextAnchor: Hashable, Sendable {
    /// Distance of the place from the text's left end, as a share of the width.
    let horizontal: Double
    /// Distance of the place from the top of the capitals, as a share of their height.
    let vertical: Double

    public static let center = TextAnchor(horizontal: 0.5, vertical: 0.5)
    public static let left = TextAnchor(horizontal: 0, vertical: 0.5)
    public static let right = TextAnchor(horizontal: 1, vertical: 0.5)
    public static let top = TextAnchor(horizontal: 0.5, vertical: 0)
    public static let bottom = TextAnchor(horizontal: 0.5, vertical: 1)
    public static let topLeft = TextAnchor(horizontal: 0, vertical: 0)
    public static let topRight = TextAnchor(horizontal: 1, vertical: 0)
    public static let bottomLeft = TextAnchor(horizontal: 0, vertical: 1)
    public static let bottomRight = TextAnchor(horizontal: 1, vertical: 1)
}
