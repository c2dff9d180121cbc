import Foundation
import TestSupport
import Testing

@testable import Document

/// No text of a run can become markup, whatever it holds.
@Suite struct HostileTextTests {
    /// A template that puts the name into every place that takes a value.
    private static let template = """
        ---
        title: "Run {{ run.name }}"
        subtitle: "{{ run.name }}"
        description: "About {{ run.name }}"
        ---

        {{ run.name }} *{{ run.name }}* **{{ run.name | code }}** [{{ run.name }}](#a) <i>{{ run.name }}</i>

        ## Heading {{ run.name }}

        | {{ run.name }} |
        |---|
        | {{ run.name \\| code }} |

        - {{ run.name }}

        a[^1]

        [^1]: {{ run.name }}

        ```{figure} loss-curve
        :alt: {{ run.name }}
        :name: fig-loss

        {{ run.name }} {{ figure.name }} {numref}`fig-loss`
        ```

        ```{table} configuration
        ```

        ```{dropdown} {{ run.name }}
        {{ run.name }}
        ```
        """

    private func context(_ name: String) -> SampleContext {
        Sample.context(named: name)
    }

    @Test(arguments: HostileText.names)
    func aNameChangesNoElement(name: String) throws {
        let benign = XMLCheck.read(try Sample.page(Self.template, context("benign")))
        let hostile = XMLCheck.read(try Sample.page(Self.template, context(name)))
        #expect(benign.problem == nil)
        #expect(hostile.problem == nil)
        #expect(hostile.elements.map(\.name) == benign.elements.map(\.name))
        #expect(
            hostile.elements.map { $0.attributes.keys.sorted() }
                == benign.elements.map { $0.attributes.keys.sorted() })
        // The text is there, each time, and all of it. XML joins no white space, and drops control characters.
        let shown = String(
            String.UnicodeScalarView(
                name.unicodeScalars.map {
                    $0.properties.generalCategory == .control && $0 != "\n" || $0 == "\u{FFFE}"
                        ? "\u{FFFD}" : $0
                }))
        let times = hostile.text.components(separatedBy: shown).count - 1
        let attributes = hostile.elements.flatMap(\.attributes.values).count {
            $0.contains(shown.replacing("\n", with: " ")) || $0.contains(shown)
        }
        #expect(times >= 15, "found \(times) times")
        #expect(attributes >= 3)
        #expect(!hostile.text.contains("root:"))
    }

    @Test func dataOfAFigureAreQuotedInItsFile() throws {
        let table = DataTable([
            .init("a,\"b\"", ["x\"y", "1,2", "line\nbreak", "plain"]), .init("n", [1, 2.5, -.nan]),
        ])
        #expect(
            String(decoding: table.csv(), as: UTF8.self)
                == "\"a,\"\"b\"\"\",n\r\n\"x\"\"y\",1.0\r\n\"1,2\",2.5\r\n\"line\nbreak\",nan\r\nplain,\r\n")
    }
}
