/// The gradient of an episode's loss by backpropagation through time.
///
/// With dL/dy(t) = 0 after the last step, going back from t = T-1:
///
///     dL/dx(t)     = (1 - y(t)²) ∘ dL/dy(t)
///     p(t)         = eta · p(t+1) + dL/dx(t) ⊗ y(t-1)                 dL/dhebb(t) = alpha ∘ p(t)
///     dL/dy(t-1)  += (w + alpha ∘ hebb(t))ᵀ · dL/dx(t)                through the excitation
///     dL/dy(t-1)  += (1-eta) · (alpha ∘ p(t)) · y(t-2)                through the trace
///     dL/dy(t-2)  += (1-eta) · (alpha ∘ p(t))ᵀ · y(t-1)               through the trace
///     dL/dw        = Σ_t dL/dx(t) ⊗ y(t-1)
///     dL/dalpha    = Σ_t (dL/dx(t) ⊗ y(t-1)) ∘ hebb(t)
///
/// Exact, in O(T·N²) operations. p(t) stands for the gradient of the trace without its factor alpha, which is
/// the same at all steps. The two sums come last, in one pass that carries the trace forward in registers.
///
/// Memory: the way back needs hebb(t). Stored, that is T·N² numbers. Reversed, it is N²: the trace is run
/// backwards, hebb(t-1) = (hebb(t) - (1-eta) · y(t-1) ⊗ y(t-2)) / eta, which multiplies its rounding error by
/// 1/eta a step; after T = 106 steps at eta = 0.99 that is a factor of 2.9. The sums over time are not touched
/// by it, because they carry the trace forward again.
final class BackpropagationThroughTime<Scalar: NetworkScalar> {
    private let neurons: Int
    private let traceMemory: Configuration.TraceMemory
    private let pass: ForwardPass<Scalar>
    private let p: PaddedMatrix<Scalar>
    /// dL/dy of the present step and the two before it; a step's row is its number modulo 3.
    private let adjoints: PaddedMatrix<Scalar>
    private let rowSums: PaddedMatrix<Scalar>
    private var dx: PaddedMatrix<Scalar>

    /// An engine for networks of `neurons` neurons.
    init(neurons: Int, traceMemory: Configuration.TraceMemory) {
        self.neurons = neurons
        self.traceMemory = traceMemory
        pass = ForwardPass(neurons: neurons)
        p = PaddedMatrix(rows: neurons, columns: neurons)
        adjoints = PaddedMatrix(rows: 3, columns: neurons)
        rowSums = PaddedMatrix(rows: 1, columns: neurons)
        dx = PaddedMatrix(rows: 0, columns: neurons)
    }

    private func storesTraces(steps: Int, eta: Scalar) -> Bool {
        switch traceMemory {
        case .stored: return true
        case .reversed: return false
        case .automatic:
            let bytes = steps * neurons * p.stride * MemoryLayout<Scalar>.stride
            if bytes <= 64 << 20 { return true }
            // In single precision, too, half of the digits are to be left: eta^-T ≤ 1/√ulp.
            var amplification: Scalar = 1
            for _ in 0..<steps { amplification /= eta }
            return !(amplification * amplification * Scalar.ulpOfOne <= 1)
        }
    }

    func lossGradient(
        of parameters: PaddedParameters<Scalar>, eta: Scalar, episode: Episode,
        into gradient: PaddedParameters<Scalar>
    ) -> EpisodeOutcome {
        let steps = episode.steps
        let storesTraces = storesTraces(steps: steps, eta: eta)
        pass.run(
            parameters, eta: eta, inputs: episode.inputs, initialState: nil, storesTraces: storesTraces)
        if dx.rows < steps { dx = PaddedMatrix(rows: steps, columns: neurons) }
        p.fill(0)
        adjoints.fill(0)
        let backward = Scalar.kernels.backward
        for step in stride(from: steps - 1, through: 0, by: -1) {
            let adjoint = adjoints.row(step % 3)
            pass.addError(of: episode, step: step, to: adjoint)
            let delta = dx.row(step)
            let output = pass.y.row(step + 2)
            for neuron in 0..<neurons {
                delta[neuron] = (1 - output[neuron] * output[neuron]) * adjoint[neuron]
                adjoint[neuron] = 0
            }
            guard step > 0 else { break }
            let before = adjoints.row((step + 2) % 3)
            let trace = pass.trace(step)
            // The cleared row of this step takes what belongs to the step three before the next one.
            backward(
                neurons, p.stride, 0, neurons, eta, parameters.w.base, parameters.alpha.base, trace,
                storesTraces ? nil : trace, p.base, pass.y.row(step + 1), pass.y.row(step), delta,
                before, adjoints.row((step + 1) % 3), rowSums.base)
            for neuron in 0..<neurons { before[neuron] += rowSums.base[neuron] }
        }
        Scalar.kernels.gradients(
            neurons, p.stride, 0, neurons, steps, eta, pass.y.base, dx.base, gradient.w.base,
            gradient.alpha.base)
        return pass.outcome(of: episode)
    }
}
