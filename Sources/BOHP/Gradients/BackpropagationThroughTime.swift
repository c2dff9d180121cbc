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
/// the same at all steps. The sums over time come last, in a pass that carries the trace forward in registers. `GatedTrace`
/// has the equations of other rules.
///
/// Memory: the backward pass needs m(t) = w + alpha ∘ hebb(t) of every step. `TraceMemory` says which are stored. Reversed,
/// m(t-1) = w + (m(t) - w - (1-eta) · alpha ∘ y(t-1) ⊗ y(t-2)) / eta, which multiplies its rounding error by
/// 1/eta per step; after T = 106 steps at eta = 0.99 that is a factor of 2.9. The sums over time are not affected,
/// because they carry the trace forward again.
///
/// Threads share the rows of every step. Sums over rows are gathered in chunks of rows whose number depends on N
/// alone, so that results do not depend on the number of threads.
final class BackpropagationThroughTime<Scalar: NetworkScalar>: GradientEngine {
    private let description: NetworkDescription
    private let neurons: Int
    private let traceMemory: TraceMemory
    private let objective: any Objective
    private let team: WorkerTeam
    private let pass: RecurrentPass<Scalar>
    private let p: BlockedMatrices<Scalar>
    /// dL/dy of the present step and the two before it; a step's vector is its number modulo 3.
    private let adjoints: VectorSequence<Scalar>
    /// What each chunk of rows adds to dL/dy one and two steps before, summed over its rows.
    private let columnSums1: VectorSequence<Scalar>
    private let columnSums2: VectorSequence<Scalar>
    private let rowSums: VectorSequence<Scalar>
    private var dx: VectorSequence<Scalar>
    /// The gradient for alpha of every connection, if all share one coefficient.
    private let alphaParts: BlockedMatrices<Scalar>?
    /// dL/dy, or dL/dr of the output layer, of the counted outputs.
    private var errors = Matrix<Scalar>(rows: 0, columns: 0)
    /// For every step its row in `errors`; -1 if it is not counted.
    private var errorRows: [Int] = []

    init(
        _ network: NetworkDescription, objective: any Objective, traceMemory: TraceMemory,
        team: WorkerTeam
    ) {
        description = network
        let neurons = network.neurons
        self.neurons = neurons
        self.traceMemory = traceMemory
        self.objective = objective
        self.team = team
        pass = RecurrentPass(network, team: team)
        p = BlockedMatrices(neurons: neurons)
        adjoints = VectorSequence(3, neurons: neurons)
        columnSums1 = VectorSequence(pass.chunks, neurons: neurons)
        columnSums2 = VectorSequence(pass.chunks, neurons: neurons)
        rowSums = VectorSequence(1, neurons: neurons)
        dx = VectorSequence(0, neurons: neurons)
        alphaParts = network.architecture.sharesAlpha ? BlockedMatrices(neurons: neurons) : nil
    }

    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    func lossGradient(
        of network: PlasticNetwork<Scalar>, episode: Episode, into gradient: Parameters<Scalar>
    ) -> [Double] {
        let steps = episode.steps
        let segment = traceMemory.segment(
            Scalar.self, neurons: neurons, steps: steps, eta: description.rule.decay(network.ruleParameters))
        pass.prepare(network, episode, segment: segment)
        if dx.vectors < steps { dx = VectorSequence(steps, neurons: neurons) }
        errorRows = [Int](repeating: -1, count: steps)
        for (row, step) in episode.countedSteps.enumerated() { errorRows[step] = row }
        p.clear()
        adjoints.clear()
        var answers = Matrix<Double>(rows: 0, columns: 0)
        team.run { worker in
            flushingDenormals {
                pass.advance(worker: worker)
                if worker == 0 {
                    answers = pass.answers(to: episode)
                    errors = objective.gradient(outputs: answers, targets: episode.targets)
                        .converted(to: Scalar.self)
                }
                team.barrier()
                goBack(episode, worker: worker)
                let rows = pass.rows(team.share(of: pass.chunks, worker: worker))
                pass.kernels.gradients(
                    rows: rows, steps: steps, y: pass.y, dx: dx, w: gradient.base(ParameterPlace.w),
                    alpha: alphaParts?.base ?? gradient.base(ParameterPlace.alpha))
            }
        }
        pass.kernels.storeRuleGradient(in: gradient)
        if let alphaParts { gradient.base(ParameterPlace.alpha)[0] = sum(alphaParts) }
        storeLayerGradients(of: episode, in: gradient)
        return objective.measure(outputs: answers, targets: episode.targets)
    }

