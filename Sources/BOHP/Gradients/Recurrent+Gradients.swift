extension Recurrent: TrainableArchitecture {
    public func startEngine<Scalar: NetworkScalar>(
        _: Scalar.Type, _ network: NetworkDescription, method: GradientMethod, objective: any Objective,
        traceMemory: TraceMemory, team: WorkerTeam
    ) -> any GradientEngine<Scalar> {
        if method == .rtrl {
            return RealTimeRecurrentLearning<Scalar>(network, objective: objective, team: team)
        }
        return BackpropagationThroughTime<Scalar>(
            network, objective: objective, traceMemory: traceMemory, team: team)
    }

    public func validate<Scalar: NetworkScalar>(
        _: Scalar.Type, _ network: NetworkDescription, steps: Int, method: GradientMethod,
        traceMemory: TraceMemory
    ) throws {
        let rule = network.rule
        let learnsRule = rule.parameters.contains(where: \.isLearned)
        if clampsInputs, hasInputLayer {
            throw ConfigurationError(
                setting: "clamped_inputs", problem: "needs neurons that receive inputs, not an input layer")
        }
        switch method {
        case .bptt: break
        case .rtrl:
            guard RealTimeRecurrentLearning<Double>.computes(network), !learnsRule else {
                throw ConfigurationError(
                    setting: "engine",
                    problem: "rtrl needs the rule \(DecayingHebb.name) with a fixed eta, and knows no shared "
                        + "alpha, clamped inputs, or layers; use bptt")
            }
        case .published2016:
            throw ConfigurationError(
                setting: "engine",
                problem: "\(GradientMethod.published2016.rawValue) needs a feed-forward network")
        }
        guard traceMemory == .reversed else { return }
        guard let eta = rule.initialDecay, !learnsRule else {
            throw ConfigurationError(
                setting: "trace_memory",
                problem:
                    "can be reversed only with the rule \(DecayingHebb.name) and a fixed eta; use segmented")
        }
        guard TraceMemory.canReverse(steps: steps, eta: Scalar(eta)) else {
            throw ConfigurationError(
                setting: "trace_memory",
                problem:
                    "cannot be reversed with eta \(eta) over \(steps) steps, because the trace would lose "
                    + "more than half of its digits; use segmented")
        }
    }
}
