import Foundation
import TestSupport
import Testing

@testable import Document

/// `templates/README.md` describes the whole template language.
@Suite struct TemplateGuideTests {
    @Test func nothingOfTheLanguageIsLeftOut() throws {
        let guide = try String(
            contentsOf: Package.root.appending(path: "templates/README.md"), encoding: .utf8)
        for filter in Filter.all { #expect(guide.contains("`\(filter.name)"), "\(filter.name)") }
        for kind in Directive.Kind.allCases { #expect(guide.contains("{\(kind.rawValue)}"), "\(kind)") }
        for role in Role.allCases { #expect(guide.contains("{\(role.rawValue)}`"), "\(role)") }
        let options = (FrontMatter.options + FrontMatter.figureOptions).map(\.name)
        for key in FrontMatter.texts + options { #expect(guide.contains("\(key):"), "\(key)") }
        for option in CommonOption.ofFigures {
            #expect(guide.contains("| `\(option.name)` |"), "\(option.name)")
        }
        for (symbol, _) in Condition.comparisons { #expect(guide.contains("`\(symbol)`")) }
    }
}
