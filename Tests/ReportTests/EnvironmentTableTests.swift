import RunRecord
import Testing

@testable import Report

@Suite struct EnvironmentTableTests {
    @Test(arguments: [(2, 4.0, "0.500"), (791, 2, "396"), (2469, 2, "1235"), (1_000_000, 4, "250,000")])
    func aRateIsWrittenLikeOtherNumbers(episodes: Int, seconds: Double, text: String) throws {
        let run = FigureRuns.run()
        var information = run.information
        information.episodesDone = episodes
        information.seconds = seconds
        let timed = Run(
            path: run.path, information: information, metrics: run.metrics, network: nil, evaluation: nil)
        let page = try ReportPage.page("```{table} environment\n```", ReportPage.context(of: timed))
        #expect(page.contains("<td>\(text)</td>"))
    }
}
