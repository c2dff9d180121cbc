import Foundation
import Text

/// Fenced blocks with a name in braces: figures, tables, formulas, conditions, included files.
extension TemplateExpander {
    /// How deep directives may stand within each other.
    static let deepestDirectives = 20

    static let directiveNames = [
        "figure", "table", "math", "if", "include", "note", "warning", "dropdown",
    ]

    /// The options that every figure has, and those that every table has.
    static let figureOptions = ["name", "alt", "width", "source", "data"]
    static let tableOptions = ["name", "source"]

    mutating func expand(_ directive: Directive, in context: inout Context) throws -> [Block] {
        let file = context.file.path
        if let place = context.directiveFree {
            throw TemplateError(
                file: file, line: directive.line,
                message: "the directive {\(directive.name)} has no place in \(place)")
        }
        guard context.depth < Self.deepestDirectives else {
            throw TemplateError(
                file: file, line: directive.line,
                message: "directives nest more than \(Self.deepestDirectives) deep")
        }
        context.depth += 1
        defer { context.depth -= 1 }
        switch directive.name {
        case "figure": return [try figure(directive, in: &context)]
        case "table": return [try table(directive, in: &context)]
        case "math": return [try equation(directive, in: context)]
        case "if": return try condition(directive, in: &context)
        case "include": return try include(directive, in: &context)
        case "note", "warning":
            try refuseSettings(of: directive, in: context)
            let blocks = try expand(directive.body, firstLine: directive.bodyLine, in: &context)
            return [block(.aside(kind: directive.name, blocks), directive)]
        case "dropdown":
            try refuseSettings(of: directive, in: context)
            let summary = try expandLine(directive.argument, line: directive.line, in: &context)
            guard !summary.isEmpty else {
                throw TemplateError(
                    file: file, line: directive.line, message: "{dropdown} needs a title after it on its line"
                )
            }
            let blocks = try expand(directive.body, firstLine: directive.bodyLine, in: &context)
            return [block(.details(summary: summary, blocks), directive)]
        default:
            throw TemplateError(
                file: file, line: directive.line,
                message: "there is no directive {\(directive.name)}"
                    + NearestNames.suggestion(for: directive.name, among: Self.directiveNames))
        }
    }

    private func block(_ content: Block.Content, _ directive: Directive) -> Block {
        Block(content: content, line: directive.line, lastLine: directive.lastLine)
    }

    private func refuseSettings(of directive: Directive, in context: Context) throws {
        if let first = directive.settings.first {
            throw TemplateError(
                file: context.file.path, line: first.line,
                message: "{\(directive.name)} has no option \(first.name)")
        }
    }

    // MARK: Figures and tables

    /// The options that every figure and table has, read off a directive.
    private struct CommonSettings {
        var name: String?
        var nameLine = 0
        var alternativeText: String?
        var width: Double?
        var source: FrontMatter.Visibility
        var data: FrontMatter.Visibility
        var own = CatalogueSettings()
    }

    private func settings(
        of directive: Directive, options: [AnyCatalogueOption], isFigure: Bool, in context: Context
    ) throws -> CommonSettings {
        var result = CommonSettings(
            source: frontMatter.source, data: isFigure ? frontMatter.data : .hidden)
        var seen: Set<String> = []
        for setting in directive.settings {
            try context.located(setting.line) {
                guard seen.insert(setting.name).inserted else {
                    throw TemplateProblem(message: "the option \(setting.name) is set twice")
                }
                switch setting.name {
                case "name":
                    result.name = setting.value
                    result.nameLine = setting.line
                case "source": result.source = try FrontMatter.visibility(setting.value, "source")
                case "data" where isFigure: result.data = try FrontMatter.visibility(setting.value, "data")
                case "alt" where isFigure: result.alternativeText = setting.value
                case "width" where isFigure:
                    guard let width = FigureWidth.reading(setting.value) else {
                        throw TemplateProblem(
                            message: "width must be \(FigureWidth.form), not \"\(setting.value)\"")
                    }
                    result.width = width
                default:
                    guard let option = options.first(where: { $0.name == setting.name }) else {
                        let common = isFigure ? Self.figureOptions : Self.tableOptions
                        throw TemplateProblem(
                            message:
                                "the \(directive.name) \(directive.argument) has no option \(setting.name)"
                                + NearestNames.suggestion(
                                    for: setting.name, among: common + options.map(\.name)))
                    }
                    try result.own.set(option, to: setting.value)
                }
            }
        }
        return result
    }

