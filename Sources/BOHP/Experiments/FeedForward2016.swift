extension Experiment {
    /// Completion of patterns; `errs.txt` of the published program.
    public static let completion2016 = published2016(
        "completion-2016", "Completion of patterns by a feed-forward network (Miconi 2016)", Completion())
    /// One-shot learning.
    public static let oneShot2016 = published2016(
        "one-shot-2016", "One-shot learning of labels by a feed-forward network (Miconi 2016)", OneShot())
    /// Reversal learning.
    public static let reversal2016 = published2016(
        "reversal-2016", "Reversal of labels, learned by a feed-forward network (Miconi 2016)", Reversal())

    /// The tasks choose the numbers of 2016 by themselves; the published gradient has its deviations beside them.
    private static func published2016(
        _ name: String, _ words: String, _ task: any EpisodicTask
    ) -> Experiment {
        Experiment(name, words: words, task: task) { $0.engine = .published2016 }
    }
}

extension Completion: ConfigurationAdapting {
    /// The network, optimizer and length of training of 2016.
    func adapt(_ configuration: inout Configuration) {
        configuration.architecture = FeedForward(hiddenNeurons: patternSize, readout: .identity)
        configuration.rule = DecayingHebb(eta: 0.5)
        configuration.optimizer = RMSprop(learningRate: 0.03, largestChange: 0.1)
        configuration.l1Penalty = 1e-3
        configuration.l2Penalty = 1e-4
        configuration.episodes = 5000
        configuration.frozenEpisodes = 500
    }
}

extension OneShot: ConfigurationAdapting {}
extension Reversal: ConfigurationAdapting {}

extension LabelledPatterns {
    /// The network, optimizer and length of training of 2016.
    func adapt(_ configuration: inout Configuration) {
        configuration.architecture = FeedForward(hiddenNeurons: 2, readout: .linear)
        configuration.rule = DecayingHebb(eta: 0.98)
        configuration.optimizer = RMSprop(learningRate: 0.01, largestChange: 0.01)
        configuration.l1Penalty = 1e-4
        configuration.episodes = 10_000
        configuration.frozenEpisodes = 500
    }
}
