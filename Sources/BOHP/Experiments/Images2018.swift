extension Experiment {
    /// Completion of natural images, in single precision.
    public static let images2018 = Experiment(
        "images-2018",
        words: "Completion of natural images of 32 × 32 pixels, which learns its trace rate (2018)",
        task: Images()
    ) { $0.precision = .float }
}

extension Images: ConfigurationAdapting {
    /// The network, optimizer and length of training of 2018.
    func adapt(_ configuration: inout Configuration) {
        var network = Recurrent()
        network.clampsInputs = true
        network.freesDiagonal = true
        network.initialWeights = .programs2018
        configuration.architecture = network
        // The published trace rate is 0.01 in single precision.
        configuration.rule = DecayingHebb(eta: 1 - Double(Float(0.01)), learnsEta: true)
        configuration.optimizer = Adam(learningRate: 1e-4)
        configuration.episodes = 100_000
    }
}
