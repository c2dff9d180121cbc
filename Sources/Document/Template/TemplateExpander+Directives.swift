import Foundation
import Text

/// Directives, the fenced blocks with a name in braces: figures, tables, formulas, conditions, included files.
extension TemplateExpander {
    mutating func expand(_ directive: Directive, in scope: inout Scope) throws -> [Block] {
        if let part = scope.plainPart {
            throw scope.error(directive.line, "the directive {\(directive.name)} is not allowed in \(part)")
        }
        guard scope.depth < Directive.deepestNesting else {
            throw scope.error(directive.line, "directives nest more than \(Directive.deepestNesting) deep")
        }
        guard let kind = Directive.Kind(rawValue: directive.name) else {
            let names = Directive.Kind.allCases.map(\.rawValue)
            throw scope.error(
                directive.line,
                "there is no directive {\(directive.name)}"
                    + NearestNames.suggestion(for: directive.name, among: names))
        }
        scope.depth += 1
        defer { scope.depth -= 1 }
        if ![.figure, .figures, .table, .math].contains(kind) {
            _ = try settings(of: directive, [], in: scope)
        }
        let content: Block.Content
        switch kind {
        case .figure: content = try figure(directive, in: &scope)
        case .figures: return try figureRow(directive, in: &scope)
        case .table: content = try table(directive, in: &scope)
        case .math: content = try equation(directive, in: scope)
        case .if: return try condition(directive, in: &scope)
        case .include: return try include(directive, in: &scope)
        case .note, .warning: content = .aside(kind: directive.name, try body(of: directive, in: &scope))
        case .box: content = .box(try body(of: directive, in: &scope))
        case .dropdown:
            let summary = try expandLine(directive.argument, line: directive.line, in: &scope)
            guard !summary.isEmpty else {
                throw scope.error(directive.line, "{dropdown} needs a title after it on the same line")
            }
            content = .details(summary: summary, try body(of: directive, in: &scope))
        }
        return [Block(content: content, line: directive.line, lastLine: directive.lastLine)]
    }

    private mutating func body(of directive: Directive, in scope: inout Scope) throws -> [Block] {
        try expand(directive.body, firstLine: directive.bodyLine, in: &scope)
    }

    /// The options that the directive sets, each one of `options`.
    private func settings(
        of directive: Directive, _ options: [any AnyDirectiveOption], in scope: Scope
    ) throws -> DirectiveSettings {
        var result = DirectiveSettings()
        for setting in directive.settings {
            try scope.located(setting.line) {
                guard let option = options.first(where: { $0.name == setting.name }) else {
                    let directive = "{\(directive.name)} \(directive.argument)".trimmed
                    throw TemplateProblem(
                        message: "\(directive) has no option \(setting.name)"
                            + NearestNames.suggestion(for: setting.name, among: options.map(\.name)))
                }
                try result.set(option, to: setting.value)
            }
        }
        return result
    }

    // MARK: Figures and tables

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
    private var usualWidth: FigureWidth? { figureWidth ?? document.frontMatter[CommonOption.width] }

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

    private mutating func figure(_ directive: Directive, in scope: inout Scope) throws -> Block.Content {
        try scope.located(directive.line) { try budget.spend(.figures) }
        let options = try found(context.figureOptions, directive, among: context.figureNames, in: scope)
        let settings = try settings(of: directive, CommonOption.ofFigures + options, in: scope)
        let request = FigureRequest(
            width: settings[CommonOption.width] ?? usualWidth, settings: settings.only(options))
        guard let content = try content(of: directive.argument, request) else {
            throw lacking(directive, in: scope)
        }
        figureNumber += 1
        let placement = try place(
            directive, settings, .init(kind: .figure, text: String(figureNumber)),
            caption: content.caption, facts: content.facts, in: &scope)
        var alternativeText = content.alternativeText
        if let own = settings[CommonOption.alternativeText] {
            var inner = scope
            inner.facts = placement.facts
            inner.plainPart = "an alternative text"
            let line = directive.line(of: CommonOption.alternativeText)
            alternativeText = try expandLine(own, line: line, in: &inner).plainText
        }
        let narrow =
            content.screenSize.width > PlacedFigure.widestInColumn
            // A figure that cannot be drawn so narrow scrolls instead.
            ? try? self.content(
                of: directive.argument, FigureRequest(width: .singleColumn, settings: request.settings))
            : nil
        document.figures.append(
            PlacedFigure(
                placement: placement, size: content.size, screenSize: content.screenSize,
                narrowSize: narrow?.screenSize,
                alternativeText: alternativeText, data: content.data,
                fileName: fileName(for: directive.argument, of: .figure)))
        parts.append(
            FigurePart(letter: "", name: directive.argument, settings: request.settings))
        drawings.append(FigureDrawings(full: content.drawing, narrow: narrow?.drawing))
        return .figure(document.figures.count - 1)
    }

