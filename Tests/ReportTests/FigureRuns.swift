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
        evaluation: Evaluation? = nil, gradientCheck: GradientCheck? = nil
    ) -> Run {
        let columns = [
            loss ?? absoluteError, absoluteError, bitErrorRate ?? absoluteError,
            gradientNorm ?? absoluteError,
        ]
        var metrics = Metrics(columns: Configuration().columns)
        for episode in absoluteError.indices { metrics.append(columns.map { $0[episode] }) }
        var information = RunInformation(name: "made-up", configuration: configuration, command: [])
        information.episodesDone = absoluteError.count
        return Run(
            path: "/tmp/made-up", information: information, metrics: metrics, history: history,
            network: network, evaluation: evaluation, gradientCheck: gradientCheck)
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
    static func evaluation() -> Evaluation {
        var random = RandomState(seed: 3)
        let network: PlasticNetwork<Double> = smallConfiguration.network.draw(using: &random)
        return Evaluator(smallConfiguration, episodes: 20).evaluate(network)
    }

    /// A real comparison of gradients.
    static func gradientCheck() throws -> GradientCheck {
        try Trainer(smallConfiguration).checkGradients(probes: 20)
    }

    /// The configuration that ``evaluation()`` measures.
    static var smallConfiguration: Configuration {
        var memory = AssociativeMemory()
        memory.patternSize = 8
        memory.patterns = 2
        var configuration = Configuration()
        configuration.task = memory
        return configuration
    }
}
