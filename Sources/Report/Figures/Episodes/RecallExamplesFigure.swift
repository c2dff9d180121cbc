import Analysis
import Document
import Plot
import RunRecord
import Text

/// Examples of recall: the pattern, its degraded cue, and the network's answer.
struct RecallExamplesFigure: CatalogueFigure {
    let name = "recall-examples"
    let summary = "Patterns, their degraded cues and the network's answers, wrong bits marked."

    private static let examples = DirectiveOption.integer(
        "examples", 3, in: 1...6, "the largest number of examples shown")
    private static let hopfield = DirectiveOption.flag(
        "hopfield", false, "whether the answers of a Hopfield network are shown")

    var options: [any AnyDirectiveOption] {
        [Self.examples, Self.hopfield]
    }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let evaluation = run.evaluation else { return nil }
        let examples = evaluation.examples.filter(\.isWhole).prefix(request.settings[Self.examples])
        guard let size = examples.first?.pattern.count, examples.allSatisfy({ $0.pattern.count == size })
        else { return nil }
        let showsHopfield = request.settings[Self.hopfield] && examples.allSatisfy { $0.hopfield != nil }
        let tests = examples.map { RecallTest($0, showsHopfield: showsHopfield) }
        let width = request.width(.singleColumn).millimetres
        let figure =
            size <= RecallTest.longestRow(at: width)
            ? RecallTest.rows(tests, width: width) : RecallTest.tiles(tests, width: width)
        let wrong = tests.map { $0.wrongBits(in: .answer).count }
        return try FigureContent(
            figure, caption: Self.caption(tests),
            facts: [
                "examples": .integer(tests.count), "recorded": .integer(evaluation.examples.count),
                "bits": .integer(size),
                "erased": .integer(tests.reduce(0) { $0 + $1.erased.count }),
                "wrong": .integer(wrong.reduce(0, +)),
                "wrong_list": .text(Phrase.list(wrong.map(NumberText.grouped))),
                "hopfield_wrong": showsHopfield
                    ? .integer(tests.reduce(0) { $0 + $1.wrongBits(in: .hopfield).count }) : .missing,
            ],
            alternativeText: Self.description(tests), data: Self.data(tests))
    }

    // MARK: Words

    private static func caption(_ tests: [RecallTest]) -> String {
        let cue = tests.contains { !$0.erased.isEmpty } ? "the cue (erased bits in grey)" : "the cue"
        var sentences = [
            "Recall of {{ figure.examples | count(\"pattern\") }} in the first fresh episodes drawn: the stored "
                + "pattern, \(cue), and the network's outputs at the last step, from −1 (blue) to +1 (vermilion)."
        ]
        if tests.allSatisfy({ $0.wrongBits(in: .answer).isEmpty }) {
            sentences.append("No bit has the wrong sign.")
        } else {
            sentences.append(
                "Crosses mark wrong signs: {{ figure.wrong_list }} of {{ figure.bits | count(\"bit\") }}."
            )
        }
        if tests.first?.shows(.hopfield) == true {
            sentences.append(
                "A Hopfield network with the same patterns and cues has {{ figure.hopfield_wrong | count(\"bit\") }} "
                    + "wrong in all.")
        }
        return sentences.joined(separator: " ")
    }

    private static func description(_ tests: [RecallTest]) -> String {
        let single = tests.enumerated().map { index, test in
            let wrong = test.wrongBits(in: .answer)
            var words =
                "Example \(index + 1): \(NumberText.grouped(test.erased.count)) of "
                + "\(NumberText.grouped(test.size)) bits erased from the cue, "
                + (wrong.isEmpty ? "none" : NumberText.grouped(wrong.count)) + " wrong in the answer"
            if test.shows(.hopfield) {
                words +=
                    ", \(NumberText.grouped(test.wrongBits(in: .hopfield).count)) in the Hopfield network's"
            }
            return words + "."
        }
        return (["Cells in blue for −1 and vermilion for +1 show pattern, cue and answer."] + single).joined(
            separator: " ")
    }

    // MARK: Numbers

    private static func data(_ tests: [RecallTest]) -> DataTable {
        let size = tests.first?.size ?? 0
        func column(_ name: String, _ part: RecallTest.Part) -> DataTable.Column {
            .init(name, tests.flatMap { $0.values(of: part) })
        }
        var columns: [DataTable.Column] = [
            .init("example", tests.indices.flatMap { Array(repeating: $0 + 1, count: size) }),
            .init("neuron", tests.flatMap { _ in Array(0..<size) }),
            column("pattern", .pattern), column("cue", .cue), column("answer", .answer),
            .init(
                "wrong",
                tests.flatMap { test in
                    let wrong = Set(test.wrongBits(in: .answer))
                    return (0..<size).map { wrong.contains($0) ? 1 : 0 }
                }),
        ]
        if tests.first?.shows(.hopfield) == true { columns.append(column("hopfield", .hopfield)) }
        return DataTable(columns)
    }
}
