import CMarkGFM

/// A piece of Markdown as a tree: its blocks, and its footnotes, which the blocks refer to by number, counted from 1.
struct MarkdownFragment: Equatable, Sendable {
    var blocks: [Block]
    var footnotes: [[Block]]
}

/// Reads Markdown with cmark-gfm and its table, strikethrough, task list, autolink and footnote extensions.
///
/// The C tree is copied into Swift values and freed at once, so that no pointer leaves this file.
enum MarkdownParser {
    /// The deepest nesting that is accepted. Deeper nesting is a mistake or an attack and could exhaust the stack.
    static let deepestNesting = 100

    private static let extensions = ["table", "strikethrough", "tasklist", "autolink"]

    /// Registers the extensions once, because cmark-gfm keeps them in a global list without a lock.
    private static let registration: Void = cmark_gfm_core_extensions_ensure_registered()

    /// The tree of `source`, whose first line is line `firstLine` of `file`.
    ///
    /// - Throws: ``TemplateError`` if blocks or emphasis nest more than ``deepestNesting`` deep.
    static func parse(_ source: String, file: String, firstLine: Int = 1) throws -> MarkdownFragment {
        _ = registration
        let options =
            CMARK_OPT_SOURCEPOS | CMARK_OPT_FOOTNOTES | CMARK_OPT_FULL_INFO_STRING | CMARK_OPT_VALIDATE_UTF8
        func error(_ message: String) -> TemplateError {
            TemplateError(file: file, line: firstLine, message: message)
        }
        guard let parser = cmark_parser_new(options) else { throw error("cmark-gfm could not be started") }
        defer { cmark_parser_free(parser) }
        for name in extensions {
            guard let found = cmark_find_syntax_extension(name) else {
                throw error("this cmark-gfm has no extension \(name)")
            }
            cmark_parser_attach_syntax_extension(parser, found)
        }
        var text = source
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                if let start = characters.baseAddress {
                    cmark_parser_feed(parser, start, characters.count)
                }
            }
        }
        guard let root = cmark_parser_finish(parser) else {
            throw error("cmark-gfm could not read the template")
        }
        defer { cmark_node_free(root) }
        var copier = TreeCopier(file: file, lineOffset: firstLine - 1)
        let blocks = try copier.blocks(in: root)
        return MarkdownFragment(blocks: blocks, footnotes: copier.footnotes)
    }
}

/// Copies the nodes below a cmark-gfm node into Swift values.
private struct TreeCopier {
    let file: String
    let lineOffset: Int
    var footnotes: [[Block]] = []
    var depth = 0

    private func children(of node: OpaquePointer) -> [OpaquePointer] {
        Array(
            sequence(state: cmark_node_first_child(node)) { next in
                guard let node = next else { return nil }
                next = cmark_node_next(node)
                return node
            })
    }

    private func line(of node: OpaquePointer) -> Int { Int(cmark_node_get_start_line(node)) + lineOffset }

    private func string(_ pointer: UnsafePointer<CChar>?) -> String {
        pointer.map { String(cString: $0) } ?? ""
    }

    private mutating func descend<T>(from node: OpaquePointer, _ body: (inout Self) throws -> T) throws -> T {
        guard depth < MarkdownParser.deepestNesting else {
            throw TemplateError(
                file: file, line: line(of: node),
                message: "blocks nest more than \(MarkdownParser.deepestNesting) deep")
        }
        depth += 1
        defer { depth -= 1 }
        return try body(&self)
    }

    // MARK: Blocks

    mutating func blocks(in parent: OpaquePointer) throws -> [Block] {
        try descend(from: parent) { copier in
            var result: [Block] = []
            for node in copier.children(of: parent) {
                if cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION {
                    copier.footnotes.append(try copier.blocks(in: node))
                } else if let content = try copier.content(of: node) {
                    result.append(
                        Block(
                            content: content, line: copier.line(of: node),
                            lastLine: Int(cmark_node_get_end_line(node)) + copier.lineOffset))
                }
            }
            return result
        }
    }

