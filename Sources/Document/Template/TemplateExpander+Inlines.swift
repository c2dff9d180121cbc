import Text

/// Inline elements: substitutions, roles and footnotes.
extension TemplateExpander {
    mutating func expand(_ inlines: [Inline], in scope: inout Scope) throws -> [Inline] {
        var result: [Inline] = []
        var run = TextRun()
        for inline in inlines {
            switch inline.content {
            case .text(let text): run.append(text, line: inline.line)
            case .softBreak: run.append("\n", line: inline.line)
            case .code(let code):
                let role = run.takeRole()
                result += try substitute(in: run, scope: scope)
                run = TextRun()
                result.append(
                    try role.map { try expand(role: $0, code, at: inline.line, in: scope) } ?? inline)
            default:
                result += try substitute(in: run, scope: scope)
                run = TextRun()
                result.append(try expand(inline, in: &scope))
            }
        }
        return result + (try substitute(in: run, scope: scope))
    }

    private mutating func expand(_ inline: Inline, in scope: inout Scope) throws -> Inline {
        var result = inline
        switch inline.content {
        case .emphasis(let children): result.content = .emphasis(try expand(children, in: &scope))
        case .strong(let children): result.content = .strong(try expand(children, in: &scope))
        case .strikethrough(let children): result.content = .strikethrough(try expand(children, in: &scope))
        case .link(let address, let title, let text):
            try checkAddress(address, at: inline.line, in: scope)
            result.content = .link(address: address, title: title, text: try expand(text, in: &scope))
        case .image(let address, let title, let text):
            try checkAddress(address, at: inline.line, in: scope)
            let picture = try EmbeddedPicture.dataAddress(
                of: address, beside: scope.file, line: inline.line)
            result.content = .image(address: picture, title: title, text: try expand(text, in: &scope))
        case .footnote(let number):
            result.content = .footnote(try documentFootnote(number, in: &scope))
        case .text, .softBreak, .lineBreak, .code, .html, .math, .reference, .citation: break
        }
        return result
    }

    private func checkAddress(_ address: String, at line: Int, in scope: Scope) throws {
        if address.contains("{{") {
            throw scope.error(line, "an address cannot contain a substitution")
        }
    }

    /// The number in the document of a fragment's footnote. The first reference to a footnote expands it.
    private mutating func documentFootnote(_ number: Int, in scope: inout Scope) throws -> Int {
        if let known = scope.footnoteNumbers[number] { return known }
        guard scope.footnotes.indices.contains(number - 1) else { return number }
        document.footnotes.append([])
        let place = document.footnotes.count
        scope.footnoteNumbers[number] = place
        document.footnotes[place - 1] = try expand(scope.footnotes[number - 1], in: &scope)
        return place
    }

    // MARK: Roles

    private mutating func expand(role: String, _ text: String, at line: Int, in scope: Scope) throws
        -> Inline
    {
        guard let role = Role(rawValue: role) else {
            throw scope.error(
                line,
                "there is no role {\(role)}"
                    + NearestNames.suggestion(for: role, among: Role.allCases.map(\.rawValue)))
        }
        switch role {
        case .numref, .eq, .ref:
            var label = text.trimmed
            var pattern: String?
            if label.hasSuffix(">"), let start = label.lastIndex(of: "<") {
                pattern = label[..<start].trimmed
                label = label[label.index(after: start)...].dropLast().trimmed
            }
            noteReference(to: label, at: line, in: scope)
            return Inline(content: .reference(label: label, pattern: pattern), line: line)
        case .math:
            let markup = try scope.located(line) { try MathML.element(for: text, isBlock: false) }
            return Inline(content: .math(markup: markup, source: text.trimmed), line: line)
        case .cite:
            let numbers = try text.split(separator: ",").map { key in
                try scope.located(line) { try citationNumber(of: String(key).trimmed) }
            }
            return Inline(content: .citation(numbers), line: line)
        }
    }

    /// The number of a work in the reference list. The first citation gives it the next one.
    private mutating func citationNumber(of key: String) throws -> Int {
        if let known = document.references.firstIndex(where: { $0.key == key }) { return known + 1 }
        guard let reference = try known().first(where: { $0.key == key }) else {
            throw TemplateProblem(
                message: "no bibliography has the work \(key)"
                    + NearestNames.suggestion(for: key, among: try known().map(\.key)))
        }
        document.references.append(reference)
        return document.references.count
    }

