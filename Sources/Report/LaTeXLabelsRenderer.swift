import Document
import Foundation
import Plot
import Render
import Text

/// Writes the texts of a scene for LaTeX, which sets them in the fonts of the paper over the file of ``DrawingRenderer``. The
/// convention is that of Inkscape: `\def\svgwidth{89mm}\input{NAME.pdf_tex}`.
public struct LaTeXLabelsRenderer: Renderer {
    public static let fileExtension = "pdf_tex"

    public init(dotsPerInch: Double) {}

    public func render(_ scene: Scene, theme: Theme, words: PictureWords) -> Data {
        let width = scene.width.points
        func share(_ length: Double) -> String { NumberText.fixed(length / width, digits: 5) }
        let labels = scene.texts.map { text in
            let anchor = anchor(of: text, in: scene)
            let place = "\(share(anchor.place.x)),\(share(scene.height.points - anchor.place.y))"
            let color = text.ink.color(in: theme)
            let channels = [color.red, color.green, color.blue].map {
                NumberText.fixed(Double($0) / 255, digits: 3)
            }
            let size = text.runs.map(\.size).max() ?? 7
            let box =
                "\\makebox(0,0)[\(anchor.side)]{\\smash{\\fontsize{\(NumberText.fixed(size, digits: 2))bp}"
                + "{\(NumberText.fixed(1.2 * size, digits: 2))bp}\\selectfont \(latex(text.richText))}}"
            return "  \\put(\(place)){\\color[rgb]{\(channels.joined(separator: ","))}"
                + (text.upwards ? "\\rotatebox{90}{\(box)}" : box) + "}%"
        }
        let file = """
            % Labels of \(words.fileName). In a paper: \\usepackage{graphicx,xcolor,amsmath,amssymb} and
            % \\graphicspath{{folder of this file/}}, then \\def\\svgwidth{89mm}\\input{\(words.fileName).pdf_tex}
            \\begingroup
            \\ifx\\svgwidth\\undefined
              \\setlength{\\unitlength}{\(NumberText.fixed(width, digits: 2))bp}%
            \\else
              \\setlength{\\unitlength}{\\svgwidth}%
            \\fi
            \\global\\let\\svgwidth\\undefined
            \\begin{picture}(1,\(share(scene.height.points)))%
              \\put(0,0){\\includegraphics[width=\\unitlength,alt={\(LaTeXText.escaped(words.description))}]{\(words.fileName)-drawing}}%
            \(labels.joined(separator: "\n"))
            \\end{picture}%
            \\endgroup

            """
        return Data(file.utf8)
    }

    /// Where a text is held, and by which side, so that it stands well in a font of another width.
    private func anchor(of text: PlacedText, in scene: Scene) -> (place: Point, side: String) {
        let box = text.box
        func along(_ share: Double) -> Point {
            text.upwards
                ? Point(x: text.origin.x, y: text.origin.y - share * box.height)
                : Point(x: text.origin.x + share * box.width, y: text.origin.y)
        }
        switch text.role {
        case .axisTitle, .strip: return (along(0.5), "b")
        case .tickLabel:
            let isLeft = scene.panels.contains { panel in
                box.maxX <= panel.plotArea.minX && panel.plotArea.minY - 5 <= box.midY
                    && box.midY <= panel.plotArea.maxY + 5
            }
            let isRight = scene.panels.contains { panel in
                panel.colorBarBox.map {
                    box.minX >= $0.maxX && $0.minY - 5 <= box.midY && box.midY <= $0.maxY + 5
                } ?? false
            }
            return isRight ? (along(0), "lb") : isLeft ? (along(1), "rb") : (along(0.5), "b")
        default: return (along(0), "lb")
        }
    }

    private func latex(_ text: RichText) -> String {
        text.runs.map { run in
            let words = LaTeXText.escaped(run.text)
            let face =
                switch run.face {
                case .regular: words
                case .italic: "\\textit{\(words)}"
                case .bold: "\\textbf{\(words)}"
                }
            return switch run.script {
            case .normal: face
            case .raised: "\\textsuperscript{\(face)}"
            case .lowered: "\\textsubscript{\(face)}"
            }
        }.joined()
    }
}

extension Renderers {
    /// The formats of the figures of a report.
    public static let ofReports = all + [DrawingRenderer.self, LaTeXLabelsRenderer.self]
}
