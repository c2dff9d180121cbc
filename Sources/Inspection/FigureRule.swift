import Plot
import Text

/// One rule: what is demanded, and whether a file meets it.
struct FigureRule: Sendable {
    let title: String
    /// In words; nil if the rules do not have it.
    let demand: @Sendable (FigureRules) -> String?
    /// What a file has, and whether that is right; nil for a file in which it cannot be found.
    let finding: @Sendable (FigureFacts, FigureRules) -> (found: String, isMet: Bool)?
    /// Whether the rule is a recommendation, which a figure may break for a reason.
    var isAdvice = false

    /// The list of rules, in the order of the table.
    static let all =
        [
            format, width, height, fonts, families, typeSize, lineWidth, texts, resolution, colorMode, alpha,
            compression, bytes, typeContrast, lineContrast,
        ] + ColorVision.allCases.map(distinct) + [words]

    // MARK: The file

    private static let format = FigureRule(
        title: "format", demand: { $0.formats.isEmpty ? nil : Phrase.list($0.formats, "or") },
        finding: { facts, rules in
            let pages = facts.pages == 1 ? "" : ", \(facts.pages) pages"
            return (facts.format + pages, rules.formats.contains(facts.format) && facts.pages == 1)
        })

    private static let width = FigureRule(
        title: "width", demand: { $0.widths.map { range($0, "mm") } },
        finding: { facts, rules in
            guard let width = facts.size?.width else { return ("no size", false) }
            // A PDF has hundredths of a point, a picture whole pixels.
            return (number(width) + " mm", rules.widths.map { contains($0, width, within: 0.1) } ?? true)
        })

    private static let height = FigureRule(
        title: "height", demand: { $0.height.map { "at most \(number($0)) mm" } },
        finding: { facts, rules in
            guard let height = facts.size?.height else { return ("no size", false) }
            return (number(height) + " mm", height <= (rules.height ?? .infinity) + 0.1)
        })

    private static let bytes = FigureRule(
        title: "file size", demand: { $0.bytes.map { "at most \(NumberText.si(Double($0), unit: "B"))" } },
        finding: { facts, rules in
            (NumberText.si(Double(facts.bytes), unit: "B"), facts.bytes <= rules.bytes ?? .max)
        })

    private static let words = FigureRule(
        title: "words", demand: { _ in "a title and a description" },
        finding: { facts, _ in
            let found = [("title", facts.title), ("description", facts.description)].filter { !$0.1.isEmpty }
            return (
                found.isEmpty ? "none" : "a \(Phrase.list(found.map(\.0)))", found.count == 2
            )
        }, isAdvice: true)

    // MARK: Type and lines

    private static let fonts = FigureRule(
        title: "fonts", demand: { _ in "embedded, no Type 3" },
        finding: { facts, _ in
            guard ["pdf", "eps"].contains(facts.format) else { return nil }
            let kinds = Set(facts.fonts.map { $0.isEmbedded ? $0.kind.rawValue : "not embedded" }).sorted()
            return (
                kinds.isEmpty ? "none" : Phrase.list(kinds),
                facts.fonts.allSatisfy { $0.isEmbedded && $0.kind != .type3 }
            )
        })

    private static let families = FigureRule(
        title: "font families", demand: { $0.families.isEmpty ? nil : Phrase.list($0.families, "or") },
        finding: { facts, rules in
            if facts.isPixels { return nil }
            func plain(_ name: String) -> String { name.lowercased().filter { $0 != " " } }
            let others = facts.fonts.map(\.name).filter { name in
                !rules.families.contains { plain(name).hasPrefix(plain($0)) }
            }
            return (
                Phrase.list((others.isEmpty ? facts.fonts.map(\.name) : others).sorted()), others.isEmpty
            )
        })

    private static let typeSize = FigureRule(
        title: "type size",
        demand: { rules in
            guard let sizes = rules.typeSizes else { return nil }
            return range(sizes, "pt") + (rules.letterSize.map { ", letters \(number($0)) pt bold" } ?? "")
        },
        finding: { facts, rules in
            guard facts.hasShapes else { return nil }
            let wrong = facts.texts.filter { text in
                let isLetter =
                    text.isSingle && text.isBold && text.size <= (rules.letterSize ?? 0) + tolerance
                return
                    !(rules.typeSizes.map { contains($0, text.size, within: tolerance) } ?? true || isLetter)
            }
            let sizes = (wrong.isEmpty ? facts.texts : wrong).map(\.size)
            return (extent(sizes, "pt"), wrong.isEmpty)
        })

    private static let lineWidth = FigureRule(
        title: "line width", demand: { $0.lineWidths.map { range($0, "pt") } },
        finding: { facts, rules in
            guard facts.hasShapes else { return nil }
            let wrong = facts.lineWidths.filter { width in
                !(rules.lineWidths.map { contains($0, width, within: tolerance) } ?? true)
            }
            return (extent(Array(wrong.isEmpty ? facts.lineWidths : wrong), "pt"), wrong.isEmpty)
        })

