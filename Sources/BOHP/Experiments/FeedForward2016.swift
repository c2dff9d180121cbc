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
