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
/// Memory: the way back needs m(t) = w + alpha ∘ hebb(t) of every step. Stored, that is T·N² numbers. Reversed, it
/// is N²: m(t-1) = w + (m(t) - w - (1-eta) · alpha ∘ y(t-1) ⊗ y(t-2)) / eta, which multiplies its rounding error by
/// 1/eta a step; after T = 106 steps at eta = 0.99 that is a factor of 2.9. The two sums over time are not touched by
/// it, because they carry the trace forward again.
///
/// Threads share the rows of every step. Sums over rows are gathered in chunks of rows whose number depends on N
/// alone, so that results do not depend on the number of threads.
final class BackpropagationThroughTime<Scalar: NetworkScalar> {
    private let neurons: Int
    private let traceMemory: Configuration.TraceMemory
    private let team: WorkerTeam
    private let pass: ForwardPass<Scalar>
    private let p: BlockedMatrices<Scalar>
    /// dL/dy of the present step and the two before it; a step's vector is its number modulo 3.
    private let adjoints: VectorSequence<Scalar>
    /// What each chunk of rows adds to dL/dy one and two steps before, summed over its rows.
    private let columnSums1: VectorSequence<Scalar>
    private let columnSums2: VectorSequence<Scalar>
    private let rowSums: VectorSequence<Scalar>
    private var dx: VectorSequence<Scalar>

    /// An engine for networks of `neurons` neurons.
    init(
        neurons: Int, traceMemory: Configuration.TraceMemory, team: WorkerTeam = WorkerTeam(size: 1)
    ) {
        self.neurons = neurons
        self.traceMemory = traceMemory
        self.team = team
        pass = ForwardPass(neurons: neurons, team: team)
        p = BlockedMatrices(neurons: neurons)
        adjoints = VectorSequence(3, neurons: neurons)
        columnSums1 = VectorSequence(pass.chunks, neurons: neurons)
        columnSums2 = VectorSequence(pass.chunks, neurons: neurons)
        rowSums = VectorSequence(1, neurons: neurons)
        dx = VectorSequence(0, neurons: neurons)
    }

    private func storesHistory(steps: Int, eta: Scalar) -> Bool {
        switch traceMemory {
        case .stored: return true
        case .reversed: return false
        case .automatic:
            let bytes = steps * p.count * MemoryLayout<Scalar>.stride
            if bytes <= 8 << 20 { return true }
            // In single precision, too, half of the digits are to be left: eta^-T ≤ 1/√ulp.
            var amplification: Scalar = 1
            for _ in 0..<steps { amplification /= eta }
            return !(amplification * amplification * Scalar.ulpOfOne <= 1)
        }
    }

    func lossGradient(
        of parameters: KernelParameters<Scalar>, eta: Scalar, episode: Episode,
        into gradient: KernelParameters<Scalar>
    ) -> EpisodeOutcome {
        let steps = episode.steps
        pass.prepare(
            episode.inputs, initialState: nil, storesHistory: storesHistory(steps: steps, eta: eta))
        if dx.vectors < steps { dx = VectorSequence(steps, neurons: neurons) }
        p.clear()
        adjoints.clear()
        team.run { worker in
            flushingDenormals {
                pass.advance(parameters, eta: eta, worker: worker)
                goBack(parameters, eta: eta, episode: episode, worker: worker)
                let rows = pass.rows(team.share(of: pass.chunks, worker: worker))
                guard !rows.isEmpty else { return }
                Scalar.kernels.gradients(
                    neurons, p.stride, rows.lowerBound, rows.upperBound, steps, eta, pass.y.base, dx.base,
                    gradient.w.base, gradient.alpha.base)
            }
        }
        return pass.outcome(of: episode)
    }

    /// Takes a worker's rows back through all steps, in step with the team's other workers.
    private func goBack(
        _ parameters: KernelParameters<Scalar>, eta: Scalar, episode: Episode, worker: Int
    ) {
        let chunks = team.share(of: pass.chunks, worker: worker)
        let rows = pass.rows(chunks)
        let backward = Scalar.kernels.backward
        for step in stride(from: pass.steps - 1, through: 0, by: -1) {
            let adjoint = adjoints[step % 3]
            pass.addError(of: episode, step: step, neurons: rows, to: adjoint)
            let delta = dx[step]
            let output = pass.y[step + 2]
            for neuron in rows {
                delta[neuron] = (1 - output[neuron] * output[neuron]) * adjoint[neuron]
                // From here on the vector stands for the step three before this one.
                adjoint[neuron] = 0
            }
            guard step > 0 else { break }
            let effective = pass.effectiveWeights(step)
            for chunk in chunks {
                let part = pass.rows(chunk..<(chunk + 1))
                columnSums1[chunk].update(repeating: 0, count: columnSums1.stride)
                columnSums2[chunk].update(repeating: 0, count: columnSums2.stride)
                backward(
                    neurons, p.stride, part.lowerBound, part.upperBound, eta, parameters.w.base,
                    parameters.alpha.base, effective, pass.storesHistory ? nil : effective, p.base,
                    pass.y[step + 1],
                    pass.y[step], delta, columnSums1[chunk], columnSums2[chunk], rowSums.base)
            }
            // Every chunk's sums are needed now, and are overwritten in the next step.
            team.barrier()
            let before = adjoints[(step + 2) % 3]
            let twoBefore = adjoints[(step + 1) % 3]
            for neuron in rows { before[neuron] += rowSums.base[neuron] }
            for chunk in 0..<pass.chunks {
                let sums1 = columnSums1[chunk]
                let sums2 = columnSums2[chunk]
                for neuron in rows {
                    before[neuron] += sums1[neuron]
                    twoBefore[neuron] += sums2[neuron]
                }
            }
            team.barrier()
        }
        team.barrier()
    }
}
