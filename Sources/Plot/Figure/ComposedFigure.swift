/// Figures on one sheet, each with a letter above its left corner.
public struct ComposedFigure {
    /// A part's letter, and what makes the part for a width.
    public typealias Part = (letter: String, figure: (Length) throws -> Figure)

    private let parts: [Part]
    private let width: Length

    /// - Parameters:
    ///   - parts: in reading order.
    ///   - width: of the sheet, before the magnification.
    public init(_ parts: [Part], width: Length) {
        self.parts = parts
        self.width = width
    }

    /// The gap between neighbours as a multiple of that between panels.
    private static let gap = 1.5

    /// The most figures side by side.
    private static let mostColumns = 3

    /// How wide each part is with so many side by side, before the magnification.
    private func width(ofPartsIn columns: Int, _ gap: Double) -> Length {
        .points((width.points - gap * Double(columns - 1)) / Double(columns))
    }

    /// The picture in points, with as many figures side by side as there is room for.
    ///
    /// - Throws: ``PlotError``, `tooNarrow` if a figure does not fit the width alone; and what makes the parts throws.
    public func scene(in style: FigureStyle = .print) throws -> Scene {
        let gap = Self.gap * style.typography.panelGap
        var columns = max(1, min(parts.count, Self.mostColumns))
        while true {
            do {
                let scenes = try parts.map { part in
                    let figure = try part.figure(width(ofPartsIn: columns, gap))
                    return (part.letter, try figure.scene(in: style))
                }
                return try placed(scenes, columns, gap * style.magnification, style)
            } catch PlotError.tooNarrow where columns > 1 {
                columns -= 1
            }
        }
    }

    private func placed(
        _ scenes: [(letter: String, scene: Scene)], _ columns: Int, _ gap: Double, _ style: FigureStyle
    ) throws -> Scene {
        let typography = style.typography
        let typesetter = try Typesetter(fonts: style.fonts ?? .system())
        let letterSize = typography.letterSize * style.magnification
        let margin = typography.margin * style.magnification
        var whole = Scene(width: .points(width.points * style.magnification), height: .points(0), shapes: [])
        var top = 0.0
        for start in stride(from: 0, to: scenes.count, by: columns) {
            let row = scenes[start..<min(start + columns, scenes.count)]
            var left = 0.0
            for (letter, scene) in row {
                let block = try typesetter.set(
                    RichText(runs: [.init(letter, face: .bold)]), size: letterSize)
                let origin = Point(x: left + margin, y: top + margin + Typography.capHeight * letterSize)
                let text = PlacedText(block: block, origin: origin, role: .panelLetter)
                let map = SceneMap(offset: Point(x: left, y: top + letterSize))
                whole.shapes.append(.text(text))
                whole.shapes += scene.shapes.map { $0.mapped(by: map).renumbered(from: whole.panels.count) }
                whole.panels += scene.panels.map { $0.mapped(by: map) }
                left += scene.width.points + gap
            }
            top += letterSize + (row.map(\.scene.height.points).max() ?? 0) + gap
        }
        whole.height = .points(top - gap)
        return whole
    }
}

extension Shape {
    /// The shape with its panel counted from another number than 0.
    fileprivate func renumbered(from start: Int) -> Shape {
        guard case .group(.panel(let index), let clip, let shapes) = self else { return self }
        return .group(.panel(start + index), clip: clip, shapes)
    }
}
