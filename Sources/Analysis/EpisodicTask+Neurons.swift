import BOHP

extension EpisodicTask {
    /// How many neurons receive inputs or give answers. They are the first ones; the others are hidden.
    public var visibleNeurons: Int {
        var random = RandomState(seed: 0)
        let episode = episode(using: &random)
        return max(episode.inputs.columns, episode.countedNeurons.upperBound)
    }
}