    private mutating func content(of node: OpaquePointer) throws -> Block.Content? {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_PARAGRAPH: .paragraph(try inlines(in: node))
        case CMARK_NODE_HEADING:
            .heading(level: Int(cmark_node_get_heading_level(node)), text: try inlines(in: node), id: "")
        case CMARK_NODE_BLOCK_QUOTE: .quote(try blocks(in: node))
        case CMARK_NODE_LIST: .list(try list(node))
        case CMARK_NODE_CODE_BLOCK:
            .code(
                info: string(cmark_node_get_fence_info(node)), text: string(cmark_node_get_literal(node)))
        case CMARK_NODE_HTML_BLOCK: .html(string(cmark_node_get_literal(node)))
        case CMARK_NODE_THEMATIC_BREAK: .rule
        default:
            // The node types of extensions are assigned at run time, but their names are fixed.
            string(cmark_node_get_type_string(node)) == "table" ? .table(try table(node)) : nil
        }
    }

    private mutating func list(_ node: OpaquePointer) throws -> MarkdownList {
        let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
        let items = try children(of: node).map { item in
            let isTask = string(cmark_node_get_type_string(item)) == "tasklist"
            return MarkdownList.Item(
                isDone: isTask ? cmark_gfm_extensions_get_tasklist_item_checked(item) : nil,
                blocks: try blocks(in: item))
        }
        return MarkdownList(
            firstNumber: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
            isTight: cmark_node_get_list_tight(node) != 0, items: items)
    }

    private mutating func table(_ node: OpaquePointer) throws -> MarkdownTable {
        let letters = UnsafeBufferPointer(
            start: cmark_gfm_extensions_get_table_alignments(node),
            count: Int(cmark_gfm_extensions_get_table_columns(node)))
        let names = [UInt8(ascii: "l"): "left", UInt8(ascii: "c"): "centre", UInt8(ascii: "r"): "right"]
        var result = MarkdownTable(alignments: letters.map { names[$0] }, header: [], rows: [])
        for row in children(of: node) {
            let cells = try children(of: row).map { try inlines(in: $0) }
            if cmark_gfm_extensions_get_table_row_is_header(row) != 0 {
                result.header = cells
            } else {
                result.rows.append(cells)
            }
        }
        return result
    }

    // MARK: Inlines

    private mutating func inlines(in parent: OpaquePointer) throws -> [Inline] {
        try descend(from: parent) { copier in
            var result: [Inline] = []
            // Line breaks have no line number, so they get the number of the text before them.
            var lastLine = copier.line(of: parent)
            for node in copier.children(of: parent) {
                guard let content = try copier.inlineContent(of: node) else { continue }
                if cmark_node_get_start_line(node) > 0 { lastLine = copier.line(of: node) }
                result.append(Inline(content: content, line: lastLine))
            }
            return result
        }
    }

    private mutating func inlineContent(of node: OpaquePointer) throws -> Inline.Content? {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_TEXT: .text(string(cmark_node_get_literal(node)))
        case CMARK_NODE_SOFTBREAK: .softBreak
        case CMARK_NODE_LINEBREAK: .lineBreak
        case CMARK_NODE_CODE: .code(string(cmark_node_get_literal(node)))
        case CMARK_NODE_HTML_INLINE: .html(string(cmark_node_get_literal(node)))
        case CMARK_NODE_EMPH: .emphasis(try inlines(in: node))
        case CMARK_NODE_STRONG: .strong(try inlines(in: node))
        case CMARK_NODE_LINK:
            .link(
                address: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)),
                text: try inlines(in: node))
        case CMARK_NODE_IMAGE:
            .image(
                address: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)),
                text: try inlines(in: node))
        case CMARK_NODE_FOOTNOTE_REFERENCE:
            .footnote(Int(string(cmark_node_get_literal(node))) ?? 0)
        default:
            string(cmark_node_get_type_string(node)) == "strikethrough"
                ? .strikethrough(try inlines(in: node)) : nil
        }
    }
}
