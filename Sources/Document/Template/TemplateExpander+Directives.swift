import Foundation
import Text

/// Directives, the fenced blocks with a name in braces: figures, tables, formulas, conditions, included files.
extension TemplateExpander {
    mutating func expand(_ directive: Directive, in scope: inout Scope) throws -> [Block] {
        if let place = scope.directiveFree {
            throw scope.error(directive.line, "the directive {\(directive.name)} is not allowed in \(place)")
        }
        guard scope.depth < Directive.deepestNesting else {
            throw scope.error(directive.line, "directives nest more than \(Directive.deepestNesting) deep")
        }
        scope.depth += 1
        defer { scope.depth -= 1 }
        switch directive.name {
        case "figure": return [try figure(directive, in: &scope)]
        case "table": return [try table(directive, in: &scope)]
        case "math": return [try equation(directive, in: scope)]
        case "if": return try condition(directive, in: &scope)
        case "include": return try include(directive, in: &scope)
        case "note", "warning":
            try refuseSettings(of: directive, in: scope)
            let blocks = try expand(directive.body, firstLine: directive.bodyLine, in: &scope)
            return [block(.aside(kind: directive.name, blocks), directive)]
        case "dropdown":
            try refuseSettings(of: directive, in: scope)
            let summary = try expandLine(directive.argument, line: directive.line, in: &scope)
            guard !summary.isEmpty else {
                throw scope.error(directive.line, "{dropdown} needs a title after it on the same line")
            }
            let blocks = try expand(directive.body, firstLine: directive.bodyLine, in: &scope)
            return [block(.details(summary: summary, blocks), directive)]
        default:
            throw scope.error(
                directive.line,
                "there is no directive {\(directive.name)}"
                    + NearestNames.suggestion(for: directive.name, among: Directive.names))
        }
    }

    private func block(_ content: Block.Content, _ directive: Directive) -> Block {
        Block(content: content, line: directive.line, lastLine: directive.lastLine)
    }

    private func refuseSettings(of directive: Directive, in scope: Scope) throws {
        if let first = directive.settings.first {
            throw scope.error(first.line, "{\(directive.name)} has no option \(first.name)")
        }
    }

    // MARK: Figures and tables

    /// The options of one directive: those that every figure and table has, and its own.
    private struct CommonSettings {
        var name: String?
        var nameLine = 0
        var alternativeText: String?
        var width: FigureWidth?
        var source: FrontMatter.Visibility
        var data: FrontMatter.Visibility
        var own = DirectiveSettings()
    }

