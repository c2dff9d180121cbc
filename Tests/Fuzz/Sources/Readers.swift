import Foundation

@testable import BOHP
@testable import Document
@testable import RunRecord
@testable import Sweep

/// The readers under test, by name. Each takes any bytes, and either reads them or throws.
let readers: [String: @Sendable (Data) throws -> Void] = [
    "safetensors": { data in
        let file = try SafeTensors(data, file: "x")
        expect(try SafeTensors(file.encoded(), file: "x").mark == file.mark, "written and read again")
    },
    "metrics": { data in
        _ = try Metrics(data, columns: ["loss", "absolute_error"], file: "x", allowsCutEnd: true)
    },
    "dynamics": { data in _ = try WeightSample.read(data, file: "x", allowsCutEnd: false) },
    "run": { data in
        let information = try RunJSON.decode(RunInformation.self, from: data, file: "x")
        try information.configuration.validate()
        let again = try RunJSON.encode(information, pretty: true)
        expect(
            try RunJSON.decode(RunInformation.self, from: again, file: "x").configuration
                == information.configuration, "written and read again")
    },
    "evaluation": { data in
        let evaluation = try RunJSON.decode(Evaluation.self, from: data, file: "x")
        _ = EvaluationMeans(evaluation)
        _ = evaluation.problem(for: Configuration())
    },
    "gradients": { data in _ = try RunJSON.decode(GradientCheck.self, from: data, file: "x") },
    "checkpoint": { data in
        let saved = try SavedCheckpoint(SafeTensors(data, file: "x"), file: "x")
        let trainer = try Trainer(small, resuming: saved.checkpoint, threads: 1)
        _ = trainer.network
    },
    "template": { data in
        guard let text = String(bytes: data, encoding: .utf8) else { return }
        let (document, _, _) = try ExpandedTemplate.expand(TemplateFile(text: text, path: "x"), in: Words())
        _ = Page(document: document, pictures: [], styleSheet: "", maker: "x", origin: "x").html()
        _ = LaTeXFigures.file(for: document, maker: "x", origin: "x")
        _ = LaTeXFigures.tables(for: document, maker: "x", origin: "x")
    },
    "bibliography": { data in
        guard let text = String(bytes: data, encoding: .utf8) else { return }
        for reference in try BibTeXReader.references(of: TemplateFile(text: text, path: "x")) {
            _ = reference.inlines
        }
    },
    "sweep": { data in
        guard let text = String(bytes: data, encoding: .utf8) else { return }
        let file = try SweepFile(text, path: "x")
        // Long plans are legal, and take their time.
        guard file.samples ?? 0 <= 20, file.seeds.count <= 20 else { return }
        let lists = try file.axes.map { file.samples == nil ? try $0.grid().count : 1 }
        guard lists.reduce(1.0, { $0 * Double($1) }) <= 100 else { return }
        _ = try SweepPlan(file)
    },
    "constraint": { data in
        let node = TextNode(content: .scalar(String(decoding: data, as: UTF8.self)), line: 1)
        _ = try Constraint(node).holds(for: Configuration(), Repertoire())
    },
    "configuration": { data in _ = try ConfigurationFile.read(data, file: "x", Repertoire()) },
    "log": { data in _ = CSV.rows(String(decoding: data, as: UTF8.self)) },
]

/// The configuration of the checkpoints in the corpus.
private let small: Configuration = {
    var configuration = Configuration()
    try? Repertoire().apply(
        [("pattern_size", .integer(4)), ("patterns", .integer(2)), ("cycles", .integer(1))],
        to: &configuration)
    return configuration
}()

/// Traps unless the condition holds. An error is a finding here.
private func expect(_ condition: @autoclosure () throws -> Bool, _ words: String) {
    do {
        guard try condition() else { fatalError("\(words): something differs") }
    } catch {
        fatalError("\(words): \(error)")
    }
}

/// A subject of a template with a value of each kind, a table, and a figure that cannot be drawn.
private struct Words: TemplateContext {
    typealias Drawing = Int
    private let values: [String: Value] = [
        "run.name": .text("<&{{`*_$\\"), "run.seed": .integer(7), "final.loss": .number(0.0123),
        "run.interrupted": .flag(false), "run.started": .date(Date(timeIntervalSince1970: 0)),
        "run.seconds": .duration(75.3), "evaluation.accuracy": .missing, "infinite": .number(.infinity),
    ]
    var valueNames: [String] { values.keys.sorted() }
    var tableNames: [String] { ["configuration"] }
    var figureNames: [String] { ["loss-curve"] }
    func value(_ name: String) -> Value? { values[name] }
    func tableOptions(_ name: String) -> [any AnyDirectiveOption]? { name == "configuration" ? [] : nil }
    func table(_ name: String, _ settings: DirectiveSettings) -> TableContent? {
        TableContent(caption: "{{ run.seed }}", columns: [.init("Setting")], rows: [[.text("|*x")]])
    }
    func figureOptions(_ name: String) -> [any AnyDirectiveOption]? { name == "loss-curve" ? [] : nil }
    func figure(_ name: String, _ request: FigureRequest) -> DocumentFigure<Int>? { nil }
    func composed(_ parts: [FigurePart]) -> (drawing: Int, size: PhysicalSize) {
        (0, PhysicalSize(width: 183, height: 60))
    }
}
