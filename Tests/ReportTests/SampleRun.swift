import BOHP
import Foundation

@testable import RunRecord

/// Runs made in memory, of networks small enough to know every number of.
enum SampleRun {
    /// A network of `neurons` neurons with a bias neuron behind the others.
    static func configuration(neurons: Int = 5, plastic: Bool = true) -> Configuration {
        var memory = AssociativeMemory()
        memory.patternSize = neurons - 1
        memory.patterns = 2
        memory.orthogonal = false
        var configuration = Configuration()
        configuration.task = memory
        configuration.plastic = plastic
        return configuration
    }

    /// The sequence task: no bias neuron, and six neurons with inputs and answers.
    static func regurgitation(neurons: Int = 30) -> Configuration {
        var task = Regurgitation()
        task.networkSize = neurons
        var configuration = Configuration()
        configuration.task = task
        return configuration
    }

    /// Different in every element, not symmetric, of both signs, from -1 to 1.
    static func matrix(_ neurons: Int, scale: Double = 1) -> Matrix<Double> {
        let count = neurons * neurons
        return Matrix(
            rows: neurons, columns: neurons,
            elements: (0..<count).map { index in
                // A step that shares no factor with the count goes through all of them in another order.
                let step =
                    stride(from: count / 3 + 1, to: 2 * count, by: 1).first { gcd($0, count) == 1 } ?? 1
                let place = (index * step + count / 4) % count
                return count > 1 ? scale * (2 * Double(place) / Double(count - 1) - 1) : scale
            })
    }

    private static func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }

    static func network(_ neurons: Int, plastic: Bool = true) -> PlasticNetwork<Double> {
        var alpha = matrix(neurons, scale: plastic ? 0.5 : 0)
        alpha.elements.reverse()
        alpha.setDiagonal(to: 0)
        return PlasticNetwork(w: matrix(neurons), alpha: alpha, eta: 0.99)
    }

    static func run(
        _ configuration: Configuration = configuration(), network: PlasticNetwork<Double>? = nil,
        evaluation: Evaluation? = nil, snapshots: [WeightHistory.Snapshot] = []
    ) -> Run {
        var information = RunInformation(name: "made", configuration: configuration, command: [])
        information.episodesDone = 40
        var history = WeightHistory()
        history.snapshots = snapshots
        return Run(
            path: "/nowhere/made", information: information, metrics: Metrics(columns: configuration.columns),
            history: history,
            network: network, evaluation: evaluation)
    }

    /// A run with everything: network, evaluation of a few episodes, snapshots.
    static func whole(_ configuration: Configuration = configuration()) -> Run {
        let neurons = configuration.task.neurons
        let network = network(neurons, plastic: configuration.plastic)
        return run(
            configuration, network: network,
            evaluation: Evaluator(configuration, episodes: 1).evaluate(network),
            snapshots: [0, 7, 20, 40].enumerated().map { index, episode in
                WeightHistory.Snapshot(
                    episode: episode, w: matrix(neurons, scale: Double(index + 1)),
                    alpha: matrix(neurons, scale: -0.25 * Double(index)))
            })
    }
}

extension Matrix {
    mutating func setDiagonal(to value: Scalar) {
        for index in 0..<min(rows, columns) { self[index, index] = value }
    }
}