    private static let texts = FigureRule(
        title: "text", demand: { $0.keepsText ? "can be edited" : nil },
        finding: { facts, _ in
            let isThere = !facts.texts.isEmpty || !facts.hasShapes && !facts.fonts.isEmpty
            return (isThere ? "text" : facts.isPixels ? "pixels" : "none, or outlines", isThere)
        })

    // MARK: Pixels and colours

    private static let resolution = FigureRule(
        title: "resolution", demand: { $0.resolution.map { range($0, "dpi") } },
        finding: { facts, rules in
            if facts.resolutions.isEmpty { return facts.isPixels ? ("none", false) : nil }
            let wrong = facts.resolutions.filter { value in
                !(rules.resolution.map { contains($0, value, within: 1) } ?? true)
            }
            return (extent(Array(wrong.isEmpty ? facts.resolutions : wrong), "dpi"), wrong.isEmpty)
        })

    private static let colorMode = FigureRule(
        title: "colour mode", demand: { Phrase.list($0.colorModes.map(\.rawValue).sorted(), "or") },
        finding: { facts, rules in
            guard !facts.colorModes.isEmpty else { return nil }
            return (
                Phrase.list(facts.colorModes.map(\.rawValue).sorted()),
                facts.colorModes.isSubset(of: rules.colorModes)
            )
        })

    private static let alpha = FigureRule(
        title: "opacity of pixels", demand: { $0.takesAlpha ? nil : "none" },
        finding: { facts, _ in
            facts.isPixels ? (facts.hasAlpha ? "an alpha channel" : "none", !facts.hasAlpha) : nil
        })

    private static let compression = FigureRule(
        title: "compression", demand: { $0.compressions.isEmpty ? nil : Phrase.list($0.compressions, "or") },
        finding: { facts, rules in facts.compression.map { ($0, rules.compressions.contains($0)) } })

    private static let white = Color(0xFFFFFF)

    private static let typeContrast = FigureRule(
        title: "contrast of type", demand: { _ in "at least 4.5 on white" },
        finding: { facts, _ in contrast(facts, .text, least: 4.5, of: { $0.opacity > 0 }) }, isAdvice: true)

    /// Grey lines only lead the eye.
    private static let lineContrast = FigureRule(
        title: "contrast of lines", demand: { _ in "at least 3 on white" },
        finding: { facts, _ in contrast(facts, .line, least: 3, of: isSeries) }, isAdvice: true)

    private static func contrast(
        _ facts: FigureFacts, _ part: FigureFacts.ColorUse.Part, least: Double, of isMeant: (Color) -> Bool
    ) -> (found: String, isMet: Bool)? {
        let colors = facts.colors.filter { $0.part == part && isMeant($0.color) }.map(\.color)
        guard let lowest = colors.map({ $0.contrast(with: white) }).min() else { return nil }
        return (NumberText.fixed(lowest, digits: 1), lowest >= least)
    }

    /// Whether a colour tells a series of data from others.
    private static func isSeries(_ color: Color) -> Bool { color.opacity == 1 && color.chroma > 0.04 }

    /// The least distance in Oklab at which two lines are told apart at a glance.
    private static let leastDistance = 0.08

    /// Whether lines and areas of different colours can be told apart.
    private static func distinct(_ vision: ColorVision) -> FigureRule {
        FigureRule(
            title: "colours, \(vision.rawValue)", demand: { _ in "at least 0.08 apart" },
            finding: { facts, _ in
                let lines = facts.colors.filter { $0.part == .line && isSeries($0.color) }.map(\.color)
                let areas = facts.colors.filter { facts.isPixels && isSeries($0.color) }.map(\.color)
                let colors = Array(Set(lines + areas))
                let distances = colors.indices.flatMap { index in
                    colors[..<index].map { vision.distance($0, colors[index]) }
                }
                guard let least = distances.min() else { return nil }
                return (NumberText.fixed(least, digits: 2), least >= leastDistance)
            }, isAdvice: true)
    }

    // MARK: Words

    /// Sizes in points are rounded to hundredths by programs that write them.
    private static let tolerance = 0.06

    private static func contains(_ range: ClosedRange<Double>, _ value: Double, within tolerance: Double)
        -> Bool
    {
        range.lowerBound - tolerance <= value && value <= range.upperBound + tolerance
    }

    private static func number(_ value: Double) -> String {
        let text = NumberText.fixed(value, digits: 2)
        return text.contains(".")
            ? String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed()) : text
    }

    /// A range in words. A bound that no figure reaches is left out.
    private static func range(_ range: ClosedRange<Double>, _ unit: String) -> String {
        if range.upperBound >= unbounded { return "at least \(number(range.lowerBound)) \(unit)" }
        if range.lowerBound == 0 { return "at most \(number(range.upperBound)) \(unit)" }
        return "\(number(range.lowerBound)) to \(number(range.upperBound)) \(unit)"
    }

    private static func extent(_ values: [Double], _ unit: String) -> String {
        guard let least = values.min(), let most = values.max() else { return "none" }
        return (least == most ? number(least) : "\(number(least)) to \(number(most))") + " " + unit
    }

    /// An upper bound of rules that have none.
    private static let unbounded = 1e4
}
