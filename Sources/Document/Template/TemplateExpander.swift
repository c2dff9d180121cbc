import Text

/// Expands a template: substitutions become text, directives become figures, tables and formulas, and references become
/// numbers. Works on the tree that cmark-gfm parsed, so that no text of a run is ever parsed.
///
/// Substitutions and roles are in `TemplateExpander+Inlines.swift`, directives in
/// `TemplateExpander+Directives.swift`.
struct TemplateExpander<Context: TemplateContext> {
    let context: Context
    /// The width of figures without a width of their own, from the command line. It overrides the front matter.
    let figureWidth: FigureWidth?

    /// The expanded template, as far as it is known.
    var document = ExpandedTemplate()
    /// The drawings of the document's figures, in the same order.
    var drawings: [FigureDrawings<Context.Drawing>] = []
    /// What the same figures are in a composed one, but for their letters.
    var parts: [FigurePart] = []
    /// The drawings of the document's rows of figures.
    var rowDrawings: [Context.Drawing] = []
    /// The paths of the files in which works are looked up, in this order.
    var bibliographies: [String]
    /// The works in these files, once one is cited.
    var knownReferences: [Reference]?
    /// The numbers given to figures so far.
    var figureNumber = 0
    /// The figures computed so far, placed or only asked for, by name and request; `nil` for those with nothing to draw.
    var knownFigures: [String: [FigureRequest: DocumentFigure<Context.Drawing>?]] = [:]
    /// What the document has used of its limits.
    var budget = Budget()
    private var references: [(label: String, file: String, line: Int)] = []
    private var idCounts: [String: Int] = [:]
    private var fileNameCounts: [ExpandedTemplate.Target.Kind: [String: Int]] = [:]
    private var takenIDs: Set<String> = ["contents", "main"]

    /// The surroundings of a piece of Markdown that is expanded.
    struct Scope {
        var file: TemplateFile
        /// The footnotes of this fragment as parsed, and the document's numbers of those already referred to.
        var footnotes: [[Block]] = []
        var footnoteNumbers: [Int: Int] = [:]
        /// The values that only a caption can name: `figure.n`.
        var facts: [String: Value] = [:]
        /// The part of the page to which this piece belongs and in which directives are not allowed: `a caption`.
        var plainPart: String?
        /// The resolved paths of the files that include each other down to this one, which is the last.
        var includeChain: [String] = []
        /// The number of directives around this piece.
        var depth = 0

        func error(_ line: Int, _ message: String) -> TemplateError {
            TemplateError(file: file.path, line: line, message: message)
        }

        /// Calls `body`, and turns a ``TemplateProblem`` into a ``TemplateError`` at `line` of this file.
        func located<Result>(_ line: Int, _ body: () throws -> Result) throws -> Result {
            do {
                return try body()
            } catch let problem as TemplateProblem {
                throw problem.at(file: file.path, line: line)
            }
        }
    }

    init(context: Context, figureWidth: FigureWidth? = nil, bibliography: String? = nil) {
        self.context = context
        self.figureWidth = figureWidth
        bibliographies = [bibliography].compactMap(\.self)
    }

    mutating func expand(_ file: TemplateFile) throws -> ExpandedTemplate {
        let (frontMatter, firstLine) = try FrontMatter.read(from: file)
        document.frontMatter = frontMatter
        if let own = frontMatter[FrontMatter.bibliography] {
            bibliographies.insert(file.path(to: own), at: 0)
        }
        var scope = Scope(file: file, includeChain: [file.resolvedPath])
        var blocks = try expand(file.text(from: firstLine), firstLine: firstLine, in: &scope)
        let title = try line("title", in: file)
        document.subtitle = try line("subtitle", in: file) ?? []
        document.description = try line("description", in: file)?.plainText ?? ""
        if let title {
            document.title = title
        } else if let first = blocks.first, case .heading(1, let text, _) = first.content {
            // Without a title in the front matter, a level-1 heading at the start is the title.
            document.title = text
            blocks.removeFirst()
            if document.headings.first?.level == 1 { document.headings.removeFirst() }
        }
        document.blocks = blocks
        if !document.references.isEmpty {
            let title = [Inline(content: .text("References"), line: 1)]
            document.headings.append(.init(level: 2, text: title, id: freeID("references")))
        }
        try checkReferences()
        return document
    }

    /// Expands a text of the front matter, which must be one line of Markdown.
    private mutating func line(_ key: String, in file: TemplateFile) throws -> [Inline]? {
        guard let text = document.frontMatter.texts[key] else { return nil }
        var scope = Scope(file: file, plainPart: "the front matter")
        return try expandLine(text.text, line: text.line, in: &scope)
    }

    // MARK: Fragments and blocks

