import CYAML

/// A node of a YAML or JSON5 text. Scalars stay text until whoever knows their type reads them, so that `1e-3`, `no` and
/// `010` mean what they say.
struct TextNode {
    indirect enum Content {
        case scalar(String)
        case sequence([TextNode])
        case mapping([(key: TextNode, value: TextNode)])
    }

    var content: Content
    /// The line on which the node starts, from 1.
    var line: Int

    /// The text of a scalar; `nil` for other nodes.
    var scalar: String? { if case .scalar(let text) = content { text } else { nil } }

    /// The pairs of a mapping, whose keys are scalars.
    ///
    /// - Throws: `LineError` for another node.
    func members(_ what: String) throws -> [(key: String, line: Int, value: TextNode)] {
        guard case .mapping(let pairs) = content else {
            throw LineError(line: line, problem: "\(what) has to be keys with values")
        }
        return pairs.map { ($0.key.scalar ?? "", $0.key.line, $0.value) }
    }

    /// The elements of a sequence, or the node itself if it is a scalar.
    ///
    /// - Throws: `LineError` for a mapping and for an empty sequence.
    func elements(_ what: String) throws -> [TextNode] {
        switch content {
        case .sequence(let elements) where !elements.isEmpty: return elements
        case .scalar: return [self]
        default: throw LineError(line: line, problem: "\(what) has to be a list of values")
        }
    }

    /// The text of a scalar.
    ///
    /// - Throws: `LineError` for another node.
    func text(_ what: String) throws -> String {
        guard let scalar else { throw LineError(line: line, problem: "\(what) has to be a single value") }
        return scalar
    }

    /// A scalar read as a number, as Swift's initializers read it.
    ///
    /// - Throws: `LineError` for anything else, and for a number outside the range.
    func number<Value: LosslessStringConvertible & Comparable>(
        _ what: String, in range: ClosedRange<Value>
    ) throws -> Value {
        guard let value = scalar.flatMap(Value.init), range.contains(value) else {
            throw LineError(
                line: line,
                problem: "\(what) has to be a number from \(range.lowerBound) to \(range.upperBound)"
                    + (scalar.map { ", not \($0)" } ?? ""))
        }
        return value
    }
}

extension TextNode {
    /// Aliases can make a small text a tree without end.
    private static let largestTree = 1_000_000

    /// Reads a YAML text, or a JSON5 text if its first character opens an object or a comment of JSON5.
    ///
    /// - Returns: `nil` for a text without a node.
    /// - Throws: `LineError`.
    static func read(_ text: String) throws -> TextNode? {
        let first = text.first { !$0.isWhitespace }
        let bytes = Array((first == "{" || first == "/" ? blankingJSON5(text) : text).utf8)
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) != 0 else {
            throw LineError(line: nil, problem: "not enough memory")
        }
        defer { yaml_parser_delete(&parser) }
        return try bytes.withUnsafeBufferPointer { bytes in
            yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
            let node = try document(&parser)
            if node != nil, let second = try document(&parser) {
                throw LineError(line: second.line, problem: "there is a second document")
            }
            return node
        }
    }

    private static func document(_ parser: inout yaml_parser_t) throws -> TextNode? {
        var document = yaml_document_t()
        guard yaml_parser_load(&parser, &document) != 0 else {
            let problem = parser.problem.map { String(cString: $0) } ?? "not YAML"
            throw LineError(line: Int(parser.problem_mark.line) + 1, problem: problem)
        }
        defer { yaml_document_delete(&document) }
        guard let root = yaml_document_get_root_node(&document) else { return nil }
        var room = largestTree
        return try node(root, in: &document, &room, depth: 0)
    }

    private static func node(
        _ pointer: UnsafeMutablePointer<yaml_node_t>, in document: inout yaml_document_t, _ room: inout Int,
        depth: Int
    ) throws -> TextNode {
        let node = pointer.pointee
        let line = Int(node.start_mark.line) + 1
        room -= 1
        guard room > 0, depth < 16 else {
            throw LineError(line: line, problem: "the tree of values is too large or too deep")
        }
        func child(_ index: Int32) throws -> TextNode {
            guard let child = yaml_document_get_node(&document, index) else {
                throw LineError(line: line, problem: "not YAML")
            }
            return try Self.node(child, in: &document, &room, depth: depth + 1)
        }
        switch node.type {
        case YAML_SEQUENCE_NODE:
            let items = node.data.sequence.items
            let indices = UnsafeBufferPointer(start: items.start, count: items.top - items.start)
            return TextNode(content: .sequence(try indices.map(child)), line: line)
        case YAML_MAPPING_NODE:
            let pairs = node.data.mapping.pairs
            var members: [(key: TextNode, value: TextNode)] = []
            var keys: Set<String> = []
            for pair in UnsafeBufferPointer(start: pairs.start, count: pairs.top - pairs.start) {
                let key = try child(pair.key)
                let name = try key.text("a key")
                guard keys.insert(name).inserted else {
                    throw LineError(line: key.line, problem: "the key “\(name)” stands twice")
                }
                members.append((key, try child(pair.value)))
            }
            return TextNode(content: .mapping(members), line: line)
        default:
            let scalar = node.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            return TextNode(content: .scalar(String(decoding: bytes, as: UTF8.self)), line: line)
        }
    }

    /// A JSON5 text as YAML: without comments, and with a space after each colon. Lines stay where they are.
    private static func blankingJSON5(_ text: String) -> String {
        text.replacing(
            /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/|:|\t/
        ) { match -> String in
            switch match.output.first {
            case "/": match.output.filter(\.isNewline)
            case ":": ": "
            case "\t": " "
            default: String(match.output)
            }
        }
    }
}
