extension Experiment {
    /// The auto-associative memory of the 2017 program.
    public static let associativeMemory2017 = Experiment(
        "associative-memory-2017",
        words: "Auto-associative memory of three patterns, with the 2017 program's Adam",
        task: AssociativeMemory()
    ) { $0.optimizer = Adam2017() }

    /// Its script `regurgitator`: plain gradient descent, and plastic connections of neurons to themselves.
    public static let regurgitation2017 = {
        var task = Regurgitation()
        task.episodeSteps = 10
        return script2017(
            "regurgitation-2017", "Regurgitation of a sequence, from the 2017 program's repository", task,
            learningRate: 0.003
        ) {
            $0.episodes = 5000
            $0.seed = 1
        }
    }()

    /// Its script `simplemaximizer`, whose objective is not a squared error.
    public static let maximizer2017 = script2017(
        "maximizer-2017", "Maximization of an output's last rise, from the 2017 program's repository",
        Maximizer(), initialAlpha: 0.1, learningRate: 0.01
    ) { $0.episodes = 20 }

    /// What the scripts share: a diagonal of alpha that is zero only before training, and descent without a clip.
    private static func script2017(
        _ name: String, _ words: String, _ task: any EpisodicTask, initialAlpha: Double = 0.01,
        learningRate: Double, _ change: (inout Configuration) -> Void
    ) -> Experiment {
        Experiment(name, words: words, task: task) {
            var network = Recurrent()
            network.freesDiagonal = true
            network.zeroesInitialDiagonal = true
            network.initialAlpha = initialAlpha
            $0.architecture = network
            $0.rule = DecayingHebb(eta: 0.9)
            $0.optimizer = ClippedGradientDescent(learningRate: learningRate, largestChange: 1e9)
            change(&$0)
        }
    }
}