    /// Figures that share a number. The blocks inside are figures, or conditions around them; text after them is said of
    /// the row as a whole. If conditions leave one figure, it is a figure like any other.
    private mutating func figureRow(_ directive: Directive, in scope: inout Scope) throws -> [Block] {
        let settings = try settings(of: directive, CommonOption.ofRows, in: scope)
        guard directive.argument.isEmpty else {
            throw scope.error(directive.line, "{figures} has no name of its own; put {figure} blocks into it")
        }
        let first = document.figures.count
        let number = figureNumber + 1
        let blocks = try body(of: directive, in: &scope)
        let members = first..<document.figures.count
        let caption = blocks.filter { if case .figure = $0.content { false } else { true } }
        for block in caption {
            guard case .paragraph = block.content else {
                throw scope.error(
                    block.line, "{figures} can only hold {figure} blocks and a caption below them")
            }
        }
        if members.count < 2 { return blocks }
        guard members.count <= Self.letters.count else {
            throw scope.error(directive.line, "{figures} can hold \(Self.letters.count) figures at most")
        }
        figureNumber = number
        let line = directive.line(of: CommonOption.name)
        let id =
            try settings[CommonOption.name].map { try takeID($0, at: line, in: scope) }
            ?? freeID("figures-\(number)")
        let target = ExpandedTemplate.Target(kind: .figure, text: String(number))
        document.targets[id] = target
        for (member, letter) in zip(members, Self.letters) {
            let text = "\(number)\(letter)"
            document.targets[document.figures[member].placement.id]?.text = text
            document.figures[member].placement.label = "\(target.kind.rawValue) \(text)"
            document.figures[member].row = (id, String(letter))
        }
        let sheet = try context.composed(
            zip(parts[members], Self.letters).map { part, letter in
                FigurePart(letter: String(letter), name: part.name, settings: part.settings)
            })
        rowDrawings.append(sheet.drawing)
        document.figureRows.append(
            PlacedFigureRow(
                id: id, members: members, caption: caption, label: "\(target.kind.rawValue) \(number)",
                fileName: "figure-\(number)", size: sheet.size))
        return [
            Block(
                content: .figureRow(document.figureRows.count - 1), line: directive.line,
                lastLine: directive.lastLine)
        ]
    }

    private static var letters: String { "abcdef" }

    private mutating func table(_ directive: Directive, in scope: inout Scope) throws -> Block.Content {
        try scope.located(directive.line) { try budget.spend(.tables) }
        let options = try found(context.tableOptions, directive, among: context.tableNames, in: scope)
        let settings = try settings(of: directive, CommonOption.ofTables + options, in: scope)
        guard let content = try context.table(directive.argument, settings.only(options)) else {
            throw lacking(directive, in: scope)
        }
        let placement = try place(
            directive, settings, .init(kind: .table, text: String(document.tables.count + 1)),
            caption: content.caption, facts: content.facts, in: &scope)
        document.tables.append(
            PlacedTable(
                placement: placement, content: content,
                fileName: fileName(for: directive.argument, of: .table)))
        return .valueTable(document.tables.count - 1)
    }

    /// Registers the label of a figure or table, and expands its caption.
    private mutating func place(
        _ directive: Directive, _ settings: DirectiveSettings, _ target: ExpandedTemplate.Target,
        caption: String, facts: [String: Value], in scope: inout Scope
    ) throws -> Placement {
        let line = directive.line(of: CommonOption.name)
        let id =
            try settings[CommonOption.name].map { try takeID($0, at: line, in: scope) }
            ?? freeID("\(directive.name)-\(target.text)")
        document.targets[id] = target
        let facts = Dictionary(uniqueKeysWithValues: facts.map { ("\(directive.name).\($0)", $1) })
        return Placement(
            name: directive.argument, id: id, label: "\(target.kind.rawValue) \(target.text)",
            caption: try self.caption(of: directive, default: caption, facts: facts, in: &scope),
            source: scope.file.text(from: directive.line, through: directive.lastLine), facts: facts,
            showsSource: settings[CommonOption.source] ?? document.frontMatter[CommonOption.source]
                ?? (target.kind == .figure ? .folded : .hidden),
            showsData: settings[CommonOption.data] ?? document.frontMatter[CommonOption.data] ?? .folded)
    }

    /// The expanded caption: the text below the directive's options, or the standard caption if there is none.
    private mutating func caption(
        of directive: Directive, default defaultCaption: String, facts: [String: Value],
        in scope: inout Scope
    ) throws -> [Block] {
        let isOwn = !directive.body.trimmed.isEmpty
        var inner = scope
        inner.facts = facts
        inner.plainPart = "a caption"
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

    private mutating func equation(_ directive: Directive, in scope: Scope) throws -> Block.Content {
        var label: (id: String, number: Int)?
        if let id = try settings(of: directive, [CommonOption.label], in: scope)[CommonOption.label] {
            let number = document.equations.count { $0.label != nil } + 1
            label = (try takeID(id, at: directive.line(of: CommonOption.label), in: scope), number)
            document.targets[id] = .init(kind: .equation, text: String(number))
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
        return .equation(document.equations.count - 1)
    }

    // MARK: Conditions and included files

    private mutating func condition(_ directive: Directive, in scope: inout Scope) throws -> [Block] {
        let holds = try scope.located(directive.line) {
            guard !directive.argument.isEmpty else {
                throw TemplateProblem(message: "{if} needs a condition after it on the same line")
            }
            return try Condition.holds(directive.argument) { try conditionValue(named: $0, in: scope) }
        }
        return holds ? try body(of: directive, in: &scope) : []
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
        guard !directive.argument.isEmpty else {
            throw scope.error(directive.line, "{include} needs a file after it on the same line")
        }
        guard directive.body.trimmed.isEmpty else {
            throw scope.error(directive.bodyLine, "{include} cannot have text below it")
        }
        try scope.located(directive.line) { try budget.spend(.includes) }
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
        return try expand(file.text(from: 1), firstLine: 1, in: &inner)
    }
}
