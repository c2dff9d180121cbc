import BOHP
import Foundation
import Plot
import RunRecord
import TestSupport
import Testing

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
struct DrawnFigure {
    let layout: FigureLayout
    private let picture: Picture
    private static let dotsPerInch = 300.0

    /// `nil` if the figure is not one of the Plot room's.
    init?(_ content: FigureContent) throws {
        guard let layout = content.layout else { return nil }
        self.layout = layout
        let rendering = Rendering(dotsPerInch: Self.dotsPerInch, appearance: .light)
        picture = try Picture(png: content.draw(rendering).png)
    }

    /// Whether an ink is seen within a pixel of a place in the data of a panel.
    func shows(_ ink: Ink, panel: Int = 0, _ x: Double, _ y: Double, tolerance: Int = 24) -> Bool {
        let color = ink.color(in: .light)
        // A translucent ink is compared as it looks on the page.
        func onPage(_ channel: UInt8) -> Int {
            Int((255 + (Double(channel) - 255) * color.opacity).rounded())
        }
        let expected = Picture.Pixel(
            red: onPage(color.red), green: onPage(color.green), blue: onPage(color.blue))
        return pixels(around: x, y, panel: panel).contains { $0.difference(expected) <= tolerance }
    }

    /// Whether there is nothing but the page within a pixel of a place in the data of a panel.
    func isBare(panel: Int = 0, _ x: Double, _ y: Double) -> Bool {
        let pixels = pixels(around: x, y, panel: panel)
        return !pixels.isEmpty && pixels.allSatisfy { $0 == Picture.Pixel(0xFFFFFF) }
    }

    /// No pixels at all if the place is outside the picture.
    private func pixels(around x: Double, _ y: Double, panel: Int) -> [Picture.Pixel] {
        let place = layout.panels[panel].pixel(x: x, y: y, dotsPerInch: Self.dotsPerInch)
        guard place.x >= 1, place.y >= 1, place.x < Double(picture.width - 1),
            place.y < Double(picture.height - 1)
        else { return [] }
        return (-1...1).flatMap { down in
            (-1...1).map { right in picture[Int(place.x) + right, Int(place.y) + down] }
        }
    }
}

extension DrawnFigure: CustomTestStringConvertible {
    var testDescription: String { "\(picture.width) × \(picture.height) pixels" }
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
