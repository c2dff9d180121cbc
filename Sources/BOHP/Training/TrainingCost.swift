/// What training costs, roughly: enough to share a machine between runs.
extension Configuration {
    /// The smallest network in which threads share a step.
    private static var smallestSharedNetwork: Int { 192 }

    /// Whether the threads of a machine are better used within an episode than for another run.
    public var sharesEpisodes: Bool {
        network.neurons >= Self.smallestSharedNetwork || engine == .rtrl
    }

    /// The arithmetic of training, in products of a weight and an activity: proportional to its time for networks of like
    /// size.
    public var work: Double {
        let synapses = Double(network.neurons * network.neurons)
        return Double(episodes) * Double(task.steps) * (engine == .rtrl ? synapses * synapses : synapses)
    }

    /// How many steps' traces backpropagation keeps.
    public var keptTraces: Int {
        func traces<Scalar: NetworkScalar>(_: Scalar.Type) -> Int {
            traceMemory.traces(
                Scalar.self, neurons: network.neurons, steps: task.steps, eta: rule.initialDecay)
        }
        return switch precision {
        case .double: traces(Double.self)
        case .float: traces(Float.self)
        }
    }

    /// The memory that training takes on `threads` threads, in bytes: what the arrays below take, and as much more as was
    /// measured for networks of 300 and 1000 neurons.
    public func memory(threads: Int) -> Double {
        let scalar = precision == .double ? 8.0 : 4.0
        let matrix = Double(network.neurons * network.neurons)
        let partials = Double(min(batch, 32))
        let workers = Double(min(batch, threads))
        let steps = Double(task.steps)
        // The weights, the gradients, the optimizer's moments, and their copies in a checkpoint and in its file.
        var matrices = 2 * (1 + partials + (batch > 32 ? workers : 0) + 2) + 2 * 6 * 8 / scalar
        switch engine {
        case .bptt, .published2016:
            matrices += workers * Double(keptTraces + 3)
        case .rtrl: matrices += workers * 4 * Double(network.neurons)
        }
        let arrays =
            scalar * (matrices * matrix + steps * Double(network.neurons) * (4 * workers + 4 * partials))
        return 1.25 * arrays + 20e6
    }
}
