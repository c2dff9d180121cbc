/// A comparison of methods that compute the gradient, on one episode of a configuration, in double precision.
public struct GradientCheck: Codable, Equatable, Sendable {
    /// The largest difference between two gradients with respect to one array of parameters.
    public struct Difference: Codable, Equatable, Sendable {
        /// One method: `bptt`.
        public var first: String
        /// The other method: `rtrl`, `segmented-trace`, `reversed-trace` or `central-differences`.
        public var second: String
        /// The array of parameters, for instance `w`.
        public var parameter: String
        /// The largest absolute difference of two elements; NaN if one of them is NaN.
        public var largestAbsolute: Double
        /// `largestAbsolute` over the largest magnitude in the two gradients; 0 if they are equal.
        public var largestRelative: Double
        /// The target neuron of the connection where the difference is largest.
        public var target: Int
        /// The source neuron of that connection.
        public var source: Int
        /// The largest `largestRelative` that passes: 1e-10 between exact engines, 1e-8 for the reversed trace, 2e-7 for
        /// central differences.
        public var tolerance: Double
        /// The `largestAbsolute` that rounding explains, so that it passes whatever the magnitude; `nil` in runs of version
        /// 0.1.
        public var floor: Double?

        /// Whether the difference is within its tolerance or explained by rounding; a NaN is not.
        public var passes: Bool { largestRelative <= tolerance || largestAbsolute <= floor ?? 0 }
    }

    /// The neurons of the network, N.
    public var neurons: Int
    /// The steps of the episode, T.
    public var steps: Int
    /// At how many connections central differences were taken.
    public var probes: Int
    /// The step of the central differences.
    public var perturbation: Double
    /// The comparisons.
    public var differences: [Difference]
    /// The gradient of each method at the probed connections.
    public var samples: [Sample]

    /// The gradients at one connection.
    public struct Sample: Codable, Equatable, Sendable {
        /// The array of parameters.
        public var parameter: String
        /// The target neuron.
        public var target: Int
        /// The source neuron.
        public var source: Int
        /// The derivative by backpropagation through time.
        public var bptt: Double
        /// The derivative by real-time recurrent learning, if it was computed.
        public var rtrl: Double?
        /// The derivative by a central difference.
        public var centralDifference: Double
    }

    /// Whether all differences are within their tolerances.
    public var passes: Bool { differences.allSatisfy(\.passes) }
}

extension GradientCheck {
    /// RTRL is left out for larger networks: its cost grows with N⁴.
    static let largestNetworkForRTRL = 64
    /// Exact engines differ by rounding only.
    static let exactTolerance = 1e-10
    /// A central difference of step h is off by a third derivative times h²/6, and by rounding over h.
    static let differenceTolerance = 2e-7

    /// How far rounding moves a gradient and the loss, whatever their magnitudes.
    ///
    /// An output near ±1 is rounded by half a unit of 2⁻⁵³, so that the derivative of tanh there, 1 - y², is off by as much.
    /// The error signal ∂L/∂y is passed through T such derivatives. The loss is off by ∂L/∂y times the rounding of each
    /// output, and by its own. A factor of 4 is left for the order of the sums.
    private static func rounding(
        _ loss: Double, _ errors: [Double], steps: Int
    ) -> (gradient: Double, loss: Double) {
        let unit = 4 * Double.ulpOfOne
        let largest = errors.map(abs).max() ?? 0
        let sum = errors.reduce(0) { $0 + abs($1) }
        return (
            unit * Double(steps) * (largest + .ulpOfOne),
            unit * (abs(loss) + sum + Double(errors.count) * .ulpOfOne)
        )
    }

