import Analysis
import BOHP
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
        guard let evaluation = run.evaluation, run.configuration.task is any RecallTask else { return nil }
        var examples = Array(
            evaluation.examples.filter(\.isWhole).prefix(request.settings[Self.examples]))
        guard let size = examples.first?.pattern.count, examples.allSatisfy({ $0.pattern.count == size })
        else { return nil }
        if !request.settings[Self.hopfield] || examples.contains(where: { $0.hopfield == nil }) {
            for index in examples.indices { examples[index].hopfield = nil }
        }
        let width = request.width(.singleColumn).millimetres
        let wrong = examples.map { $0.wrongBits(in: $0.answer).count }
        let hopfieldWrong = examples.compactMap { example in
            example.hopfield.map { example.wrongBits(in: $0).count }
        }
        return FigureContent(
            RecallPicture(examples, size: size, width: width).figure, caption: Self.caption(examples, wrong),
            facts: [
                "examples": .integer(examples.count), "recorded": .integer(evaluation.examples.count),
                "bits": .integer(size),
                "erased": .integer(examples.reduce(0) { $0 + $1.erasedBits.count }),
                "wrong": .integer(wrong.reduce(0, +)),
                "wrong_list": .text(Phrase.list(wrong.map(NumberText.grouped))),
                "hopfield_wrong": hopfieldWrong.isEmpty
                    ? .missing : .integer(hopfieldWrong.reduce(0, +)),
            ],
            alternativeText: Self.description(examples), data: Self.data(examples, size: size))
    }

    // MARK: Words

    private static func caption(_ examples: [Evaluation.Example], _ wrong: [Int]) -> String {
        let cue = examples.contains { !$0.erasedBits.isEmpty } ? "the cue (erased bits in grey)" : "the cue"
        var sentences = [
            "Recall of {{ figure.examples | count(\"pattern\") }} in the first fresh episodes drawn: the stored "
                + "pattern, \(cue), and the network's outputs at the last step, from −1 (navy) to +1 (amber)."
        ]
        if wrong.allSatisfy({ $0 == 0 }) {
            sentences.append("No bit has the wrong sign.")
        } else {
            sentences.append(
                "Crosses mark wrong signs: {{ figure.wrong_list }} of {{ figure.bits | count(\"bit\") }}."
            )
        }
        if examples.first?.hopfield != nil {
            sentences.append(
                "A Hopfield network with the same patterns and cues has {{ figure.hopfield_wrong | count(\"bit\") }} "
                    + "wrong in all.")
        }
        return sentences.joined(separator: " ")
    }

    private static func description(_ examples: [Evaluation.Example]) -> String {
        let single = examples.enumerated().map { index, example in
            func wrong(in answer: [Double]) -> Int { example.wrongBits(in: answer).count }
            let count = wrong(in: example.answer)
            return "Example \(index + 1): \(NumberText.grouped(example.erasedBits.count)) of "
                + "\(NumberText.grouped(example.pattern.count)) bits erased from the cue, "
                + (count == 0 ? "none" : NumberText.grouped(count)) + " wrong in the answer"
                + (example.hopfield.map {
                    ", \(NumberText.grouped(wrong(in: $0))) in the Hopfield network's"
                } ?? "") + "."
        }
        return (["Cells in navy for −1 and amber for +1 show pattern, cue and answer."] + single)
            .joined(separator: " ")
    }

    // MARK: Numbers

    private static func data(_ examples: [Evaluation.Example], size: Int) -> DataTable {
        let wrong = examples.flatMap { example in
            let wrong = Set(example.wrongBits(in: example.answer))
            return (0..<size).map { wrong.contains($0) ? 1 : 0 }
        }
        let hopfield = examples.compactMap(\.hopfield).flatMap(\.self)
        return DataTable(
            [
                .init("example", examples.indices.flatMap { repeatElement($0 + 1, count: size) }),
                .init("neuron", examples.flatMap { _ in 0..<size }),
                .init("pattern", examples.flatMap(\.pattern)), .init("cue", examples.flatMap(\.cue)),
                .init("answer", examples.flatMap(\.answer)), .init("wrong", wrong),
            ] + (hopfield.isEmpty ? [] : [.init("hopfield", hopfield)]))
    }
}
