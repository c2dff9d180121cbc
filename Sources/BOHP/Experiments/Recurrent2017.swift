extension Experiment {
    /// The auto-associative memory of the 2017 program.
    public static let associativeMemory2017 = Experiment(
        "associative-memory-2017",
        words: "Auto-associative memory of three patterns, with the 2017 program's Adam",
        task: AssociativeMemory()
    ) { $0.optimizer = Adam2017() }

    /// Its script `regurgitator`: plain gradient descent, and plastic connections of neurons to themselves.
    public static let regurgitation2017 = Experiment(
        "regurgitation-2017", words: "Regurgitation of a sequence, from the 2017 program's repository",
        task: Regurgitation()
    ) {
        var task = Regurgitation()
        task.episodeSteps = 10
        $0.task = task
        var network = Recurrent()
        network.freesDiagonal = true
        network.zeroesInitialDiagonal = true
        $0.architecture = network
        $0.rule = DecayingHebb(eta: 0.9)
        $0.optimizer = ClippedGradientDescent(learningRate: 0.003, largestChange: 1e9)
        $0.episodes = 5000
        $0.seed = 1
    }

    /// Its script `simplemaximizer`, whose objective is not a squared error.
    public static let maximizer2017 = Experiment(
        "maximizer-2017", words: "Maximization of an output's last rise, from the 2017 program's repository",
        task: Maximizer()
    ) {
        var network = Recurrent()
        network.freesDiagonal = true
        network.zeroesInitialDiagonal = true
        network.initialAlpha = 0.1
        $0.architecture = network
        $0.rule = DecayingHebb(eta: 0.9)
        $0.optimizer = ClippedGradientDescent(learningRate: 0.01, largestChange: 1e9)
        $0.episodes = 20
    }
}
