import Analysis
import BOHP
import Document
import Plot
import Text

/// The error on fresh episodes in the course of training, with the best moment.
struct TestErrorFigure: CatalogueFigure {
    let name = "test-error"
    let summary = "Error rate on fresh episodes at many moments of training, with the best moment."

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        // A single moment is no course.
        guard let course = TestCourse(of: run.run), course.moments.count > 1 else { return nil }
        let moments = course.moments.map { Double($0.episode) }
        let rates = course.moments.map(\.bitErrorRate)
        // Few episodes are tested at a moment, so single moments differ by chance.
        let window = MovingWindow(length: course.moments.count / 20)
        func smooth(_ value: KeyPath<Estimate, Double>) -> [Double] {
            window.means(of: rates.map { $0[keyPath: value] * 100 })
        }
        let episodes = window.centers(of: moments.count).map { moments[$0] }
        let means = smooth(\.mean)
        let (low, high) = (smooth(\.low), smooth(\.high))
        let guess = BestGuess(of: run.configuration.task).bitErrorRate * 100
        let (least, most) = (
            rates.map { $0.mean * 100 }.filter { $0 > 0 }.min() ?? 1, max(guess, means.max() ?? 1)
        )
        let isLogarithmic = most > 10 * least
        // Where no output was wrong, the rate is below what so few outputs can show, and is drawn at the axis.
        let floor = isLogarithmic ? least / 2 : 0
        let hasFlawless = isLogarithmic && means.contains { $0 < floor }
        func shown(_ values: [Double]) -> [Double] { values.map { max($0, floor) } }
        let words = run.configuration.task.objective.words
        let title = RichText(plain: words.rateTitle)
        let top = max(most, high.max() ?? most)
        let best = course.best
        let marks: [Mark] = [
            .band(
                x: episodes, lower: shown(low), upper: shown(high), ink: Ink.trained.faded(0.2)),
            .line(
                x: [0, moments[moments.count - 1]], y: [guess, guess], ink: .bestGuess, width: 0.8,
                dash: [3, 2], label: "best guess"),
            .line(x: episodes, y: shown(means), ink: .trained, width: 0.8, label: "test error"),
            .dots(
                x: [Double(best.episode)], y: shown([best.bitErrorRate.mean * 100]), ink: .hopfield,
                form: .diamond, radius: 2.4, label: "best moment"),
        ]
        func percent(_ estimate: Estimate) -> String { NumberText.percent(estimate.mean, digits: 2) }
        return FigureContent(
            Plot.Figure(
                width: request.width(.singleColumn),
                panels: [
                    Panel(
                        x: .linear(
                            title: "Episode", domain: 0...max(1, moments[moments.count - 1]),
                            wholeNumbers: true),
                        y: isLogarithmic
                            ? .log(title: title, domain: floor...max(top * 1.2, floor * 2))
                            : .linear(title: title, including: [0]),
                        marks: marks, aspect: .ratio(0.6), legend: .above)
                ]),
            caption:
                "\(words.rate) on {{ figure.episodes | count(\"fresh episode\") }}, the same ones at each of "
                + "{{ figure.moments }} moments of training"
                + (window.length > 1 ? ": mean of {{ figure.window }} successive moments" : "")
                + ". Band: 95 % confidence interval (Wilson) of one moment. The error is smallest after "
                + "{{ figure.best_episode | count(\"episode\") }}. Dashed line: {{ figure.best_guess }}."
                + (hasFlawless
                    ? " Values without a wrong \(words.answer) are drawn at the lower end of the axis." : ""),
            facts: [
                "episodes": .integer(course.last.bitErrorRate.episodes),
                "moments": .integer(course.moments.count), "window": .integer(window.length),
                "best_episode": .integer(best.episode),
                "best_guess": .text(run.configuration.task.bestGuessWords),
            ],
            alternativeText:
                "Line chart of the \(words.errorRate) on fresh episodes during training. Before training: \(percent(rates[0])). "
                + "Best, after \(NumberText.grouped(best.episode)) episodes: \(percent(best.bitErrorRate)). At the end, after "
                + "\(NumberText.grouped(course.last.episode)): \(percent(course.last.bitErrorRate)).",
            data: DataTable([
                .init("episode", course.moments.map(\.episode)),
                .init("bit_error_rate_percent", rates.map { $0.mean * 100 }),
                .init("low_percent", rates.map { $0.low * 100 }),
                .init("high_percent", rates.map { $0.high * 100 }),
            ]))
    }
}