    /// Compares the engines on the first episode of a valid configuration.
    ///
    /// The network's alpha is drawn a hundred times larger than training starts with, so that the trace matters.
    ///
    /// - Parameter alter: changes the gradient that is checked. Tests make it wrong.
    init<Failure: Error>(
        _ configuration: Configuration, perturbation: Double, probes: Int,
        altering alter: (inout Parameters<Double>) -> Void = { _ in },
        progress: (Double) throws(Failure) -> Void
    ) throws(Failure) {
        let task = configuration.task
        let objective = task.objective
        var random = RandomState(seed: configuration.seed)
        let description = NetworkDescription(
            configuration.architecture, rule: configuration.rule, task: task.shape)
        var network: PlasticNetwork<Double> = description.draw(using: &random)
        if configuration.architecture is Recurrent {
            var alpha = network.parameters["alpha"]
            for index in alpha.elements.indices { alpha.elements[index] *= 100 }
            network.parameters["alpha"] = alpha
        }
        let episode = task.episode(using: &random)
        neurons = network.neurons
        steps = task.steps
        self.perturbation = perturbation

        func gradient(
            _ engine: GradientMethod, _ memory: TraceMemory
        ) throws(Failure) -> Parameters<Double> {
            try progress(0)
            return network.lossGradient(
                of: episode, objective: objective, engine: engine, traceMemory: memory
            ).gradient
        }
        var stored = try gradient(.bptt, .stored)
        alter(&stored)
        let pass = configuration.architecture.startPass(Double.self, description)
        pass.run(network, episode)
        let answers = pass.answers(to: episode)
        let rounding = Self.rounding(
            objective.loss(outputs: answers, targets: episode.targets),
            objective.gradient(outputs: answers, targets: episode.targets).elements, steps: steps)
        let learned = description.parts.filter(\.isLearned).map(\.shape.name)
        var others: [(name: String, gradient: Parameters<Double>, parameters: [String], tolerance: Double)] =
            []
        if configuration.architecture is Recurrent {
            others.append(("segmented-trace", try gradient(.bptt, .segmented), learned, Self.exactTolerance))
        }
        if let eta = configuration.rule.decay(network.ruleParameters),
            configuration.architecture is Recurrent, TraceMemory.canReverse(steps: steps, eta: eta)
        {
            others.append(("reversed-trace", try gradient(.bptt, .reversed), learned, 1e-8))
        }
        var rtrl: Parameters<Double>?
        if neurons <= Self.largestNetworkForRTRL, RealTimeRecurrentLearning<Double>.computes(description) {
            let forward = try gradient(.rtrl, .stored)
            others.append(("rtrl", forward, learned.filter { $0 != "eta" }, Self.exactTolerance))
            rtrl = forward
        }
        var differences: [Difference] = []
        for other in others {
            for parameter in other.parameters {
                let all = stored[parameter]
                differences.append(
                    Self.difference(
                        ("bptt", all), (other.name, other.gradient[parameter]), parameter: parameter,
                        at: Array(all.elements.indices), tolerance: other.tolerance, floor: rounding.gradient)
                )
            }
        }

        let connections = Self.probedConnections(
            neurons * network.description.sources, count: probes, using: &random)
        self.probes = connections.count
        samples = []
        var done = 0
        for parameter in learned {
            let exact = stored[parameter]
            let forward = parameter == "eta" ? nil : rtrl?[parameter]
            let places =
                exact.elements.count == neurons * network.description.sources
                ? connections : Array(exact.elements.indices.prefix(probes))
            let floor = rounding.loss / perturbation
            let accepted = max(
                floor, Self.differenceTolerance * (places.map { abs(exact.elements[$0]) }.max() ?? 0))
            var estimates = Matrix<Double>(rows: exact.rows, columns: exact.columns)
            for place in places {
                func difference(_ perturbation: Double) -> Double {
                    Self.centralDifference(
                        of: network, parameter: parameter, place: place, episode: episode,
                        objective: objective,
                        perturbation: perturbation)
                }
                var derivative = difference(perturbation)
                if abs(derivative - exact.elements[place]) > accepted {
                    // Richardson's extrapolation tells a large third derivative from a wrong gradient.
                    derivative = (4 * difference(perturbation / 2) - derivative) / 3
                }
                estimates.elements[place] = derivative
                samples.append(
                    Sample(
                        parameter: parameter, target: place / exact.columns, source: place % exact.columns,
                        bptt: exact.elements[place], rtrl: forward?.elements[place],
                        centralDifference: derivative))
                done += 1
                try progress(min(1, Double(done) / Double(learned.count * connections.count)))
            }
            differences.append(
                Self.difference(
                    ("bptt", exact), ("central-differences", estimates), parameter: parameter, at: places,
                    tolerance: Self.differenceTolerance, floor: floor))
        }
        self.differences = differences
    }

    private static func probedConnections(
        _ all: Int, count: Int, using random: inout RandomState
    ) -> [Int] {
        let all = random.permutation(all)
        return all.prefix(count).sorted()
    }

    private static func centralDifference(
        of network: PlasticNetwork<Double>, parameter: String, place: Int, episode: Episode,
        objective: any Objective, perturbation: Double
    ) -> Double {
        func loss(_ change: Double) -> Double {
            var changed = network
            changed.parameters[parameter].elements[place] += change
            let pass = network.description.architecture.startPass(Double.self, network.description)
            pass.run(changed, episode)
            return objective.loss(outputs: pass.answers(to: episode), targets: episode.targets)
        }
        return (loss(perturbation) - loss(-perturbation)) / (2 * perturbation)
    }

    private static func difference(
        _ first: (name: String, gradient: Matrix<Double>), _ second: (name: String, gradient: Matrix<Double>),
        parameter: String, at connections: [Int], tolerance: Double, floor: Double
    ) -> Difference {
        var largest = -1.0
        var place = 0
        var magnitude = 0.0
        for connection in connections {
            let a = first.gradient.elements[connection]
            let b = second.gradient.elements[connection]
            magnitude = max(magnitude, abs(a), abs(b))
            let apart = abs(a - b)
            // A NaN counts as the largest difference.
            if apart > largest || apart.isNaN {
                largest = apart
                place = connection
                if apart.isNaN { break }
            }
        }
        return Difference(
            first: first.name, second: second.name, parameter: parameter, largestAbsolute: largest,
            largestRelative: largest == 0 ? 0 : largest / magnitude, target: place / first.gradient.columns,
            source: place % first.gradient.columns, tolerance: tolerance, floor: floor)
    }
}
