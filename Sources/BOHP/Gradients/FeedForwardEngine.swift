/// The gradient of an episode's loss for a feed-forward network by backpropagation through time.
///
/// With C(n) = dL/draw(n) for the trace before the clip, zero after the last step, going back from n = T-1:
///
///     dL/dy(n)  = wOutputᵀ · dL/dr(n) + gain(n) ∘ (C(n+1) · u(n)) + what the rule adds
///     g         = s(y(n)) ∘ dL/dy(n)                                        s(y) = 1 - y²
///     dL/dw    += g ⊗ u(n)          dL/dalpha += (g ⊗ u(n)) ∘ hebb(n)        dL/db += g
///     C(n)      = pass(n) ∘ (keep(n) ∘rows C(n+1) + alpha ∘ (g ⊗ u(n)))
///
/// The programs of 2016 deviate from this in two places, and `published-2016` does the same: their slope is
/// s(y) = 1 - tanh(y)², and dL/db leaves out the way through the trace: wOutputᵀ · dL/dr ∘ (1 - y²).
final class FeedForwardEngine<Scalar: NetworkScalar>: GradientEngine {
    private let objective: any Objective
    private let isPublished: Bool
    private let pass: FeedForwardPass<Scalar>
    private let rulePlaces: Range<Int>
    private let learnedPlaces: [Int]
    /// C, row by row.
    private let traceGradient: KernelStorage<Scalar>
    private let gradientW: KernelStorage<Scalar>
    private let gradientAlpha: KernelStorage<Scalar>
    private let gradientB: KernelStorage<Scalar>
    private let ruleGradient: KernelStorage<Double>
    private let adjoint: KernelStorage<Scalar>
    private let answerGradient: KernelStorage<Scalar>
    private let slopes: KernelStorage<Scalar>

    init(_ network: NetworkDescription, objective: any Objective, isPublished: Bool) {
        self.objective = objective
        self.isPublished = isPublished
        pass = FeedForwardPass(network)
        rulePlaces = network.rulePlaces
        learnedPlaces = rulePlaces.filter { network.parts[$0].isLearned }
        let count = network.neurons * network.sources
        traceGradient = KernelStorage(count: count)
        gradientW = KernelStorage(count: count)
        gradientAlpha = KernelStorage(count: count)
        gradientB = KernelStorage(count: network.neurons)
        adjoint = KernelStorage(count: network.neurons)
        slopes = KernelStorage(count: network.neurons)
        ruleGradient = KernelStorage(count: rulePlaces.count)
        answerGradient = KernelStorage(count: pass.readout.outputs)
    }

    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    func lossGradient(
        of network: PlasticNetwork<Scalar>, episode: Episode, into gradient: Parameters<Scalar>
    ) -> [Double] {
        pass.run(network, episode)
        let answers = pass.answers(to: episode)
        let errors = objective.gradient(outputs: answers, targets: episode.targets)
        for storage in [traceGradient, gradientW, gradientAlpha, gradientB] { storage.clear() }
        ruleGradient.clear()
        var row = episode.countedSteps.count - 1
        for step in stride(from: pass.steps - 1, through: 0, by: -1) {
            adjoint.clear()
            if row >= 0, episode.countedSteps[row] == step {
                answerGradient.clear()
                for (column, output) in episode.countedNeurons.enumerated() {
                    answerGradient.base[output] = Scalar(errors[row, column])
                }
                pass.readout.pullBack(answerGradient.base, sources: 0..<pass.targets, to: adjoint.base)
                pass.readout.addGradient(answerGradient.base, pass.y[step])
                row -= 1
            }
            goBack(step)
        }
        store(in: gradient)
        return objective.measure(outputs: answers, targets: episode.targets)
    }

    /// One step backward from `adjoint`, which holds what the readout hands back.
    private func goBack(_ step: Int) {
        let (y, u, hebb) = (pass.y[step], pass.inputs[step], pass.hebb[step])
        let (keep, gain) = (pass.keep[step], pass.gain[step])
        let clip = Scalar(pass.rule.clip)
        if isPublished { Scalar.kernels.functions.tanh(pass.targets, y, slopes.base) }
        for target in 0..<pass.targets {
            let first = target * pass.sources
            let (gradientC, alpha) = (traceGradient.base + first, pass.alpha.base + first)
            var q: Scalar = 0
            var h: Scalar = 0
            for source in 0..<pass.sources {
                q += gradientC[source] * u[source]
                h += gradientC[source] * hebb[first + source]
            }
            let output = y[target]
            let through = pass.rule.pullback(
                Double(output), pass.ruleValues, keep: Double(h), gain: Double(output * q),
                gradient: ruleGradient.base)
            let fromReadout = adjoint.base[target]
            let slope = isPublished ? 1 - slopes.base[target] * slopes.base[target] : 1 - output * output
            let g = slope * (fromReadout + gain[target] * q + Scalar(through))
            gradientB.base[target] += isPublished ? fromReadout * (1 - output * output) : g
            for source in 0..<pass.sources {
                let outer = g * u[source]
                gradientW.base[first + source] += outer
                gradientAlpha.base[first + source] += outer * hebb[first + source]
                let isInside = abs(hebb[first + source]) < clip
                gradientC[source] = isInside ? keep[target] * gradientC[source] + alpha[source] * outer : 0
            }
        }
    }

    private func store(in gradient: Parameters<Scalar>) {
        for (place, source) in [
            (ParameterPlace.w, gradientW), (ParameterPlace.alpha, gradientAlpha), (pass.biasPlace, gradientB),
        ] { gradient.layout(place).pack(source.base, to: gradient.base(place)) }
        for place in learnedPlaces {
            gradient.base(place)[0] = Scalar(ruleGradient.base[place - rulePlaces.lowerBound])
        }
        pass.readout.storeGradient(in: gradient)
    }
}
