/// The bit error rate without parts of the network, on the same fresh episodes: which of its parameters does it need?
///
/// The rows are `trained`, the whole network; `alpha_zero`, without plasticity; `w_zero`, without baseline weights;
/// `w_diagonal`, with those of neurons to themselves only; `alpha_mean`, with all plasticity coefficients between pattern
/// neurons at their mean; `w_diagonal_alpha_mean`, with both; and `no_bias`, without the connections from and to the bias
/// neuron. Rows that would change nothing are left out: those on alpha of a network without plasticity, and the last one
/// without a bias neuron.
///
/// Columns: `bit_error_rate` with `_low` and `_high`, the ends of its 95 % interval. Fact: `episodes`.
public struct Ablation: Probe {
    public let name = "ablation"

    /// The probe has no settings.
    public init() {}

    public func finding<Failure: Error>(
        of subject: ProbedNetwork, random: inout RandomState, progress: (Int) throws(Failure) -> Void
    ) throws(Failure) -> Finding? {
        let description = subject.network.description
        // Rows and columns are the same neurons, each with its own plasticity.
        guard description.architecture is Recurrent, !description.architecture.sharesAlpha else { return nil }
        let variants = Self.variants(
            of: subject.network, plastic: subject.configuration.plastic,
            biasNeuron: subject.configuration.task.biasNeuron)
        let task = subject.configuration.task
        let rates = try subject.bitErrorRates(
            of: variants.map(\.network), at: task, count: subject.episodes, random: &random,
            progress: progress)
        let bits = task.countedOutputs
        let trials = Estimate.trialsPerEpisode(of: rates, bits: bits)
        var finding = Finding()
        finding.rows = variants.map(\.name)
        finding.add(
            "bit_error_rate", rates.map { Estimate(rates: $0, bits: bits, trialsPerEpisode: trials) })
        finding.facts["episodes"] = Double(subject.episodes)
        return finding
    }

    /// The networks to compare.
    static func variants(
        of network: PlasticNetwork<Double>, plastic: Bool, biasNeuron: Int?
    ) -> [(name: String, network: PlasticNetwork<Double>)] {
        let (w, alpha) = (network.w, network.alpha)
        let neurons = network.neurons
        func matrix(_ element: (_ target: Int, _ source: Int) -> Double) -> Matrix<Double> {
            Matrix((0..<neurons).map { target in (0..<neurons).map { element(target, $0) } })
        }
        func isBetween(_ target: Int, _ source: Int) -> Bool {
            target != source && target != biasNeuron && source != biasNeuron
        }
        let between = (0..<neurons).flatMap { target in
            (0..<neurons).compactMap { isBetween(target, $0) ? alpha[target, $0] : nil }
        }
        let mean = between.reduce(0, +) / Double(max(1, between.count))
        let zero = Matrix<Double>(rows: neurons, columns: neurons)
        let diagonal = matrix { $0 == $1 ? w[$0, $1] : 0 }
        let even = matrix { isBetween($0, $1) ? mean : alpha[$0, $1] }
        func with(_ w: Matrix<Double>, _ alpha: Matrix<Double>) -> PlasticNetwork<Double> {
            var changed = network
            changed.w = w
            changed.alpha = alpha
            return changed
        }
        var variants = [("trained", network)]
        if plastic { variants.append(("alpha_zero", with(w, zero))) }
        variants += [("w_zero", with(zero, alpha)), ("w_diagonal", with(diagonal, alpha))]
        if plastic {
            variants += [("alpha_mean", with(w, even)), ("w_diagonal_alpha_mean", with(diagonal, even))]
        }
        if let bias = biasNeuron {
            func unbiased(_ matrix: Matrix<Double>) -> Matrix<Double> {
                var changed = matrix
                for neuron in 0..<neurons where neuron != bias {
                    changed[bias, neuron] = 0
                    changed[neuron, bias] = 0
                }
                return changed
            }
            variants.append(("no_bias", with(unbiased(w), unbiased(alpha))))
        }
        return variants
    }
}
