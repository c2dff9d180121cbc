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
        for name in Directive.names { #expect(guide.contains("{\(name)}"), "\(name)") }
        for role in Role.allCases { #expect(guide.contains("{\(role.rawValue)}`"), "\(role)") }
        for key in FrontMatter.keys + FrontMatter.figureKeys { #expect(guide.contains("\(key):"), "\(key)") }
        for option in Directive.figureOptions {
            #expect(guide.contains("| `\(option)` |"), "\(option)")
        }
        for comparison in Condition.Comparison.allCases {
            #expect(guide.contains("`\(comparison.rawValue)`"))
        }
    }
}
