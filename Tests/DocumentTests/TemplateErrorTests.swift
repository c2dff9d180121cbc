import Foundation
import TestSupport
import Testing

@testable import Document

/// Every mistake has its line, and says what was probably meant.
@Suite struct TemplateErrorTests {
    private static let fence = "```"

    @Test(arguments: [
        // Substitutions
        ("a\n\n{{ run.sed }}", 3, "there is no value run.sed; did you mean run.seed?"),
        ("a\nb {{ run.seed | fxed(2) }}", 2, "there is no filter fxed; did you mean fixed?"),
        ("a\nb *c {{ run.seed\n| fxed(2) }}*", 2, "there is no filter fxed"),
        ("a\n{{ run.seed", 2, "not closed by }}"),
        ("{{ evaluation.accuracy }}", 1, "this run has no evaluation.accuracy"),
        ("{{ }}", 1, "found nothing"),
        ("| a |\n|---|\n| {{ run.sed }} |", 3, "there is no value run.sed"),
        ("- a\n\n  - b\n    {{ run.sed }}", 4, "there is no value run.sed"),
        ("> a\n> {{ run.sed }}", 2, "there is no value run.sed"),
        ("a[^1]\n\n[^1]: b\n    {{ run.sed }}", 4, "there is no value run.sed"),
        ("[a]({{run.seed}})", 1, "an address cannot contain a substitution"),
        ("<div>\n<b>{{ run.seed }}</b>\n</div>", 2, "raw HTML cannot contain substitutions"),
        ("## a {{ run.sed }}", 1, "there is no value run.sed"),
        // Roles
        (
            "a\n\n{numref}`fig-los`\n\n```{figure} loss-curve\n:name: fig-loss\n```", 3,
            "did you mean fig-loss?"
        ),
        ("{ref}`nowhere-at-all`", 1, "nothing is named nowhere-at-all"),
        ("{nmref}`a`", 1, "there is no role {nmref}; did you mean numref"),
        ("a\n{math}`\\alhpa`", 2, "there is no command \\alhpa; did you mean \\alpha"),
        // Figures and tables
        ("a\n\n```{figure} los-curve\n```", 3, "there is no figure los-curve; did you mean loss-curve?"),
        ("```{figure}\n```", 1, "{figure} needs the name of a figure"),
        ("```{figure} loss-curve\n:widht: 3\n```", 2, "has no option widht; did you mean width?"),
        (
            "```{figure} loss-curve\n:name: a\n:window: many\n```", 3,
            "window must be a whole number from 3 to 999"
        ),
        ("```{figure} loss-curve\n:width: 10\n```", 2, "width must be single, double"),
        ("```{figure} loss-curve\n:axis: cubic\n```", 2, "axis must be log or linear"),
        ("```{figure} loss-curve\n:name: a\n:name: b\n```", 3, "set twice"),
        ("```{figure} loss-curve\n:name: a b\n```", 2, "name must be made of letters"),
        (
            "```{figure} loss-curve\n:name: a\n```\n\n```{figure} loss-curve\n:name: a\n```", 6,
            "already used above"
        ),
        ("```{figure} loss-curve\n:name: a\n\nb\n{{ figure.m }}\n```", 5, "there is no value figure.m"),
        ("> ```{figure} loss-curve\n> :name: a\n>\n> {{ run.sed }}\n> ```", 4, "there is no value run.sed"),
        ("```{figure} loss-curve\n\n# a\n```", 3, "a caption cannot contain a heading"),
        ("````{figure} loss-curve\n\n```{note}\n```\n````", 3, "not allowed in a caption"),
        ("```{figure} loss-curve\n:alt: {{ run.sed }}\n```", 2, "there is no value run.sed"),
        ("```{figure} recall\n```", 1, "this run has no data for the figure recall"),
        ("```{table} evaluation\n```", 1, "this run has no data for the table evaluation"),
        ("```{table} configration\n```", 1, "did you mean configuration?"),
        ("```{table} configuration\n:width: 3\n```", 2, "has no option width"),
        ("{{ figure.n }}", 1, "there is no value figure.n"),
        // Formulas
        ("a\n\n```{math}\n:label: eq\na &= b \\\\\n\\frac{a}{\n```", 6, "a { is not closed"),
        ("```{math}\n```", 1, "has no formula"),
        ("```{math}\n:name: a\nx\n```", 2, "{math} has no option name"),
        // Conditions, includes, others
        ("```{if} run.sed\n```", 1, "did you mean run.seed?"),
        ("```{if} figure.los-curve\n```", 1, "did you mean figure.loss-curve?"),
        ("```{if}\n```", 1, "needs a condition"),
        ("```{if} run.seed ==\n```", 1, "found nothing"),
        ("````{if} run.seed\n\n```{if} run.seed\n{{ run.sed }}\n```\n````", 4, "there is no value run.sed"),
        ("```{include}\n```", 1, "needs a file"),
        ("a\n```{include} nowhere.md\n```", 2, "cannot include nowhere.md: there is no such file"),
        ("```{fgure} a\n```", 1, "there is no directive {fgure}; did you mean figure or figures?"),
        ("```{dropdown}\na\n```", 1, "needs a title"),
        ("```{note}\n:class: a\nb\n```", 2, "{note} has no option class"),
        ("![a](nowhere.png)", 1, "cannot read the picture nowhere.png"),
        ("![a](https://example.org/a.png)", 1, "is not on this machine; copy it"),
        // Front matter
        ("---\ntitle: a\n", 1, "no closing ---"),
        ("---\n\ntitel: a\n---", 3, "did you mean title?"),
        ("---\nfigures:\n  widht: 3\n---", 3, "did you mean width?"),
        ("---\nfigures:\n  width: 3\n---", 3, "width must be single, double"),
        ("---\ntitle: a\n  width: 3\n---", 3, "not below figures:"),
        ("---\ntitle: a\nwhat is this\n---", 3, "expected a line like title: My report"),
        ("---\ntitle: {{ run.sed }}\n---", 2, "did you mean run.seed?"),
        ("---\ntitle: \"a\n---", 2, "not closed"),
        ("---\ncontents: perhaps\n---", 2, "contents must be yes or no"),
        ("---\nsource: open\n---", 2, "source must be shown, folded or hidden"),
        ("---\nlanguage: \"en' x\"\n---", 2, "language must be a code"),
        ("---\ntitle: a\n---\n\n# b", 5, "sections must start with ##"),
        ("---\ntitle: a\n---\n\n{{ run.sed }}", 5, "there is no value run.sed"),
    ])
    func mistakes(template: String, line: Int, message: String) throws {
        let error = try #require(Sample.error(template))
        #expect(error.line == line)
        #expect(error.message.contains(message), "\(error)")
        #expect(error.file == "t.md")
        #expect(!error.message.contains("\n"))
    }

    @Test func nestingDirectivesHasAnEnd() throws {
        var template = "a"
        for depth in 0..<30 {
            let fence = String(repeating: "`", count: depth + 3)
            template = "\(fence){if} run.seed\n\(template)\n\(fence)"
        }
        #expect(try #require(Sample.error(template)).message.contains("nest more than"))
    }

    @Test func lineEndsOfEverySystem() throws {
        for end in ["\r\n", "\r"] {
            let template = ["---", "title: a", "---", "", "{{ run.sed }}"].joined(separator: end)
            #expect(Sample.error("\u{FEFF}" + template)?.line == 5)
        }
    }

    @Test func aFileThatIsNotUTF8() throws {
        try withTemporaryFolder { folder in
            let path = folder.path + "/t.md"
            try Data("a\nb\n".utf8 + [0x63, 0xFF, 0x0A]).write(to: URL(fileURLWithPath: path))
            let error = #expect(throws: TemplateError.self) { try TemplateFile(reading: path) }
            #expect(error?.line == 3)
        }
    }
}
