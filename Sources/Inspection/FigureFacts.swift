import Foundation
import Plot

/// What is in a figure's file, as far as publishers have rules for it.
public struct FigureFacts: Sendable {
    /// The extension of the format: `pdf`.
    public var format: String
    /// The size of the file.
    public var bytes: Int
    /// In millimetres; nil if pixels have no size.
    public var size: (width: Double, height: Double)?
    /// Of a file of pixels.
    public var pixels: (width: Int, height: Int)?
    /// How many pages or pictures the file has.
    public var pages = 1
    public var fonts: Set<Font> = []
    public var texts: Set<TextStyle> = []
    /// Widths of drawn lines in points, without white ones, which only separate.
    public var lineWidths: Set<Double> = []
    /// How colours are stored; empty if nothing is drawn.
    public var colorModes: Set<ColorMode> = []
    /// The resolutions of all pictures of pixels in dots per inch. For a file of pixels there is one, or none if they have no
    /// size.
    public var resolutions: Set<Double> = []
    /// Whether pixels have an opacity.
    public var hasAlpha = false
    /// How pixels are compressed, if the format knows several ways.
    public var compression: String?
    /// Colours on white, with what has them.
    public var colors: Set<ColorUse> = []
    public var title = ""
    public var description = ""

    /// The extensions of the formats that can be read.
    public static let formats: Set = ["pdf", "png", "tif", "svg", "eps"]

    /// Whether the file consists of pixels.
    public var isPixels: Bool { ["png", "tif"].contains(format) }

    /// Whether texts, lines and colours of shapes can be found. They cannot in pixels, nor in a PostScript program.
    public var hasShapes: Bool { ["pdf", "svg"].contains(format) }

    /// A font that a file uses.
    public struct Font: Hashable, Sendable {
        public var name: String
        public var kind: Kind
        public var isEmbedded: Bool

        public enum Kind: String, Sendable {
            case type1 = "Type 1"
            case trueType = "TrueType"
            case openType = "OpenType"
            case type3 = "Type 3"
            /// Named by the file, and chosen by the program that shows it.
            case named = "by name"
        }
    }

    /// How some text is set.
    public struct TextStyle: Hashable, Sendable {
        public var font: String
        /// As drawn, in points.
        public var size: Double
        /// Whether it is one character, as a panel letter is.
        public var isSingle: Bool

        public var isBold: Bool { font.localizedCaseInsensitiveContains("bold") }
    }

    /// A colour and what has it.
    public struct ColorUse: Hashable, Sendable {
        public var color: Color
        public var part: Part

        public enum Part: Sendable {
            case text
            case line
            case area
        }
    }

    /// Notes a line of a width in points.
    mutating func addLine(width: Double, _ color: Color?) {
        if color != Color(0xFFFFFF) { lineWidths.insert((width * 100).rounded() / 100) }
    }

    init(format: String, bytes: Int) {
        self.format = format
        self.bytes = bytes
    }

    /// Reads a file.
    ///
    /// - Throws: ``InspectionError``.
    public init(of file: Data, named name: String) throws {
        let format = FileFormat.all.first { file.starts(with: $0.signature) || $0.isFormat(file) }
        guard let format else {
            throw InspectionError(name: name, reason: "it is no PDF, PNG, TIFF, SVG or EPS")
        }
        do {
            self = try format.read(file)
        } catch let problem as InspectionProblem {
            throw InspectionError(name: name, reason: problem.reason)
        }
    }
}

/// A format that can be inspected.
struct FileFormat: Sendable {
    /// How files of the format begin.
    let signature: [UInt8]
    /// Whether a file that begins otherwise has the format.
    var isFormat: @Sendable (Data) -> Bool = { _ in false }
    let read: @Sendable (Data) throws -> FigureFacts

    static let all = [pdf, png, tiff, bigEndianTIFF, eps, previewedEPS, svg]
}

/// A figure's file that cannot be read.
public struct InspectionError: Error, CustomStringConvertible {
    public var name: String
    public var reason: String

    public var description: String { "cannot inspect \(name): \(reason)" }
}

/// The reason for an ``InspectionError``.
struct InspectionProblem: Error {
    var reason: String
}