    /// Parses and expands a piece of Markdown whose first line is `firstLine` of the scope's file.
    mutating func expand(_ markdown: String, firstLine: Int, in scope: inout Scope) throws -> [Block] {
        try scope.located(firstLine) { try budget.spend(parsing: markdown) }
        let fragment = try MarkdownParser.parse(markdown, file: scope.file.path, firstLine: firstLine)
        // Footnotes and their numbers belong to one fragment.
        let outer = (scope.footnotes, scope.footnoteNumbers)
        scope.footnotes = fragment.footnotes
        scope.footnoteNumbers = [:]
        defer { (scope.footnotes, scope.footnoteNumbers) = outer }
        return try expand(fragment.blocks, in: &scope)
    }

    /// Parses and expands a text that must be one line, such as a title.
    mutating func expandLine(_ markdown: String, line: Int, in scope: inout Scope) throws -> [Inline] {
        let blocks = try expand(markdown, firstLine: line, in: &scope)
        guard let first = blocks.first else { return [] }
        guard blocks.count == 1, case .paragraph(let inlines) = first.content else {
            throw scope.error(line, "this text must be one line of plain Markdown")
        }
        return inlines
    }

    mutating func expand(_ blocks: [Block], in scope: inout Scope) throws -> [Block] {
        var result: [Block] = []
        for block in blocks { result += try expand(block, in: &scope) }
        return result
    }

    private mutating func expand(_ block: Block, in scope: inout Scope) throws -> [Block] {
        var result = block
        switch block.content {
        case .paragraph(let inlines): result.content = .paragraph(try expand(inlines, in: &scope))
        case .heading(let level, let text, _):
            result.content = try heading(level: level, text: text, at: block.line, in: &scope)
        case .quote(let children): result.content = .quote(try expand(children, in: &scope))
        case .list(var list):
            for index in list.items.indices {
                list.items[index].blocks = try expand(list.items[index].blocks, in: &scope)
            }
            result.content = .list(list)
        case .table(var table):
            for column in table.header.indices {
                table.header[column] = try expand(table.header[column], in: &scope)
            }
            for row in table.rows.indices {
                for column in table.rows[row].indices {
                    table.rows[row][column] = try expand(table.rows[row][column], in: &scope)
                }
            }
            result.content = .table(table)
        case .code(let info, let text):
            guard
                let directive = Directive(
                    info: info, text: text, line: block.line, lastLine: block.lastLine)
            else { return [block] }
            return try expand(directive, in: &scope)
        case .html(let markup):
            // How a value must be escaped in raw HTML depends on its context, which is unknown here.
            if let start = markup.firstRange(of: "{{") {
                throw TemplateError(
                    file: scope.file.path,
                    line: block.line + markup[..<start.lowerBound].count { $0 == "\n" },
                    message:
                        "raw HTML cannot contain substitutions; leave an empty line after the tag, so that "
                        + "Markdown follows")
            }
        case .rule, .figure, .figureRow, .valueTable, .equation, .aside, .box, .details: break
        }
        return [result]
    }

    private mutating func heading(
        level: Int, text: [Inline], at line: Int, in scope: inout Scope
    ) throws -> Block.Content {
        if level == 1, document.frontMatter.texts["title"] != nil {
            throw scope.error(line, "the front matter has the page's title, so sections must start with ##")
        }
        let text = try expand(text, in: &scope)
        try scope.located(line) { try budget.spend(.headings) }
        let id = freeID(Self.slug(text.plainText))
        document.targets[id] = .init(kind: .section, text: text.plainText)
        document.headings.append(ExpandedTemplate.Heading(level: level, text: text, id: id))
        return .heading(level: level, text: text, id: id)
    }

    // MARK: Names

    /// The words of a heading in lower case, joined by hyphens: `how-it-went`.
    private static func slug(_ text: String) -> String {
        let words = text.lowercased().split { !($0.isLetter || $0.isNumber) }
        return words.isEmpty ? "section" : words.joined(separator: "-")
    }

    /// The id `wanted`, followed by a number if it is taken.
    mutating func freeID(_ wanted: String) -> String {
        var id = wanted
        while !takenIDs.insert(id).inserted {
            idCounts[wanted, default: 1] += 1
            id = "\(wanted)-\(idCounts[wanted, default: 1])"
        }
        return id
    }

    /// Reserves an id that the template sets, and returns it.
    mutating func takeID(_ id: String, at line: Int, in scope: Scope) throws -> String {
        guard takenIDs.insert(id).inserted else {
            throw scope.error(line, "the name \(id) is already used above")
        }
        return id
    }

    /// The file name for a figure or table: its name, followed by a number from the second use on.
    mutating func fileName(for name: String, of kind: ExpandedTemplate.Target.Kind) -> String {
        let count = (fileNameCounts[kind]?[name] ?? 0) + 1
        fileNameCounts[kind, default: [:]][name] = count
        return count == 1 ? name : "\(name)-\(count)"
    }

    // MARK: References

    mutating func noteReference(to label: String, at line: Int, in scope: Scope) {
        references.append((label, scope.file.path, line))
    }

    private func checkReferences() throws {
        for (label, file, line) in references where document.targets[label] == nil {
            throw TemplateError(
                file: file, line: line,
                message: "nothing is named \(label)"
                    + NearestNames.suggestion(for: label, among: Array(document.targets.keys)))
        }
    }
}
