import BOHP
import Foundation
import Plot
import Render
import RunRecord

/// The scaling benchmark's result as a figure: the cost of an episode against N, both logarithmic.
enum ScalingFigure {
    /// - Parameter result: the scaling benchmark's.
    static func figure(of result: BenchmarkResult) -> Figure {
        var marks: [Mark] = []
        for (index, engine) in Benchmark.scalingSizes.map(\.engine).enumerated() {
            let measured = result.measurements.filter { $0.engine == engine }
            let neurons = measured.map { Double($0.neurons) }
            let ink = Ink.series(index)
            let name = engine.rawValue.uppercased()
            var label = RichText(plain: name)
            if let fit = PowerLaw(of: measured, engine: engine), let largest = neurons.max() {
                let ends = [Double(PowerLaw.smallestFitted), largest]
                marks.append(
                    .line(x: ends, y: ends.map(fit.seconds), ink: ink.faded(0.6), width: 0.9))
                label = "\(name), growing as *N*^{\(String(format: "%.2f", fit.exponent))}"
            }
            marks.append(
                .dots(
                    x: neurons, y: measured.map(\.median), low: measured.map(\.lowerQuartile),
                    high: measured.map(\.upperQuartile), ink: ink, label: label))
        }
        let sizes = Set(Benchmark.scalingSizes.flatMap(\.neurons)).filter { $0 & ($0 - 1) == 0 }.sorted()
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
    /// - Throws: `PlotError` or `RenderError` if it cannot be drawn, `RunRecordError.cannotWrite` if not written.
    static func write(_ result: BenchmarkResult, to path: String) throws {
        let picture = try GDRenderer(dotsPerInch: 200).render(figure(of: result).scene(), theme: .light)
        let files = StagedFiles()
        try files.add(picture, at: path)
        try files.commit()
    }
}
