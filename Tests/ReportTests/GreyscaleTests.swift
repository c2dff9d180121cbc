import Analysis
import BOHP
import Foundation
import Plot
import Testing

@testable import Document
@testable import Report

/// No figure tells its series apart by hue alone.
@Suite("Figures without hue") struct GreyscaleTests {
    /// How a series of one ink looks, apart from its hue.
    private struct Look {
        var dashes: Set<[Double]> = []
        /// The corners of its markers; 0 for discs.
        var markers: Set<Int> = []
        /// Whether it is named at its end, beside it.
        var isNamed = false
    }

    /// The lightness of a colour, L* of CIE 1976.
    private static func lightness(_ color: Color) -> Double {
        let luminance =
            0.2126 * Color.decode(color.red) + 0.7152 * Color.decode(color.green) + 0.0722
            * Color.decode(color.blue)
        return luminance > 0.008856 ? 116 * cbrt(luminance) - 16 : 903.3 * luminance
    }

    private static func look(_ shapes: [Shape], _ looks: inout [Ink: Look]) {
        for shape in shapes {
            switch shape {
            case .group(.mark, _, let parts): look(parts, &looks)
            case .polyline(_, let stroke):
                looks[stroke.ink.opaque, default: Look()].dashes.insert(stroke.dash)
            case .discs(_, _, let ink): looks[ink.opaque, default: Look()].markers.insert(0)
            case .areas(let areas, let ink) where areas.allSatisfy { $0.lower.count <= 3 }:
                // Markers; a band has more points.
                for area in areas {
                    looks[ink.opaque, default: Look()].markers.insert(Set(area.lower + area.upper).count)
                }
            case .text(let text) where text.role == .directLabel:
                looks[text.ink.opaque, default: Look()].isNamed = true
            default: break
            }
        }
    }

    @Test(
        "Any two series differ in lightness, dash, marker or by their names at their ends",
        arguments: [Theme.light, .dark])
    func series(theme: Theme) throws {
        var compared = 0
        for (name, configuration) in WidthTests.runs {
            let run = try AnalysedRun(WidthTests.run(configuration, episodes: 3000))
            compared += try Self.check(Catalogue.standard.run.figures, of: run, name, theme)
        }
        for (name, sweep) in SampleSweep.all {
            compared += try Self.check(Catalogue.standard.sweep.figures, of: sweep, name, theme)
        }
        #expect(compared > 10)
    }

    /// - Returns: how many pairs of series were compared.
    private static func check<Subject>(
        _ figures: [any CatalogueFigure<Subject>], of subject: Subject, _ name: String, _ theme: Theme
    ) throws -> Int {
        var compared = 0
        for figure in figures {
            guard let content = try figure.content(of: subject, FigureRequest())?.laidOut() else { continue }
            for case .group(.panel, _, let shapes) in content.drawing.shapes {
                var looks: [Ink: Look] = [:]
                Self.look(shapes, &looks)
                for (ink, look) in looks {
                    for (other, otherLook) in looks where other != ink {
                        let difference = abs(
                            Self.lightness(ink.color(in: theme)) - Self.lightness(other.color(in: theme)))
                        func differ<Form>(_ forms: KeyPath<Look, Set<Form>>) -> Bool {
                            let (one, two) = (look[keyPath: forms], otherLook[keyPath: forms])
                            return one.isDisjoint(with: two) && !(one.isEmpty && two.isEmpty)
                        }
                        let differs =
                            difference >= 10 || differ(\.dashes) || differ(\.markers)
                            || look.isNamed && otherLook.isNamed
                        #expect(differs, "\(name) \(figure.name): \(ink) and \(other)")
                        compared += 1
                    }
                }
            }
        }
        return compared
    }
}
