/// A comparison of the ways to compute a gradient, on one episode of a configuration.
public struct GradientCheck: Codable, Equatable, Sendable {
    /// How far two gradients of one kind of parameter are apart.
    public struct Difference: Codable, Equatable, Sendable {
        /// The two ways: `bptt`, `rtrl`, `reversed-trace` or `central-differences`.
        public var first: String
        public var second: String
        /// The parameters: `w` or `alpha`.
        public var parameter: String
        /// The largest absolute difference.
        public var largestAbsolute: Double
        /// It, relative to the largest magnitude in the two gradients.
        public var largestRelative: Double
        /// Where it is: target and source neuron.
        public var target: Int
        public var source: Int
        /// What `largestRelative` may be at most.
        public var tolerance: Double

        /// Whether the difference is within its tolerance; a NaN is not.
        public var passes: Bool { largestRelative <= tolerance }
    }

    /// The neurons of the network, N, and the steps of the episode, T.
    public var neurons: Int
    public var steps: Int
    /// How many connections central differences were taken at.
    public var probes: Int
    /// The step of the central differences.
    public var perturbation: Double
    /// The comparisons.
    public var differences: [Difference]
    /// Numbers to draw: each way's gradient at the probed connections.
    public var samples: [Sample]

    /// The gradients at one connection.
    public struct Sample: Codable, Equatable, Sendable {
        public var parameter: String
        public var target: Int
        public var source: Int
        public var bptt: Double
        public var rtrl: Double?
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
    /// A central difference of step h is off by h² times a third derivative and by rounding over h.
    static let differenceTolerance = 1e-5

    /// Compares the engines on the first episode of a configuration, in double precision.
    ///
    /// The network's alpha is drawn a hundred times larger than training starts with, so that the trace matters.
    ///
    /// - Parameters:
    ///   - configuration: the task, eta and seed to check.
    ///   - perturbation: the step h of the central differences (L(θ+h) - L(θ-h)) / 2h.
    ///   - probes: at how many connections of each kind to take them; all if the network has fewer.
    ///   - progress: told the share of the work that is done, 0...1, in between.
    /// - Throws: `ConfigurationError`.
    public init(
        _ configuration: Configuration, perturbation: Double = 1e-5, probes: Int = 200,
        progress: (Double) -> Void = { _ in }
    ) throws {
        try configuration.validate()
        let task = configuration.task.value
        var random = RandomState(seed: configuration.seed)
        var network = PlasticNetwork<Double>(
            neurons: task.neurons, eta: configuration.eta, using: &random)
        for index in network.alpha.elements.indices { network.alpha.elements[index] *= 100 }
        let episode = task.episode(using: &random)
        neurons = task.neurons
        steps = task.steps
        self.perturbation = perturbation

        let stored = network.lossGradient(of: episode, traceMemory: .stored).gradient
        var gradients: [(name: String, gradient: NetworkGradient<Double>)] = []
        if Configuration.TraceMemory.canReverse(steps: steps, eta: configuration.eta) {
            let reversed = network.lossGradient(of: episode, traceMemory: .reversed).gradient
            gradients.append(("reversed-trace", reversed))
        }
        var rtrl: NetworkGradient<Double>?
        if neurons <= Self.largestNetworkForRTRL {
            let gradient = network.lossGradient(of: episode, engine: .rtrl).gradient
            gradients.append(("rtrl", gradient))
            rtrl = gradient
        }
        var differences: [Difference] = []
        for (name, gradient) in gradients {
            let allowed = name == "reversed-trace" ? 1e-8 : Self.exactTolerance
            for (parameter, path) in GradientCheck.parts {
                differences.append(
                    Self.difference(
                        ("bptt", stored[keyPath: path]), (name, gradient[keyPath: path]),
                        parameter: parameter,
                        at: Array(0..<(neurons * neurons)), tolerance: allowed))
            }
        }

        let connections = Self.probedConnections(neurons: neurons, count: probes, using: &random)
        self.probes = connections.count
        samples = []
        var done = 0
        for (parameter, path) in GradientCheck.parts {
            var estimates = Matrix<Double>(rows: neurons, columns: neurons)
            for connection in connections {
                let derivative = Self.centralDifference(
                    of: network, parameter: parameter, connection: connection, episode: episode,
                    perturbation: perturbation)
                estimates.elements[connection] = derivative
                samples.append(
                    Sample(
                        parameter: parameter, target: connection / neurons, source: connection % neurons,
                        bptt: stored[keyPath: path].elements[connection],
                        rtrl: rtrl?[keyPath: path].elements[connection], centralDifference: derivative))
                done += 1
                progress(Double(done) / Double(2 * connections.count))
            }
            differences.append(
                Self.difference(
                    ("bptt", stored[keyPath: path]), ("central-differences", estimates), parameter: parameter,
                    at: connections, tolerance: Self.differenceTolerance))
        }
        self.differences = differences
    }

    private static var parts: [(String, KeyPath<NetworkGradient<Double>, Matrix<Double>>)] {
        [("w", \.w), ("alpha", \.alpha)]
    }

    private static func probedConnections(
        neurons: Int, count: Int, using random: inout RandomState
    ) -> [Int] {
        let all = random.permutation(neurons * neurons)
        return all.prefix(count).sorted()
    }

    private static func centralDifference(
        of network: PlasticNetwork<Double>, parameter: String, connection: Int, episode: Episode,
        perturbation: Double
    ) -> Double {
        func loss(_ change: Double) -> Double {
            var changed = network
            if parameter == "w" {
                changed.w.elements[connection] += change
            } else {
                changed.alpha.elements[connection] += change
            }
            let outputs = changed.trajectory(inputs: episode.inputs).outputs
            let outcome = EpisodeOutcome(of: episode) { outputs[$0, $1] }
            return 0.5 * outcome.loss * Double(episode.targets.elements.count)
        }
        return (loss(perturbation) - loss(-perturbation)) / (2 * perturbation)
    }

    private static func difference(
        _ first: (name: String, gradient: Matrix<Double>), _ second: (name: String, gradient: Matrix<Double>),
        parameter: String, at connections: [Int], tolerance: Double
    ) -> Difference {
        var largest = -1.0
        var place = 0
        var magnitude = 0.0
        for connection in connections {
            let a = first.gradient.elements[connection]
            let b = second.gradient.elements[connection]
            magnitude = max(magnitude, abs(a), abs(b))
            let apart = abs(a - b)
            // A NaN is as large as can be: it must not be passed over.
            if apart > largest || apart.isNaN {
                largest = apart
                place = connection
                if apart.isNaN { break }
            }
        }
        let neurons = first.gradient.rows
        return Difference(
            first: first.name, second: second.name, parameter: parameter, largestAbsolute: largest,
            largestRelative: largest == 0 ? 0 : largest / magnitude, target: place / neurons,
            source: place % neurons, tolerance: tolerance)
    }
}
