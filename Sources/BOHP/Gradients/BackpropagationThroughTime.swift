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
///     dL/deta      = Σ_t Σ_ij (alpha ∘ (dL/dx(t) ⊗ y(t-1)) ∘ dhebb(t)/deta)_ij     if eta is learned
///
/// Exact, in O(T·N²) operations. p(t) stands for the gradient of the trace without its factor alpha, which is
/// the same at all steps. The sums over time come last, in a pass that carries the trace forward in registers.
///
/// Memory: the backward pass needs m(t) = w + alpha ∘ hebb(t) of every step. Stored, that is T·N² numbers. Reversed, it
/// is N²: m(t-1) = w + (m(t) - w - (1-eta) · alpha ∘ y(t-1) ⊗ y(t-2)) / eta, which multiplies its rounding error by
/// 1/eta per step; after T = 106 steps at eta = 0.99 that is a factor of 2.9. The sums over time are not affected,
/// because they carry the trace forward again.
///
/// Threads share the rows of every step. Sums over rows are gathered in chunks of rows whose number depends on N
/// alone, so that results do not depend on the number of threads.
final class BackpropagationThroughTime<Scalar: NetworkScalar>: GradientEngine {
    private let neurons: Int
    private let traceMemory: TraceMemory
    private let objective: any Objective
    private let learnsEta: Bool
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
    /// dL/dy of the counted outputs.
    private var errors = Matrix<Double>(rows: 0, columns: 0)

    init(
        _ network: NetworkDescription, objective: any Objective, traceMemory: TraceMemory,
        team: WorkerTeam
    ) {
        let neurons = network.neurons
        self.neurons = neurons
        self.traceMemory = traceMemory
        self.objective = objective
        learnsEta = network.parts[ParameterPlace.eta].isLearned
        self.team = team
        pass = ForwardPass(neurons: neurons, team: team)
        p = BlockedMatrices(neurons: neurons)
        adjoints = VectorSequence(3, neurons: neurons)
        columnSums1 = VectorSequence(pass.chunks, neurons: neurons)
        columnSums2 = VectorSequence(pass.chunks, neurons: neurons)
        rowSums = VectorSequence(1, neurons: neurons)
        dx = VectorSequence(0, neurons: neurons)
    }

    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    func lossGradient(
        of network: PlasticNetwork<Scalar>, episode: Episode, into gradient: Parameters<Scalar>
    ) -> [Double] {
        let steps = episode.steps
        pass.prepare(
            episode.inputs, initialState: nil,
            storesHistory: traceMemory.isStored(neurons: neurons, steps: steps, eta: network.eta))
        if dx.vectors < steps { dx = VectorSequence(steps, neurons: neurons) }
        p.clear()
        adjoints.clear()
        var answers = errors
        team.run { worker in
            flushingDenormals {
                pass.advance(network, worker: worker)
                if worker == 0 {
                    answers = pass.answers(to: episode)
                    errors = objective.gradient(outputs: answers, targets: episode.targets)
                }
                team.barrier()
                goBack(network, episode: episode, worker: worker)
                let kernels = Scalar.kernels.functions
                let kernelNetwork = pass.kernelNetwork(network)
                let rows = pass.rows(team.share(of: pass.chunks, worker: worker))
                kernels.gradients(
                    kernelNetwork, rows.lowerBound, rows.upperBound, steps, pass.y.base, dx.base,
                    gradient.base(ParameterPlace.w), gradient.base(ParameterPlace.alpha))
                if learnsEta {
                    kernels.etaGradient(
                        kernelNetwork, rows.lowerBound, rows.upperBound, steps, pass.y.base, dx.base,
                        rowSums.base)
                }
            }
        }
        if learnsEta {
            gradient.base(ParameterPlace.eta)[0] = (0..<neurons).reduce(0) { $0 + rowSums.base[$1] }
        }
        return objective.measure(outputs: answers, targets: episode.targets)
    }

    /// If step t is counted, adds dL/dy(t) to `adjoint` at the counted neurons within `neurons`.
    private func addError(
        of episode: Episode, step: Int, neurons: Range<Int>, to adjoint: UnsafeMutablePointer<Scalar>
    ) {
        guard episode.countedSteps.contains(step) else { return }
        let first = (step - episode.countedSteps.lowerBound) * errors.columns
        for neuron in neurons.clamped(to: episode.countedNeurons) {
            adjoint[neuron] += Scalar(errors.elements[first + neuron - episode.countedNeurons.lowerBound])
        }
    }

    /// Takes a worker's rows through the backward pass, in step with the team's other workers.
    private func goBack(_ network: PlasticNetwork<Scalar>, episode: Episode, worker: Int) {
        let chunks = team.share(of: pass.chunks, worker: worker)
        let rows = pass.rows(chunks)
        let network = pass.kernelNetwork(network)
        let kernels = Scalar.kernels.functions
        // p(t) of the equations is scale · p.
        var scale = TraceScale(eta: network.eta)
        for step in stride(from: pass.steps - 1, through: 0, by: -1) {
            let adjoint = adjoints[step % 3]
            addError(of: episode, step: step, neurons: rows, to: adjoint)
            // The kernel clears the adjoint, whose vector then serves the step three before this one.
            kernels.slope(rows.lowerBound, rows.upperBound, pass.y[step + 2], adjoint, dx[step])
            guard step > 0 else { break }
            scale.decay { p.scale(by: Scalar($0), rows: rows) }
            let effective = pass.effectiveWeights(step)
            for chunk in chunks {
                let part = pass.rows(chunk..<(chunk + 1))
                kernels.backward(
                    network, part.lowerBound, part.upperBound, scale.value, effective,
                    pass.storesHistory ? nil : effective, p.base, pass.y[step + 1], pass.y[step], dx[step],
                    columnSums1[chunk], columnSums2[chunk], rowSums.base)
            }
            // Every chunk's sums are needed now, and are overwritten in the next step.
            team.barrier()
            kernels.gather(
                rows.lowerBound, rows.upperBound, columnSums1.stride, pass.chunks, rowSums.base,
                columnSums1.base, columnSums2.base, adjoints[(step + 2) % 3], adjoints[(step + 1) % 3])
            team.barrier()
        }
    }
}
