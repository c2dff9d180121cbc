import BOHP
import CGD
import Foundation
import Plot
import RunRecord

@testable import Report

/// Runs made up for the figures, and figures drawn to be looked at.
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
        _ figure: any ReportFigure, _ settings: [String: String] = [:], width: Double? = nil
    ) throws -> FigureRequest {
        var chosen = CatalogueSettings()
        for (name, text) in settings {
            guard let option = figure.options.first(where: { $0.name == name }) else {
                throw CocoaError(.keyValueValidation)
            }
            try chosen.set(option, to: text)
        }
        return FigureRequest(width: width, settings: chosen)
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

/// A figure drawn for a light page.
final class DrawnFigure {
    let layout: FigureLayout
    private let image: gdImagePtr
    private let dotsPerInch = 300.0

    init?(_ content: FigureContent) throws {
        guard let layout = content.layout else { return nil }
        self.layout = layout
        let png = try content.draw(Rendering(dotsPerInch: dotsPerInch, appearance: .light)).png
        var bytes = [UInt8](png)
        guard let image = gdImageCreateFromPngPtr(Int32(bytes.count), &bytes) else { return nil }
        self.image = image
    }

    deinit { gdImageDestroy(image) }

    /// Whether an ink is seen within a pixel of a place in the data of a panel.
    func shows(_ ink: Ink, panel: Int = 0, _ x: Double, _ y: Double, tolerance: Int = 24) -> Bool {
        colors(around: x, y, panel: panel).contains { near($0, ink.color(in: .light), tolerance) }
    }

    /// Whether there is nothing but the page within a pixel of a place in the data of a panel.
    func isBare(panel: Int = 0, _ x: Double, _ y: Double) -> Bool {
        colors(around: x, y, panel: panel).allSatisfy { $0 == (255, 255, 255) }
    }

    private func colors(around x: Double, _ y: Double, panel: Int) -> [(Int, Int, Int)] {
        let place = layout.panels[panel].pixel(x: x, y: y, dotsPerInch: dotsPerInch)
        return (-1...1).flatMap { down in
            (-1...1).map { right in
                let packed = Int(
                    gdImageGetTrueColorPixel(
                        image, Int32(place.x) + Int32(right), Int32(place.y) + Int32(down)))
                return (packed >> 16 & 255, packed >> 8 & 255, packed & 255)
            }
        }
    }

    /// A translucent ink is compared as it looks on the page.
    private func near(_ pixel: (Int, Int, Int), _ color: Color, _ tolerance: Int) -> Bool {
        func isNear(_ value: Int, _ channel: UInt8) -> Bool {
            let expected = 255 + (Double(channel) - 255) * color.opacity
            return abs(Double(value) - expected) <= Double(tolerance)
        }
        return isNear(pixel.0, color.red) && isNear(pixel.1, color.green) && isNear(pixel.2, color.blue)
    }
}

extension DataTable {
    /// The numbers of a column; `nil` if there is no such column, or it holds no numbers.
    func numbers(_ name: String) -> [Double]? {
        switch columns.first(where: { $0.name == name })?.cells {
        case .numbers(let numbers): numbers
        case .integers(let integers): integers.map(Double.init)
        default: nil
        }
    }
}
