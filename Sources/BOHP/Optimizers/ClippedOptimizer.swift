/// An optimizer whose every change is clipped.
protocol ClippedOptimizer: Optimizer {
    /// The step size.
    var learningRate: Double { get set }
    /// The largest change of a parameter in one update.
    var largestChange: Double { get set }
}

extension ClippedOptimizer {
    static var clippedSettings: [Setting<Self>] {
        [
            Setting(
                "learning_rate", .number(0...1e6), words: "Learning rate", help: "Step size",
                get: { .number($0.learningRate) },
                set: { if case .number(let value) = $1 { $0.learningRate = value } }),
            Setting(
                "largest_change", .number(0...1e9), words: "Largest change",
                help: "Largest change of a parameter in one update", get: { .number($0.largestChange) },
                set: { if case .number(let value) = $1 { $0.largestChange = value } }),
        ]
    }

    /// The optimizer with the given numbers.
    public init(learningRate: Double, largestChange: Double) {
        self.init()
        self.learningRate = learningRate
        self.largestChange = largestChange
    }
}
