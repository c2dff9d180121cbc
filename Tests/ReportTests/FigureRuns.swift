import Analysis
import BOHP
import Foundation
import RunRecord

@testable import Document
@testable import Report

/// Runs made up for the figures.
enum FigureRuns {
    /// A run of the given numbers; all else is empty.
    static func run(
        absoluteError: [Double] = [], loss: [Double]? = nil, bitErrorRate: [Double]? = nil,
        gradientNorm: [Double]? = nil, configuration: Configuration = Configuration(),
        history: WeightHistory = WeightHistory(), network: PlasticNetwork<Double>? = nil,
        evaluation: Evaluation? = nil
    ) -> Run {
        var metrics = Metrics()
        metrics.absoluteError = absoluteError
        metrics.loss = loss ?? absoluteError
        metrics.bitErrorRate = bitErrorRate ?? absoluteError
        metrics.gradientNorm = gradientNorm ?? absoluteError
        var information = RunInformation(name: "made-up", configuration: configuration, command: [])
        information.episodesDone = absoluteError.count
        return Run(
            path: "/tmp/made-up", information: information, metrics: metrics, history: history,
            network: network, evaluation: evaluation)
    }

    /// A request with options as a template sets them.
    static func request(
        _ figure: any CatalogueFigure<AnalysedRun>, _ settings: [String: String] = [:], width: Double? = nil
    ) throws -> FigureRequest {
        var chosen = DirectiveSettings()
        for (name, text) in settings {
            guard let option = figure.options.first(where: { $0.name == name }) else {
                throw CocoaError(.keyValueValidation)
            }
            try chosen.set(option, to: text)
        }
        return FigureRequest(width: width.map(FigureWidth.millimetres), settings: chosen)
    }

    /// Real measurements of a small untrained network.
    static func evaluation(checksGradients: Bool = false) throws -> Evaluation {
        var memory = AssociativeMemory()
        memory.patternSize = 8
        memory.patterns = 2
        var configuration = Configuration()
        configuration.task = .associativeMemory(memory)
        var random = RandomState(seed: 3)
        let network = PlasticNetwork<Double>(neurons: memory.neurons, eta: 0.99, using: &random)
        var evaluation = Evaluator(configuration, episodes: 20).evaluate(network)
        if checksGradients { evaluation.gradientCheck = try GradientCheck(configuration, probes: 20) }
        return evaluation
    }

    /// The configuration that ``evaluation(checksGradients:)`` measures.
    static var smallConfiguration: Configuration {
        var memory = AssociativeMemory()
        memory.patternSize = 8
        memory.patterns = 2
        var configuration = Configuration()
        configuration.task = .associativeMemory(memory)
        return configuration
    }
}
