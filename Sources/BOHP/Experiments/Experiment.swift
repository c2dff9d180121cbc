/// A published configuration as a whole, its deviations and random draws included.
///
/// To add one: write it as a constant, in a file of its own, and add it to `Experiment.all`.
public struct Experiment: Sendable {
    /// The name on the command line.
    public var name: String
    /// What it is: a sentence without its full stop.
    public var words: String
    /// The settings.
    public var configuration: Configuration

    /// The experiments, in the order of their publication.
    public static let all: [Experiment] = [
        .completion2016, .oneShot2016, .reversal2016, .associativeMemory2017, .regurgitation2017,
        .maximizer2017, .simple2018, .simple50of2018, .images2018,
    ]

    /// An experiment.
    ///
    /// - Parameters:
    ///   - task: is chosen first, with the settings that suit it.
    ///   - change: changes the settings after that.
    public init(
        _ name: String, words: String, task: any EpisodicTask, change: (inout Configuration) -> Void
    ) {
        self.name = name
        self.words = words
        configuration = Configuration()
        configuration.task = task
        (task as? any ConfigurationAdapting)?.adapt(&configuration)
        change(&configuration)
    }
}

extension Configuration {
    /// The 2017 program's configuration, with its Adam.
    public static var original: Configuration { Experiment.associativeMemory2017.configuration }
}
