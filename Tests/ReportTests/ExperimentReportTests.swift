import BOHP
import Foundation
import TestSupport
import Testing

@testable import Document

/// Reports of the published experiments, after a short training.
@Suite("Reports of experiments")
struct ExperimentReportTests {
    /// What the report of an experiment says, and what belongs to other tasks.
    struct Words: Sendable, CustomTestStringConvertible {
        var experiment: String
        var says: [String]
        var never: [String]
        var testDescription: String { experiment }
    }

    private static let recurrence = ["recurrent connections.", "from a neuron to itself", "Source neuron"]
    private static let memory = ["Hopfield", "Recall", "erased"]

    @Test(
        "A report says what its experiment is about, and nothing about another one",
        arguments: [
            Words(
                experiment: "completion-2016",
                says: [
                    "a pattern of 8 bits, and then 1 of them", "Bit error rate", "8 hidden neurons",
                    "as the programs of 2016 do it", "root mean square", "sum of squared differences",
                    "from each input (column) to each hidden neuron (row)", "L2 penalty", "Hopfield",
                ],
                never: recurrence + ["bias neuron", "label", "half the sum", "Adam"]),
            Words(
                experiment: "one-shot-2016",
                says: ["Label error rate", "the cross-entropy", "2 hidden neurons", "answer with the label"],
                never: recurrence + memory + ["it error rate", "bias neuron", "exchange", "squared error"]),
            Words(
                experiment: "reversal-2016",
                says: ["Label error rate", "the patterns exchange their labels", "mean cross-entropy"],
                never: recurrence + memory + ["it error rate", "bias neuron", "squared error"]),
            Words(
                experiment: "regurgitation-2017",
                says: [
                    "6 vectors of 6 elements", "Every parameter θ is changed by gradient descent", "η = 0.9",
                ],
                never: memory + ["label", "hidden neurons with", "clipped to", "Adam"]),
            Words(
                experiment: "maximizer-2017",
                says: ["There is nothing to remember", "negative rise"],
                never: memory + ["it error rate", "label", "squared error,", "The memory is in"]),
            Words(
                experiment: "simple-50-2018",
                says: ["2 patterns of 50 bits", "standard deviation 0.01", "Training changes η, too"],
                never: ["label", "half the s", "diagonal of α is always zero", "drawn uniformly from"]),
        ])
    func words(_ expected: Words) throws {
        try withTemporaryFolder { folder in
            let trained = try runProgram(
                Package.command("bohp-train"),
                [
                    "-q", "--experiment", expected.experiment, "--episodes", "20", "--evaluation-episodes",
                    "20",
                    "--name", "run",
                ], in: folder)
            try #require(trained.status == 0, "\(trained.error)")
            let reported = try runProgram(
                Package.command("bohp-report"), ["-q", "run", "--dpi", "60", "--format", "png"], in: folder)
            try #require(reported.status == 0, "\(reported.error)")
            let page = try String(
                contentsOf: folder.appending(path: reported.output.trimmed), encoding: .utf8)
            // The text without the style sheet.
            let body = page[(page.range(of: "<body")?.lowerBound ?? page.startIndex)...]
                .replacing("</html>", with: "")
            let words = XMLCheck.read(String(body)).text.split(whereSeparator: \.isWhitespace).joined(
                separator: " ")
            for phrase in expected.says { #expect(words.contains(phrase), "“\(phrase)” is missing") }
            for phrase in expected.never {
                if let place = words.range(of: phrase) {
                    let context = words[..<place.upperBound].suffix(120)
                    Issue.record("“\(phrase)” stands in “\(context)”")
                }
            }
        }
    }
}
