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
        offset: (x: Double, y: Double) = (0, 0),
        ink: Ink = .ink, size: Double = 7
    ) -> Mark {
        Mark(
            TextMark(
                text: text, x: x, y: y, anchor: anchor, offset: Point(x: offset.x, y: offset.y), ink: ink,
                size: size))
    }
}

/// Which part of a text lies at a given place.
public enum TextAnchor: Hashable, Sendable, CaseIterable {
    case center
    case left
    case right
    case top
    case bottom
    case topLeft
    case topRight
    case bottomLeft
    case bottomRight

    /// Distance of the place from the text's left end, as a share of the width.
    var horizontal: Double {
        switch self {
        case .left, .topLeft, .bottomLeft: 0
        case .center, .top, .bottom: 0.5
        case .right, .topRight, .bottomRight: 1
        }
    }

    /// Distance of the place from the top of the capitals, as a share of their height.
    var vertical: Double {
        switch self {
        case .top, .topLeft, .topRight: 0
        case .center, .left, .right: 0.5
        case .bottom, .bottomLeft, .bottomRight: 1
        }
    }
}

struct TextMark: MarkBody {
    let text: RichText
    let x: Double
    let y: Double
    let anchor: TextAnchor
    let offset: Point
    let ink: Ink
    let size: Double

    func measure(_ data: inout DataExtents) {
        data.x.add(x)
        data.y.add(y)
    }

    func texts(in plot: PlotArea, _ typesetter: Typesetter) throws -> [PlacedText] {
        let place = plot.point(x, y)
        guard place.isFinite, !text.isEmpty else { return [] }
        let block = try typesetter.set(text, size: size)
        return [
            PlacedText(
                block: block,
                origin: Point(
                    x: place.x + offset.x - anchor.horizontal * block.width,
                    y: place.y + offset.y + (1 - anchor.vertical) * Typography.capHeight * size),
                ink: ink, role: .annotation)
        ]
    }

    func shapes(in plot: PlotArea) -> [Shape] { [] }
}
