/// A picture before it has pixels: the result of a layout, and the input of a renderer.
///
/// All lengths are points (1/72 inch) from the picture's top left corner, x to the right and y downwards. A
/// scene names inks, not colours: the renderer resolves them in a theme, so one scene serves paper, light and
/// dark pages.
public struct Scene: Equatable, Sendable {
    public var width: Length
    public var height: Length
    /// In drawing order.
    public var shapes: [Shape]
    /// Where the data of each panel lie, panel by panel; empty if the scene does not come from a figure.
    package var panels: [PanelPlace] = []

    public init(width: Length, height: Length, shapes: [Shape]) {
        self.width = width
        self.height = height
        self.shapes = shapes
    }

    /// All texts, in drawing order.
    public var texts: [PlacedText] { shapes.flatMap(\.texts) }

    /// The same picture without texts.
    public var withoutTexts: Scene {
        var scene = self
        scene.shapes = shapes.compactMap(\.withoutTexts)
        return scene
    }
}
