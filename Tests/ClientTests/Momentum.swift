import BOHP

/// An optimizer of a client, with a moment and a number to keep: gradient descent with momentum, whose length it counts.
struct Momentum: Optimizer {
    static let name = "momentum"
    static let words = "gradient descent with momentum"
    static let moments = ["velocity"]
    static let numbers = ["distance"]
    static let settings = [
        Setting(
            "learning_rate", \Momentum.learningRate, in: 0...10, words: "Learning rate", help: "Step size"),
        Setting(
            "inertia", \Momentum.inertia, in: 0...1, words: "Inertia",
            help: "Share of the velocity that is kept"),
    ]

    var learningRate = 0.05
    var inertia = 0.5

    func update<Scalar: NetworkScalar>(
        _ parameters: inout Parameters<Scalar>, along gradient: Parameters<Scalar>,
        state: inout OptimizerState<Scalar>, number: Int
    ) {
        let (rate, inertia) = (Scalar(learningRate), Scalar(inertia))
        state.moments[0].update(with: gradient) { $0 = inertia * $0 - rate * $1 }
        parameters.update(with: state.moments[0]) { $0 += $1 }
        state.numbers[0] += state.moments[0].norm
    }
}
