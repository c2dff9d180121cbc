extension FeedForward: TrainableArchitecture {
    public func startEngine<Scalar: NetworkScalar>(
        _: Scalar.Type, _ network: NetworkDescription, method: GradientMethod, objective: any Objective,
        traceMemory: TraceMemory, team: WorkerTeam
    ) -> any GradientEngine<Scalar> {
        FeedForwardEngine<Scalar>(network, objective: objective, isPublished: method == .published2016)
    }

    public func validate<Scalar: NetworkScalar>(
        _: Scalar.Type, _ network: NetworkDescription, steps: Int, method: GradientMethod,
        traceMemory: TraceMemory
    ) throws {
        if method == .rtrl {
            throw ConfigurationError(setting: "engine", problem: "rtrl needs a recurrent network; use bptt")
        }
        let outputs = network.task.outputs
        if readout == .identity, hiddenNeurons != outputs {
            throw ConfigurationError(
                setting: "hidden_neurons",
                problem: "must be the \(outputs) elements of an answer with the readout identity, "
                    + "not \(hiddenNeurons)")
        }
    }
}
