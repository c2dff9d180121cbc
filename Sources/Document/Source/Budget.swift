import Text

/// What one document may hold. A template that asks for more, by mistake or in malice, is refused before memory and time run
/// out.
struct Budget {
    /// Something that is counted.
    enum Item: String {
        case markdown = "bytes of Markdown"
        case includes = "included files"
        case substitutions
        case insertions = "bytes of values"
        case headings
        case cells = "table cells in Markdown"
        case references = "bytes of repeated link addresses"
        case figures, tables

        /// The largest number in a document.
        var limit: Int {
            switch self {
            case .markdown: 4_000_000
            case .includes: 1000
            case .substitutions: 20_000
            case .insertions: 20_000_000
            case .headings: 5000
            case .cells: 200_000
            case .references: 20_000_000
            case .figures: 200
            case .tables: 1000
            }
        }
    }

    private var spent: [Item: Int] = [:]

    /// Counts more of an item.
    ///
    /// - Throws: ``TemplateProblem`` beyond the limit.
    mutating func spend(_ item: Item, _ count: Int = 1) throws {
        spent[item, default: 0] += count
        guard spent[item, default: 0] <= item.limit else {
            throw TemplateProblem(
                message: "the document has more than \(NumberText.grouped(item.limit)) \(item.rawValue)")
        }
    }

    /// Counts what a piece of Markdown costs its parser. cmark-gfm fills the rows of a table up to the number of its columns,
    /// and copies the address of a reference definition to each link.
    mutating func spend(parsing markdown: String) throws {
        try spend(.markdown, markdown.utf8.count)
        var columns = 0
        var definition = 0
        var longestDefinition = 0
        var isDefinition = false
        for line in markdown.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let text = line.drop { " >\t".utf8.contains($0) }
            if text.isEmpty {
                (columns, definition, isDefinition) = (0, 0, false)
                continue
            }
            if columns > 0 { try spend(.cells, columns) }
            let pipes = text.count { $0 == UInt8(ascii: "|") }
            if pipes > 0, text.allSatisfy({ "|-: \t*+.)0123456789".utf8.contains($0) }) {
                columns = pipes + 1
            }
            // A definition may have its address and title in the lines after the label.
            definition += text.count
            isDefinition = isDefinition || text.first == UInt8(ascii: "[")
            if isDefinition { longestDefinition = max(longestDefinition, definition) }
        }
        if longestDefinition > 1000 {
            try spend(.references, longestDefinition * markdown.utf8.count { $0 == UInt8(ascii: "]") })
        }
    }
}