    /// The sum over all plastic connections.
    private func sum(_ parts: BlockedMatrices<Scalar>) -> Scalar {
        var sum: Scalar = 0
        for target in 0..<neurons {
            for source in 0..<neurons where !(description.architecture.clearsDiagonal && target == source) {
                sum += parts.base[parts.layout.offset(target: target, source: source)]
            }
        }
        return sum
    }

    /// The gradients of the linear layers, from dL/dx and dL/dr.
    private func storeLayerGradients(of episode: Episode, in gradient: Parameters<Scalar>) {
        if let layer = pass.inputLayer {
            for step in 0..<pass.steps {
                let source = episode.inputs.row(step).map { Scalar($0) }
                source.withUnsafeBufferPointer { source in
                    if let source = source.baseAddress { layer.addGradient(dx[step], source) }
                }
            }
            layer.storeGradient(in: gradient)
        }
        if let layer = pass.outputLayer {
            for (row, step) in episode.countedSteps.enumerated() {
                withError(row, of: episode, outputs: layer.outputs) {
                    layer.addGradient($0, pass.y[step + 2])
                }
            }
            layer.storeGradient(in: gradient)
        }
    }

    /// Calls `body` with dL/dr of a counted step, for all elements of the answer.
    private func withError(
        _ row: Int, of episode: Episode, outputs: Int, _ body: (UnsafePointer<Scalar>) -> Void
    ) {
        var error = [Scalar](repeating: 0, count: outputs)
        for (column, output) in episode.countedNeurons.enumerated() { error[output] = errors[row, column] }
        error.withUnsafeBufferPointer { if let base = $0.baseAddress { body(base) } }
    }

    /// If step t is counted, adds dL/dy(t) to `adjoint` at neurons within `neurons`.
    private func addError(
        of episode: Episode, step: Int, neurons: Range<Int>, to adjoint: UnsafeMutablePointer<Scalar>
    ) {
        let row = errorRows[step]
        guard row >= 0 else { return }
        if let layer = pass.outputLayer {
            withError(row, of: episode, outputs: layer.outputs) {
                layer.pullBack($0, sources: neurons, to: adjoint)
            }
            return
        }
        for neuron in neurons.clamped(to: episode.countedNeurons) {
            adjoint[neuron] += errors[row, neuron - episode.countedNeurons.lowerBound]
        }
    }

    /// Takes a worker's rows through the backward pass, in step with the team's other workers.
    private func goBack(_ episode: Episode, worker: Int) {
        let chunks = team.share(of: pass.chunks, worker: worker)
        let rows = pass.rows(chunks)
        let kernels = Scalar.kernels.functions
        // p(t) of the equations is scale · p.
        var scale = TraceScale(eta: pass.kernels.decay)
        let history = pass.history
        var segment = history.segments - 1
        for step in stride(from: pass.steps - 1, through: 0, by: -1) {
            let adjoint = adjoints[step % 3]
            addError(of: episode, step: step, neurons: rows, to: adjoint)
            // The kernel clears the adjoint, whose vector then serves the step three before this one.
            kernels.slope(rows.lowerBound, rows.upperBound, pass.y[step + 2], adjoint, dx[step])
            if pass.clampsInputs {
                for neuron in rows where pass.input[step][neuron] != 0 { dx[step][neuron] = 0 }
            }
            guard step > 0 else { break }
            scale.decay { p.scale(by: Scalar($0), rows: rows) }
            if history.segments > 1, (step - 1) / history.segment != segment {
                segment -= 1
                pass.restore(segment: segment, rows: rows)
            }
            for chunk in chunks {
                pass.kernels.backward(
                    step, rows: pass.rows(chunk..<(chunk + 1)), scale: scale.value,
                    matrix: history.matrix(step),
                    before: history.segment == 0 ? nil : UnsafePointer(history.matrix(step - 1)), p: p.base,
                    y: pass.y, dx: dx[step], column1: columnSums1[chunk], column2: columnSums2[chunk],
                    row: rowSums.base)
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
