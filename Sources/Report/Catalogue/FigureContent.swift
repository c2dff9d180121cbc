import Foundation
import Plot
import Render

/// A figure of one run: what it shows, in words and in numbers, and how to draw it.
public struct FigureContent: Sendable {
    /// Width and height in millimetres, at which its text has the size that it says.
    public var size: PhysicalSize
    /// The caption in the template's Markdown. The run's values enter it only as substitutions:
    /// `{{ figure.n }}` is the fact `n`, so nothing in a run can become markup.
    public var caption: String
    /// Numbers behind the picture that a caption can print, by name.
    public var facts: [String: Value]
    /// What the picture shows, for somebody who cannot see it: its course and its main numbers, in a
    /// sentence or two.
    public var alternativeText: String
    /// The very numbers drawn.
    public var data: DataTable
    /// Draws it. Called once for each rendering, on any thread.
    public var draw: @Sendable (Rendering) throws -> RenderedImage
    /// What is drawn, if it is a figure of the Plot room.
    public private(set) var scene: Scene?

    public init(
        size: PhysicalSize, caption: String, facts: [String: Value] = [:], alternativeText: String,
        data: DataTable, draw: @escaping @Sendable (Rendering) throws -> RenderedImage
    ) {
        self.size = size
        self.caption = caption
        self.facts = facts
        self.alternativeText = alternativeText
        self.data = data
        self.draw = draw
    }
}

extension FigureContent {
    /// A figure of the Plot room: its size is that of its scene, which is made here, once for all renderings.
    ///
    /// - Throws: `PlotError`.
    public init(
        _ figure: Plot.Figure, caption: String, facts: [String: Value] = [:], alternativeText: String,
        data: DataTable
    ) throws {
        let scene = try figure.scene()
        self.init(
            size: PhysicalSize(width: scene.width.millimetres, height: scene.height.millimetres),
            caption: caption, facts: facts, alternativeText: alternativeText, data: data
        ) { rendering in
            let renderer = GDRenderer(dotsPerInch: rendering.dotsPerInch)
            let png = try renderer.render(scene, theme: rendering.appearance == .light ? .light : .dark)
            let (width, height) = renderer.pixelSize(of: scene)
            return RenderedImage(png: png, width: width, height: height)
        }
        self.scene = scene
    }
}

/// A width and height in millimetres.
public struct PhysicalSize: Equatable, Sendable {
    public var width: Double
    public var height: Double

    public init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }
}

/// What a picture is drawn for: paper, or a light or a dark screen.
public struct Rendering: Equatable, Sendable {
    public enum Appearance: Equatable, Sendable {
        /// Black on white.
        case light
        /// Light lines and text on a dark ground.
        case dark
    }

    /// Pixels an inch of the figure's physical size.
    public var dotsPerInch: Double
    public var appearance: Appearance

    public init(dotsPerInch: Double, appearance: Appearance) {
        self.dotsPerInch = dotsPerInch
        self.appearance = appearance
    }
}

/// A finished PNG file and its size in pixels.
public struct RenderedImage: Equatable, Sendable {
    public var png: Data
    public var width: Int
    public var height: Int

    public init(png: Data, width: Int, height: Int) {
        self.png = png
        self.width = width
        self.height = height
    }
}