    /// The works of the bibliography that the front matter names, and then those that come with the program.
    private mutating func known() throws -> [Reference] {
        if let knownReferences { return knownReferences }
        let references = try bibliographies.flatMap(BibTeXReader.references(in:))
        knownReferences = references
        return references
    }

    // MARK: Substitutions

    /// The inlines of `run` with every `{{ … }}` replaced by its value.
    private mutating func substitute(in run: TextRun, scope: Scope) throws -> [Inline] {
        var result: [Inline] = []
        var rest = run.text[...]
        // Counted from place to place, because a paragraph may have thousands of substitutions.
        var (line, counted) = (run.firstLine, rest.startIndex)
        while let opening = rest.firstRange(of: "{{") {
            line += run.text[counted..<opening.lowerBound].count { $0 == "\n" }
            counted = opening.lowerBound
            let inner = rest[opening.upperBound...]
            guard let end = Self.end(of: inner) else {
                throw scope.error(line, "a substitution opened with {{ is not closed by }}")
            }
            result += TextRun.inlines(rest[..<opening.lowerBound], before: line)
            let content = try value(of: String(inner[..<end]), at: line, in: scope)
            result.append(Inline(content: content, line: line))
            rest = inner[end...].dropFirst(2)
        }
        return result + TextRun.inlines(rest, before: line + run.text[counted...].count { $0 == "\n" })
    }

    /// The first }} outside of quotes.
    private static func end(of substitution: Substring) -> String.Index? {
        var quote: Character?
        return substitution.indices.first { index in
            let character = substitution[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "}" {
                return substitution[index...].hasPrefix("}}")
            }
            return false
        }
    }

    private mutating func value(of text: String, at line: Int, in scope: Scope) throws -> Inline.Content {
        try scope.located(line) {
            try budget.spend(.substitutions)
            let expression = try Expression(parsing: text)
            var value = try expression.source.value { try self.value(named: $0, in: scope) }
            for filter in expression.filters { value = try Filter.apply(filter, to: value) }
            switch value {
            case .missing:
                throw TemplateProblem(
                    message:
                        "this run has no \(text.trimmed); put the sentence into an {if} block, or add "
                        + "| default(\"…\") to the value")
            case .code(let code):
                try budget.spend(.insertions, code.utf8.count)
                return .code(code)
            default:
                let text = value.plainText
                try budget.spend(.insertions, text.utf8.count)
                return .text(text)
            }
        }
    }

    /// - Throws: ``TemplateProblem`` if there is no such value in the catalogue.
    func value(named name: String, in scope: Scope) throws -> Value {
        if let fact = scope.facts[name] { return fact }
        if let value = context.value(name) { return value }
        let names = context.valueNames + Array(scope.facts.keys)
        throw TemplateProblem(message: "there is no value \(name)" + hint(for: name, among: names))
    }
}

/// A name in braces right before code: {numref}`fig-loss`.
enum Role: String, CaseIterable { case numref, eq, ref, math, cite }

/// Consecutive pieces of plain text and the line breaks between them, as one string with line numbers.
private struct TextRun {
    private(set) var text = ""
    private(set) var firstLine = 0

    mutating func append(_ more: String, line: Int) {
        if text.isEmpty { firstLine = line }
        text += more
    }

    /// Removes the name of a role in braces from the end of the text and returns it; `nil` if there is none.
    mutating func takeRole() -> String? {
        guard text.hasSuffix("}"),
            let role = text.firstMatch(of: /\{(\p{Alphabetic}[\p{Alphabetic}:-]*)\}\z/)
        else { return nil }
        text.removeSubrange(role.range)
        return String(role.output.1)
    }

    /// A part of the text, which ends on a line of the file, as separate pieces and line breaks again.
    static func inlines(_ part: Substring, before lastLine: Int) -> [Inline] {
        guard !part.isEmpty else { return [] }
        var line = lastLine - part.count { $0 == "\n" }
        var result: [Inline] = []
        for (index, piece) in part.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if index > 0 {
                result.append(Inline(content: .softBreak, line: line))
                line += 1
            }
            if !piece.isEmpty { result.append(Inline(content: .text(String(piece)), line: line)) }
        }
        return result
    }
}