    /// Finds `name` in the catalogue, or says what there is.
    private func found<Entry>(
        _ entry: Entry?, _ directive: Directive, among names: [String], in context: Context
    ) throws -> Entry {
        guard let entry else {
            let problem =
                directive.argument.isEmpty
                ? "{\(directive.name)} needs the name of a \(directive.name)"
                : "there is no \(directive.name) \(directive.argument)"
            throw TemplateError(
                file: context.file.path, line: directive.line,
                message: problem + material.hint(for: directive.argument, among: names))
        }
        return entry
    }

    /// The width of figures that name none themselves; `nil` leaves it to each.
    private var usualWidth: Double? { figureWidth ?? frontMatter.figureWidth }

    /// What a figure shows. Computed once, though a condition may ask for it and the next line place it.
    private mutating func content(
        of figure: Material.NamedFigure, _ request: FigureRequest
    ) throws -> FigureContent? {
        let order = FigureOrder(name: figure.name, request: request)
        if let known = figureContents[order] { return known }
        let content = try figure.make(request)
        figureContents[order] = .some(content)
        return content
    }

    private func lacking(_ directive: Directive, in context: Context) -> TemplateError {
        TemplateError(
            file: context.file.path, line: directive.line,
            message:
                "this run has nothing for the \(directive.name) \(directive.argument); put it into a block "
                + "{if} \(directive.name).\(directive.argument)")
    }

    private mutating func figure(_ directive: Directive, in context: inout Context) throws -> Block {
        let entry = try found(
            material.figure(directive.argument), directive, among: material.figures.map(\.name), in: context)
        let settings = try settings(of: directive, options: entry.options, isFigure: true, in: context)
        let request = FigureRequest(width: settings.width ?? usualWidth, settings: settings.own)
        guard let content = try content(of: entry, request) else { throw lacking(directive, in: context) }
        let number = figures.count + 1
        let placement = try place(
            directive, settings, number: number, target: .figure(number), caption: content.caption,
            facts: content.facts, in: &context)
        var alternativeText = content.alternativeText
        if let own = settings.alternativeText {
            var inner = context
            inner.facts = placement.facts
            inner.directiveFree = "an alternative text"
            let line = directive.settings.first { $0.name == "alt" }?.line ?? directive.line
            alternativeText = try expandLine(own, line: line, in: &inner).plainText
        }
        figures.append(
            PlacedFigure(
                placement: placement, content: content, alternativeText: alternativeText,
                fileName: fileName(for: entry.name)))
        return block(.figure(figures.count - 1), directive)
    }

    private mutating func table(_ directive: Directive, in context: inout Context) throws -> Block {
        let entry = try found(
            material.table(directive.argument), directive, among: material.tables.map(\.name), in: context)
        let settings = try settings(of: directive, options: entry.options, isFigure: false, in: context)
        guard let content = try entry.make(settings.own) else { throw lacking(directive, in: context) }
        let number = tables.count + 1
        let placement = try place(
            directive, settings, number: number, target: .table(number), caption: content.caption,
            facts: content.facts, in: &context)
        tables.append(PlacedTable(placement: placement, content: content))
        return block(.valueTable(tables.count - 1), directive)
    }

    /// Makes a figure or table known by its name, and expands its caption.
    private mutating func place(
        _ directive: Directive, _ settings: CommonSettings, number: Int, target: Document.Target,
        caption defaultCaption: String, facts: [String: Value], in context: inout Context
    ) throws -> Placement {
        let id = try id(of: directive, settings, "\(directive.name)-\(number)", in: context)
        targets[id] = target
        let facts = Dictionary(uniqueKeysWithValues: facts.map { ("\(directive.name).\($0)", $1) })
        return Placement(
            name: directive.argument, id: id, number: number,
            caption: try caption(of: directive, default: defaultCaption, facts: facts, in: &context),
            source: context.file.text(from: directive.line, through: directive.lastLine), facts: facts,
            showsSource: settings.source, showsData: settings.data)
    }

    private mutating func id(
        of directive: Directive, _ settings: CommonSettings, _ otherwise: String, in context: Context
    ) throws -> String {
        guard let name = settings.name else { return freeID(otherwise) }
        try takeID(name, at: settings.nameLine, in: context)
        return name
    }

    /// What the directive says below its options, or the catalogue's own words if it says nothing.
    private mutating func caption(
        of directive: Directive, default defaultCaption: String, facts: [String: Value],
        in context: inout Context
    ) throws -> [Block] {
        let isOwn = !directive.body.trimmed.isEmpty
        var inner = context
        inner.facts = facts
        inner.directiveFree = "a caption"
        let blocks = try expand(
            isOwn ? directive.body : defaultCaption, firstLine: isOwn ? directive.bodyLine : directive.line,
            in: &inner)
        for block in blocks {
            if case .heading = block.content {
                throw TemplateError(
                    file: context.file.path, line: block.line, message: "a heading has no place in a caption")
            }
        }
        return blocks
    }

