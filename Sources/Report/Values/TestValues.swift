import Analysis
import BOHP

extension RunValues {
    /// `test.`: the error on fresh episodes during training.
    static let ofTest: [RunValue] =
        RunValue.family(
            "test", of: { TestCourse(of: $0.run) },
            .init("episodes", "number of fresh episodes at each moment") {
                .integer($0.last.bitErrorRate.episodes)
            },
            .init("moments", "number of moments of training at which the network was tested") {
                .integer($0.moments.count)
            },
            .init("forgot", "whether the error was surely smaller at the best moment than in the end") {
                .flag($0.hasForgotten)
            }
        ) + moment("best", "at the best moment of training", \.best)
        + moment("final", "at the last moment of training", \.last)

    private static func moment(
        _ name: String, _ words: String, _ read: @escaping @Sendable (TestCourse) -> TestCourse.Moment
    ) -> [RunValue] {
        RunValue.family(
            "test", of: { TestCourse(of: $0.run).map(read) },
            .init("\(name)_episode", "episodes trained on \(words)") { .integer($0.episode) },
            .init("\(name)", "error rate on fresh episodes \(words)") { .number($0.bitErrorRate.mean) },
            .init("\(name)_low", "lower end of its 95 % interval") { .number($0.bitErrorRate.low) },
            .init("\(name)_high", "upper end of its 95 % interval") { .number($0.bitErrorRate.high) }
        )
    }
}
