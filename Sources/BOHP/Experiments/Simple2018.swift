extension Experiment {
    /// The associative memory of 1000 bits with a learned trace rate.
    public static let simple2018 = memory2018(
        "simple-2018", "Associative memory of five patterns of 1000 bits, which learns its trace rate (2018)",
        patternSize: 1000, episodes: 2000
    ) { _ in }

    /// The smaller one, which the paper compares with other networks.
    public static let simple50of2018 = memory2018(
        "simple-50-2018", "Associative memory of two patterns of 50 bits, which learns its trace rate (2018)",
        patternSize: 50, episodes: 1_000_000
    ) {
        $0.patterns = 2
        $0.cycles = 1
        $0.presentationSteps = 3
        $0.delaySteps = 1
        $0.testSteps = 3
    }

    /// Miconi, Clune & Stanley 2018 (arXiv:1804.02464).
    private static func memory2018(
        _ name: String, _ words: String, patternSize: Int, episodes: Int,
        _ change: (inout AssociativeMemory) -> Void
    ) -> Experiment {
        var task = AssociativeMemory()
        task.program = .programs2018
        task.patternSize = patternSize
        task.patterns = 5
        task.orthogonal = false
        task.biasInput = 1
        change(&task)
        return Experiment(name, words: words, task: task) {
            var network = Recurrent()
            network.freesDiagonal = true
            network.initialWeights = .programs2018
            network.zeroesInitialDiagonal = patternSize == 50
            $0.architecture = network
            // The published trace rate is 0.01 in single precision.
            $0.rule = DecayingHebb(eta: 1 - Double(Float(0.01)), learnsEta: true)
            $0.optimizer = Adam(learningRate: 3e-4)
            $0.precision = patternSize == 50 ? .double : .float
            $0.episodes = episodes
        }
    }
}