    // MARK: Formulas

    private mutating func equation(_ directive: Directive, in context: Context) throws -> Block {
        var label: (id: String, number: Int)?
        for setting in directive.settings {
            guard setting.name == "label" else {
                throw TemplateError(
                    file: context.file.path, line: setting.line,
                    message: "{math} has no option \(setting.name); known is label")
            }
            guard label == nil else {
                throw TemplateError(
                    file: context.file.path, line: setting.line, message: "the option label is set twice")
            }
            try takeID(setting.value, at: setting.line, in: context)
            let number = equations.count { $0.label != nil } + 1
            label = (setting.value, number)
            targets[setting.value] = .equation(number)
        }
        // MyST takes a formula of one line after the braces, too.
        let isOnFence = directive.body.trimmed.isEmpty
        let latex = isOnFence ? directive.argument : directive.body
        guard !latex.trimmed.isEmpty else {
            throw TemplateError(
                file: context.file.path, line: directive.line, message: "{math} holds no formula")
        }
        let math = try context.located(isOnFence ? directive.line : directive.bodyLine) {
            try MathML.element(for: latex, isBlock: true)
        }
        equations.append(PlacedEquation(math: math, label: label))
        return block(.equation(equations.count - 1), directive)
    }

    // MARK: Conditions and included files

    private mutating func condition(_ directive: Directive, in context: inout Context) throws -> [Block] {
        try refuseSettings(of: directive, in: context)
        let holds = try context.located(directive.line) {
            guard !directive.argument.isEmpty else {
                throw TemplateProblem(message: "{if} needs a condition after it on its line")
            }
            return try Condition(parsing: directive.argument).holds {
                try conditionValue(named: $0, in: context)
            }
        }
        return holds ? try expand(directive.body, firstLine: directive.bodyLine, in: &context) : []
    }

    /// A value; whether the run has a figure (`figure.recall-examples`) or table; or, for the first word of
    /// some values' names (`evaluation`), whether it has any of them.
    private mutating func conditionValue(named name: String, in context: Context) throws -> Value {
        if let value = material.value(name) { return try value.read() }
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        if parts.count == 2, parts[0] == "figure", let figure = material.figure(parts[1]) {
            return .flag(try content(of: figure, FigureRequest(width: usualWidth)) != nil)
        }
        if parts.count == 2, parts[0] == "table", let table = material.table(parts[1]) {
            return .flag(try table.make(CatalogueSettings()) != nil)
        }
        let members = material.values.filter { $0.name.hasPrefix(name + ".") }
        if !members.isEmpty { return .flag(try members.contains { try $0.read() != .missing }) }
        let names =
            material.values.map(\.name) + material.figures.map { "figure." + $0.name }
            + material.tables.map { "table." + $0.name }
        throw TemplateProblem(
            message: "there is no value \(name)" + material.hint(for: name, among: names))
    }

    private mutating func include(_ directive: Directive, in context: inout Context) throws -> [Block] {
        try refuseSettings(of: directive, in: context)
        guard !directive.argument.isEmpty else {
            throw TemplateError(
                file: context.file.path, line: directive.line,
                message: "{include} needs a file after it on its line")
        }
        guard directive.body.trimmed.isEmpty else {
            throw TemplateError(
                file: context.file.path, line: directive.bodyLine, message: "{include} takes no text below it"
            )
        }
        let path =
            directive.argument.hasPrefix("/")
            ? directive.argument : Self.path(of: directive.argument, beside: context.file.path)
        let file: TemplateFile
        do {
            file = try TemplateFile(reading: path)
        } catch ReportError.unreadable(let path, let reason) {
            throw TemplateError(
                file: context.file.path, line: directive.line, message: "cannot include \(path): \(reason)")
        }
        let resolved = Self.resolvedPath(of: file)
        guard !context.includeChain.contains(resolved) else {
            throw TemplateError(
                file: context.file.path, line: directive.line,
                message: "\(path) includes itself"
                    + (context.includeChain.last == resolved ? "" : " by way of others"))
        }
        let (_, firstLine) = try FrontMatter.read(from: file)
        guard firstLine == 1 else {
            throw TemplateError(
                file: path, line: 1, message: "an included file has no front matter of its own")
        }
        var inner = Context(file: file, includeChain: context.includeChain + [resolved], depth: context.depth)
        return try expand(file.lines.joined(separator: "\n"), firstLine: 1, in: &inner)
    }

    /// The path of a file that another file names.
    static func path(of name: String, beside file: String) -> String {
        guard let slash = file.lastIndex(of: "/") else { return name }
        return String(file[...slash]) + name
    }
}
