import Foundation
import TestSupport
import Testing

@testable import Document

@Suite struct MathMLTests {
    /// The MathML of a formula without what is the same around every one.
    private func content(_ latex: String, isBlock: Bool = false) throws -> String {
        let element = try MathML.element(for: latex, isBlock: isBlock)
        let start = try #require(element.firstRange(of: "<semantics>"))
        let end = try #require(element.firstRange(of: "<annotation"))
        return String(element[start.upperBound..<end.lowerBound])
    }

    @Test(arguments: [
        ("x", "<mi>x</mi>"), ("3.14", "<mn>3.14</mn>"),
        ("a-b", "<mrow><mi>a</mi><mo>−</mo><mi>b</mi></mrow>"),
        ("w_{ij}", "<msub><mi>w</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub>"),
        ("x^2_k", "<msubsup><mi>x</mi><mi>k</mi><mn>2</mn></msubsup>"),
        ("f'", "<msup><mi>f</mi><mo>′</mo></msup>"),
        ("\\eta", "<mi>η</mi>"), ("\\Sigma", "<mi mathvariant=\"normal\">Σ</mi>"),
        ("a \\otimes b", "<mrow><mi>a</mi><mo>⊗</mo><mi>b</mi></mrow>"),
        ("\\frac{1}{2}", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        ("\\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        ("\\hat y", "<mover accent=\"true\"><mi>y</mi><mo stretchy=\"false\">^</mo></mover>"),
        ("\\mathbf{w}", "<mi mathvariant=\"normal\">𝐰</mi>"),
        ("\\mathbb R", "<mi mathvariant=\"normal\">ℝ</mi>"),
        ("\\mathrm{hebb}", "<mi mathvariant=\"normal\">hebb</mi>"), ("\\text{if } ", "<mtext>if </mtext>"),
        (
            "\\tanh x",
            "<mrow><mi>tanh</mi><mo>&#x2061;</mo><mspace width=\"0.1667em\"></mspace><mi>x</mi></mrow>"
        ),
        (
            "\\max_k \\sqrt 2",
            "<mrow><msub><mi>max</mi><mi>k</mi></msub><mo>&#x2061;</mo><mspace width=\"0.1667em\"></mspace>"
                + "<msqrt><mn>2</mn></msqrt></mrow>"
        ),
        ("\\exp(", "<mrow><mi>exp</mi><mo>&#x2061;</mo><mo stretchy=\"false\">(</mo></mrow>"),
        ("a/b", "<mrow><mi>a</mi><mo lspace=\"0\" rspace=\"0\">/</mo><mi>b</mi></mrow>"),
        ("a<b", "<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>"),
        ("\\left. x \\right|", "<mrow><mi>x</mi><mo fence=\"true\">|</mo></mrow>"),
        ("\\{", "<mo stretchy=\"false\">{</mo>"),
    ])
    func formulas(latex: String, expected: String) throws {
        #expect(try content(latex) == expected)
    }

    @Test func limitsStandWhereTheyBelong() throws {
        #expect(try content("\\sum_{k=1}^M k", isBlock: true).hasPrefix("<mrow><munderover><mo>∑</mo>"))
        #expect(try content("\\sum_{k=1}^M k").hasPrefix("<mrow><msubsup><mo>∑</mo>"))
    }

    @Test func severalLinesAreAligned() throws {
        let math = try content("a &= b \\\\\nc &= d \\\\", isBlock: true)
        #expect(math.components(separatedBy: "<mtr>").count == 3)
        #expect(math.components(separatedBy: "<mtd>").count == 5)
        #expect(math.hasPrefix("<mtable class=\"aligned\""))
        #expect(
            try content("\\begin{cases} 1 & x > 0 \\\\ 0 & \\text{else} \\end{cases}").contains(
                "class=\"cases\""))
    }

    @Test func theThreeEquationsAreWellFormed() throws {
        for latex in [
            "\\mathrm{hebb}(t) = \\eta\\,\\mathrm{hebb}(t-1) + (1-\\eta)\\, y(t-1) \\otimes y(t-2)",
            "x(t) = \\left(w + \\alpha \\circ \\mathrm{hebb}(t)\\right) y(t-1) + u(t)",
            "y(t) = \\tanh x(t) < 1 & \\\\",
        ] {
            let element = try MathML.element(for: latex, isBlock: true)
            #expect(XMLCheck.problem(in: element) == nil)
        }
    }

    @Test(arguments: [
        "\\frac{a}", "a_", "a__b", "_a", "a^b^c", "{a", "a}", "\\left( a", "a \\right)", "\\left a \\right)",
        "\\begin{aligned} a", "\\begin{aligned} a \\end{cases}", "\\begin{tabular}\\end{tabular}",
        "\\unknown", "\\",
        "\\mathbf", "\\mathrm{\\alpha}", "$a$", "50%", "{a & b}",
        // TeX would take one digit; a number is one thing here, and what is missing is an error.
        "\\frac12",
    ])
    func mistakes(latex: String) { #expect(throws: TemplateProblem.self) { try content(latex) } }

    @Test func nestingHasAnEnd() {
        #expect(throws: TemplateProblem.self) { try content(String(repeating: "{", count: 100_000)) }
        #expect(throws: TemplateProblem.self) { try content(String(repeating: "\\sqrt", count: 100_000)) }
        #expect(throws: TemplateProblem.self) {
            try content(String(repeating: "\\hat", count: 100_000) + "x")
        }
    }
}
