import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A strict reading of markup as XML: an element left open or an attribute without quotes is an error.
public enum XMLCheck {
    /// An element as it was met.
    public struct Element: Equatable {
        public var name: String
        public var attributes: [String: String]
    }

    /// What is wrong with `markup`, or `nil`.
    public static func problem(in markup: String) -> String? { read(markup).problem }

    /// The elements of `markup` in order, all its text, and what is wrong with it.
    public static func read(_ markup: String) -> (elements: [Element], text: String, problem: String?) {
        let collector = Collector()
        let parser = XMLParser(data: Data(markup.utf8))
        parser.shouldResolveExternalEntities = false
        parser.delegate = collector
        let isSound = parser.parse()
        let problem =
            isSound ? nil : "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "unknown")"
        return (collector.elements, collector.text, problem)
    }

    private final class Collector: NSObject, XMLParserDelegate {
        var elements: [Element] = []
        var text = ""

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            elements.append(Element(name: name, attributes: attributes))
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
    }
}