    private func settings(
        of directive: Directive, options: [any AnyDirectiveOption], isFigure: Bool, in scope: Scope
    ) throws -> CommonSettings {
        var result = CommonSettings(
            source: frontMatter.source, data: isFigure ? frontMatter.data : .hidden)
        var seen: Set<String> = []
        for setting in directive.settings {
            try scope.located(setting.line) {
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
                    guard let width = FigureWidth(setting.value) else {
                        throw TemplateProblem(
                            message: "width must be \(FigureWidth.form), not \"\(setting.value)\"")
                    }
                    result.width = width
                default:
                    guard let option = options.first(where: { $0.name == setting.name }) else {
                        let common = isFigure ? Directive.figureOptions : Directive.tableOptions
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

    /// The result of `entry` for the directive's argument. An unknown name is an error that suggests similar names.
    private func found<Entry>(
        _ entry: (String) -> Entry?, _ directive: Directive, among names: [String], in scope: Scope
    ) throws -> Entry {
        guard let entry = entry(directive.argument) else {
            let problem =
                directive.argument.isEmpty
                ? "{\(directive.name)} needs the name of a \(directive.name)"
                : "there is no \(directive.name) \(directive.argument)"
            throw scope.error(directive.line, problem + hint(for: directive.argument, among: names))
        }
        return entry
    }

    /// The text after "there is no value `name`": where the name is known, or which names are similar.
    func hint(for name: String, among names: [String]) -> String {
        context.otherPlace(of: name).map { ": it is \($0)" }
            ?? NearestNames.suggestion(for: name, among: names)
    }

    /// The width of figures without a width of their own; `nil` leaves it to each figure.
    private var usualWidth: FigureWidth? { figureWidth ?? frontMatter.figureWidth }

    /// A figure, computed only once for each request: a condition and a directive often ask for the same one.
    private mutating func content(
        of figure: String, _ request: FigureRequest
    ) throws -> DocumentFigure<Context.Drawing>? {
        if let known = knownFigures[figure]?[request] { return known }
        let content = try context.figure(figure, request)
        knownFigures[figure, default: [:]][request] = .some(content)
        return content
    }

    private func lacking(_ directive: Directive, in scope: Scope) -> TemplateError {
        scope.error(
            directive.line,
            "this run has no data for the \(directive.name) \(directive.argument); put it into a block "
                + "{if} \(directive.name).\(directive.argument)")
    }

    private mutating func figure(_ directive: Directive, in scope: inout Scope) throws -> Block {
        let options = try found(context.figureOptions, directive, among: context.figureNames, in: scope)
        let settings = try settings(of: directive, options: options, isFigure: true, in: scope)
        let request = FigureRequest(width: settings.width ?? usualWidth, settings: settings.own)
        guard let content = try content(of: directive.argument, request) else {
            throw lacking(directive, in: scope)
        }
        let number = document.figures.count + 1
        let placement = try place(
            directive, settings, number: number, target: .figure(number), caption: content.caption,
            facts: content.facts, in: &scope)
        var alternativeText = content.alternativeText
        if let own = settings.alternativeText {
            var inner = scope
            inner.facts = placement.facts
            inner.directiveFree = "an alternative text"
            let line = directive.settings.first { $0.name == "alt" }?.line ?? directive.line
            alternativeText = try expandLine(own, line: line, in: &inner).plainText
        }
        document.figures.append(
            PlacedFigure(
                placement: placement, size: content.size, alternativeText: alternativeText,
                data: content.data, fileName: fileName(for: directive.argument)))
        drawings.append(content.drawing)
        return block(.figure(document.figures.count - 1), directive)
    }

    private mutating func table(_ directive: Directive, in scope: inout Scope) throws -> Block {
        let options = try found(context.tableOptions, directive, among: context.tableNames, in: scope)
        let settings = try settings(of: directive, options: options, isFigure: false, in: scope)
        guard let content = try context.table(directive.argument, settings.own) else {
            throw lacking(directive, in: scope)
        }
        let number = document.tables.count + 1
        let placement = try place(
            directive, settings, number: number, target: .table(number), caption: content.caption,
            facts: content.facts, in: &scope)
        document.tables.append(PlacedTable(placement: placement, content: content))
        return block(.valueTable(document.tables.count - 1), directive)
    }

    /// Registers the label of a figure or table, and expands its caption.
    private mutating func place(
        _ directive: Directive, _ settings: CommonSettings, number: Int, target: ExpandedTemplate.Target,
        caption defaultCaption: String, facts: [String: Value], in scope: inout Scope
    ) throws -> Placement {
        let id = try id(of: directive, settings, "\(directive.name)-\(number)", in: scope)
        document.targets[id] = target
        let facts = Dictionary(uniqueKeysWithValues: facts.map { ("\(directive.name).\($0)", $1) })
        return Placement(
            name: directive.argument, id: id, number: number,
            caption: try caption(of: directive, default: defaultCaption, facts: facts, in: &scope),
            source: scope.file.text(from: directive.line, through: directive.lastLine), facts: facts,
            showsSource: settings.source, showsData: settings.data)
    }

    private mutating func id(
        of directive: Directive, _ settings: CommonSettings, _ otherwise: String, in scope: Scope
    ) throws -> String {
        guard let name = settings.name else { return freeID(otherwise) }
        try takeID(name, at: settings.nameLine, in: scope)
        return name
    }

    /// The expanded caption: the text below the directive's options, or the standard caption if there is none.
    private mutating func caption(
        of directive: Directive, default defaultCaption: String, facts: [String: Value],
        in scope: inout Scope
    ) throws -> [Block] {
        let isOwn = !directive.body.trimmed.isEmpty
        var inner = scope
        inner.facts = facts
        inner.directiveFree = "a caption"
        let blocks = try expand(
            isOwn ? directive.body : defaultCaption, firstLine: isOwn ? directive.bodyLine : directive.line,
            in: &inner)
        for block in blocks {
            if case .heading = block.content {
                throw scope.error(block.line, "a caption cannot contain a heading")
            }
        }
        return blocks
    }

    // MARK: Formulas

    private mutating func equation(_ directive: Directive, in scope: Scope) throws -> Block {
        var label: (id: String, number: Int)?
        for setting in directive.settings {
            guard setting.name == "label" else {
                throw scope.error(setting.line, "{math} has no option \(setting.name); known is label")
            }
            guard label == nil else {
                throw scope.error(setting.line, "the option label is set twice")
            }
            try takeID(setting.value, at: setting.line, in: scope)
            let number = document.equations.count { $0.label != nil } + 1
            label = (setting.value, number)
            document.targets[setting.value] = .equation(number)
        }
        // In MyST a formula may also follow the braces on the same line.
        let isOnFence = directive.body.trimmed.isEmpty
        let latex = isOnFence ? directive.argument : directive.body
        guard !latex.trimmed.isEmpty else {
            throw scope.error(directive.line, "{math} has no formula")
        }
        let math = try scope.located(isOnFence ? directive.line : directive.bodyLine) {
            try MathML.element(for: latex, isBlock: true)
        }
        document.equations.append(PlacedEquation(math: math, label: label))
        return block(.equation(document.equations.count - 1), directive)
    }

    // MARK: Conditions and included files

    private mutating func condition(_ directive: Directive, in scope: inout Scope) throws -> [Block] {
        try refuseSettings(of: directive, in: scope)
        let holds = try scope.located(directive.line) {
            guard !directive.argument.isEmpty else {
                throw TemplateProblem(message: "{if} needs a condition after it on the same line")
            }
            return try Condition(parsing: directive.argument).holds {
                try conditionValue(named: $0, in: scope)
            }
        }
        return holds ? try expand(directive.body, firstLine: directive.bodyLine, in: &scope) : []
    }

    /// The value of a name in a condition. For a figure (`figure.recall-examples`) or table, whether the run has data for
    /// it; for the first word of the names of values (`evaluation`), whether the run has any of these values.
    private mutating func conditionValue(named name: String, in scope: Scope) throws -> Value {
        if let value = context.value(name) { return value }
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        if parts.count == 2, parts[0] == "figure", context.figureOptions(parts[1]) != nil {
            return .flag(try content(of: parts[1], FigureRequest(width: usualWidth)) != nil)
        }
        if parts.count == 2, parts[0] == "table", context.tableOptions(parts[1]) != nil {
            return .flag(try context.table(parts[1], DirectiveSettings()) != nil)
        }
        let members = context.valueNames.filter { $0.hasPrefix(name + ".") }
        if !members.isEmpty { return .flag(members.contains { context.value($0) != .missing }) }
        let names =
            context.valueNames + context.figureNames.map { "figure." + $0 }
            + context.tableNames.map { "table." + $0 }
        throw TemplateProblem(message: "there is no value \(name)" + hint(for: name, among: names))
    }

    private mutating func include(_ directive: Directive, in scope: inout Scope) throws -> [Block] {
        try refuseSettings(of: directive, in: scope)
        guard !directive.argument.isEmpty else {
            throw scope.error(directive.line, "{include} needs a file after it on the same line")
        }
        guard directive.body.trimmed.isEmpty else {
            throw scope.error(directive.bodyLine, "{include} cannot have text below it")
        }
        let path = scope.file.path(to: directive.argument)
        let file: TemplateFile
        do {
            file = try TemplateFile(reading: path)
        } catch TemplateFileError.unreadable(let path, let reason) {
            throw scope.error(directive.line, "cannot include \(path): \(reason)")
        }
        let resolved = file.resolvedPath
        guard !scope.includeChain.contains(resolved) else {
            throw scope.error(
                directive.line,
                "\(path) includes itself"
                    + (scope.includeChain.last == resolved ? "" : " through other files"))
        }
        let (_, firstLine) = try FrontMatter.read(from: file)
        guard firstLine == 1 else {
            throw TemplateError(
                file: path, line: 1, message: "an included file cannot have front matter")
        }
        var inner = Scope(file: file, includeChain: scope.includeChain + [resolved], depth: scope.depth)
        return try expand(file.lines.joined(separator: "\n"), firstLine: 1, in: &inner)
    }
}
