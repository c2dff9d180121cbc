import BOHP
import CommandLineTool
import Foundation
import Plot
import Render
import RunRecord

/// The scaling benchmark's result as a figure: the cost of an episode against N, both logarithmic.
enum ScalingFigure {
    private static let names: [Configuration.Engine: String] = [.bptt: "BPTT", .rtrl: "RTRL"]

    /// - Parameter result: the scaling benchmark's.
    static func figure(of result: BenchmarkResult) -> Figure {
        var marks: [Mark] = []
        for (index, entry) in ScalingBenchmark.sizes.enumerated() {
            let measured = result.measurements.filter { $0.engine == entry.engine }
            let neurons = measured.map { Double($0.neurons) }
            let times = measured.map(\.quartiles)
            let name = names[entry.engine] ?? entry.engine.rawValue
            let ink = Ink.series(index)
            var label: RichText = "\(name)"
            if let fit = PowerLaw(of: result, engine: entry.engine), let smallest = neurons.min(),
                let largest = neurons.max()
            {
                let ends = [max(smallest, Double(ScalingBenchmark.smallestFitted)), largest]
                marks.append(.line(x: ends, y: ends.map(fit.value), ink: ink.faded(0.6), width: 0.9))
                label = "\(name), growing as *N*^{\(String(format: "%.2f", fit.exponent))}"
            }
            marks.append(
                .dots(
                    x: neurons, y: times.map(\.median), low: times.map(\.lower), high: times.map(\.upper),
                    ink: ink, label: label))
        }
        let sizes = Set(ScalingBenchmark.sizes.flatMap(\.neurons)).filter { $0 & ($0 - 1) == 0 }.sorted()
        return Figure(
            width: .millimetres(120),
            panels: [
                Panel(
                    x: .log(
                        title: "Neurons, *N*", ticks: .at(sizes.map { .init(Double($0), "\($0)") })),
                    y: .log(title: "Time of a training episode (s)", grid: true), marks: marks,
                    legend: .topLeft)
            ])
    }

    /// Draws the figure into a PNG file.
    ///
    /// - Throws: `CommandError` if it cannot be drawn, `RunRecordError.cannotWrite` if not written.
    static func write(_ result: BenchmarkResult, to path: String) throws {
        let picture: Data
        do {
            picture = try GDRenderer(dotsPerInch: 200).render(figure(of: result).scene(), theme: .light)
        } catch {
            throw CommandError("the figure cannot be drawn: \(error)", code: .failure)
        }
        let files = StagedFiles()
        try files.add(picture, at: path)
        try files.commit()
    }
}
