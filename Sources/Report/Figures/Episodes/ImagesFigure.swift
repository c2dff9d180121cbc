import Analysis
import BOHP
import Document
import Plot
import RunRecord
import Text

/// Images that training has not seen: the image, the half that is shown, and the network's answer.
struct ImagesFigure: CatalogueFigure {
    let name = "images"
    let summary = "Images that training has not seen, their shown halves, and the network's answers."

    private static let examples = DirectiveOption.integer(
        "examples", 4, in: 1...6, "the largest number of images shown")

    var options: [any AnyDirectiveOption] { [Self.examples] }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let task = run.configuration.task as? Images, let evaluation = run.evaluation else {
            return nil
        }
        let examples = evaluation.examples.filter {
            $0.isWhole && $0.pattern.count == task.patternSize
        }.prefix(request.settings[Self.examples])
        guard !examples.isEmpty else { return nil }
        let bands = Bands(count: task.side)
        let rows: [(title: RichText, pixels: (Evaluation.Example) -> [Double])] = [
            ("Image", \.pattern), ("Shown", { $0.cue.map { $0 == 0 ? .nan : $0 } }), ("Answer", \.answer),
        ]
        let panels = rows.flatMap { row in
            examples.indices.map { index in
                Panel(
                    x: .bands(bands, ticks: .none),
                    y: .bands(
                        bands, title: index == examples.startIndex ? row.title : nil, ticks: .none,
                        reversed: true),
                    color: .grey(domain: -1...1),
                    marks: [.cells(row.pixels(examples[index]), rows: bands, columns: bands)],
                    aspect: .equal, frame: .box)
            }
        }
        let finding = evaluation.findings["images"]
        return FigureContent(
            Plot.Figure(
                width: request.width(.singleColumn), panels: panels, columns: examples.count, keepsRows: true),
            caption: Self.caption(finding), facts: Self.facts(finding, shown: examples.count),
            alternativeText: Self.description(examples),
            data: DataTable([
                .init("image", examples.indices.flatMap { repeatElement($0 + 1, count: task.patternSize) }),
                .init("pixel", examples.flatMap { $0.pattern.indices }),
                .init("target", examples.flatMap(\.pattern)), .init("shown", examples.flatMap(\.cue)),
                .init("answer", examples.flatMap(\.answer)),
            ]))
    }

    private static func facts(_ finding: Finding?, shown: Int) -> [String: Value] {
        var facts: [String: Value] = ["n": .integer(shown), "episodes": .integer(finding?.episodes ?? 0)]
        guard let finding, finding.isWhole else { return facts }
        for (index, row) in finding.rows.enumerated() {
            for column in ["correlation", "correlation_low", "correlation_high", "squared_error"] {
                let numbers = finding[column]
                facts["\(row)_\(column)"] = index < numbers.count ? .number(numbers[index]) : .missing
            }
        }
        return facts
    }

    private static func caption(_ finding: Finding?) -> String {
        var sentences = [
            "The first {{ figure.n | count(\"fresh episode\") }}, of images that training has not seen: the image that is "
                + "tested, the half of it that is shown, with the other half in light grey, and the outputs at the last "
                + "step, from −1 (black) to +1 (white)."
        ]
        if let finding, finding.isWhole,
            ["trained", "alpha_zero", "mirror"].allSatisfy(finding.rows.contains)
        {
            sentences.append(
                "Over {{ figure.episodes | count(\"episode\") }}, the outputs at hidden pixels correlate with the image by "
                    + "{{ figure.trained_correlation | fixed(2) }} (95 % interval "
                    + "{{ figure.trained_correlation_low | fixed(2) }} to "
                    + "{{ figure.trained_correlation_high | fixed(2) }}); without plasticity by "
                    + "{{ figure.alpha_zero_correlation | fixed(2) }}. The shown half upside down, a completion without "
                    + "memory, correlates by {{ figure.mirror_correlation | fixed(2) }}.")
        }
        return sentences.joined(separator: " ")
    }

    private static func description(_ examples: ArraySlice<Evaluation.Example>) -> String {
        let single = examples.enumerated().map { index, example in
            let hidden = example.cue.indices.filter { example.cue[$0] == 0 }
            let error =
                hidden.reduce(0) { $0 + abs(example.answer[$1] - example.pattern[$1]) }
                / Double(max(1, hidden.count))
            let half = (example.cue.first ?? 0) == 0 ? "lower" : "upper"
            return "Image \(index + 1): the \(half) half is shown; hidden pixels are off by "
                + "\(NumberText.significant(error, digits: 2)) on average."
        }
        return (["Rows of grey pictures: images, the half shown of each, and the answers."] + single)
            .joined(separator: " ")
    }
}
