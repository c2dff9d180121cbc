import Analysis
import BOHP
import Foundation
import Report
import RunRecord
import TestSupport
import Testing

/// The house is open: a task with conditions, an objective, an optimizer, a setting, a measurement, a figure, a table, a value and a template of a client,
/// each in a file of its own beside this one, are trained, resumed and reported with through public declarations alone.
@Suite("A client's own parts")
struct OpenHouseTests {
    private var repertoire: Repertoire {
        var repertoire = Repertoire()
        repertoire.tasks.append(Echo.self)
        repertoire.optimizers.append(Momentum.self)
        return repertoire
    }

    private var catalogue: Catalogue {
        var catalogue = Catalogue.standard(for: repertoire)
        catalogue.run.values.append(oddName)
        catalogue.run.tables.append(CountTable())
        catalogue.run.figures += [PlainLossFigure(), waitFigure]
        return catalogue
    }

    private func configuration(episodes: Int) throws -> Configuration {
        try repertoire.configuration([
            "episodes": .value(.integer(episodes)), "optimizer": .value(.text("momentum")),
            "inertia": .value(.number(0.8)),
            "task": .group(["name": .value(.text("echo")), "wait": .value(.integer(2))]),
        ])
    }

    /// Trains until `episodes` are done, recording them.
    private func train(_ trainer: Trainer, _ recorder: RunRecorder, until episodes: Int) throws {
        while trainer.episodesDone < episodes { recorder.append(try trainer.trainBatch()) }
        try recorder.save(trainer.checkpoint)
    }

    private func start(_ name: String, in folder: URL) throws -> (Trainer, RunRecorder) {
        let configuration = try configuration(episodes: 300)
        let trainer = try Trainer(configuration)
        let recorder = try RunRecorder(
            RunInformation(name: name, configuration: configuration, command: ["client"]), of: trainer,
            in: RunsFolder(path: folder.path))
        return (trainer, recorder)
    }

    @Test("They train, resume to the bit and appear in a report")
    func trainResumeReport() throws {
        try withTemporaryFolder { folder in
            let (whole, wholeRecorder) = try start("whole", in: folder)
            try train(whole, wholeRecorder, until: 300)
            try wholeRecorder.end(.finished, network: whole.network, evaluation: nil)
            let path: String
            do {
                let (trainer, recorder) = try start("parts", in: folder)
                try train(trainer, recorder, until: 120)
                path = recorder.path
            }
            let stopped = try StoppedRun(path: path, repertoire: repertoire)
            let trainer = try stopped.trainer(stopped.information.configuration, threads: nil)
            let recorder = try RunRecorder(
                continuing: stopped, trainer.configuration, evaluation: stopped.information.evaluation,
                of: trainer)
            #expect(trainer.episodesDone == 120)
            try train(trainer, recorder, until: 300)
            var evaluator = Evaluator(trainer.configuration, episodes: 20)
            evaluator.probes.append(Saturation())
            try recorder.end(
                .finished, network: trainer.network, evaluation: evaluator.evaluate(trainer.network))

            let run = try Run(path: recorder.path, repertoire: repertoire)
            let other = try Run(path: wholeRecorder.path, repertoire: repertoire)
            #expect(run.metrics == other.metrics && run.network == other.network)
            #expect(trainer.checkpoint == whole.checkpoint)
            #expect(whole.checkpoint.arrays.contains { $0.name == "optimizer.distance" && $0.values[0] > 0 })
            #expect((run.configuration.task as? Echo)?.wait == 2)
            #expect((run.configuration.optimizer as? Momentum)?.inertia == 0.8)
            let losses = run.metrics.loss
            let (before, after) = (losses.prefix(50).reduce(0, +), losses.suffix(50).reduce(0, +))
            #expect(after < 0.7 * before, "it learns")
            let final = try #require(AnalysedRun(run).final)
            #expect(final.loss == losses.suffix(60).reduce(0, +) / 60 && final.bitErrorRate == nil)
            #expect(whole.checkGradients(probes: 20).passes)
            let share = try #require(run.evaluation?.findings["saturation"]?.facts["share"])
            #expect((0...1).contains(share))
            let waits = try #require(run.evaluation?.curves["longer-waits"])
            #expect(waits.map(\.condition) == [2, 3, 4, 5])
            // The signs of the pattern are fair.
            #expect(abs((waits[0].bitErrorRate.bestGuess ?? 0) - 0.5) < 0.05)

            let here = URL(filePath: #filePath).deletingLastPathComponent()
            let style = ReportStyle(
                template: here.appending(path: "own.md").path,
                styleSheet: try folder.write("p { margin: 0 }", to: "own.css"), dotsPerInch: 60)
            let report = try RunReport(of: run, style: style, catalogue: catalogue)
            let page = try #require(report.files.first { $0.path == RunReport.pagePath })
            let text = String(decoding: page.contents, as: UTF8.self)
            #expect(text.contains("<p>Strap after 300: echo, 2 steps of wait, 0.8.</p>"))
            #expect(text.contains("Loss of 300\u{A0}episodes, strap."))
            #expect(text.contains("Error rate as a function of the number of steps of the wait."))
            #expect(text.contains("Dashed line: best constant answer."))
            #expect(text.contains("Steps of the wait") && text.contains("gradient descent with momentum"))
        }
    }

    @Test("The programs do not know them, and say so")
    func unknown() throws {
        #expect(throws: ConfigurationError.self) {
            try Repertoire().configuration(["task": .value(.text("echo"))])
        }
        #expect { try configuration(episodes: 0) } throws: { "\($0)".hasPrefix("episodes must be") }
    }
}
