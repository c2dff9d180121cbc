import Document
import Plot

/// A number of every neuron at every step, drawn neurons × time.
struct EpisodeRaster {
    /// Row after row, one row a neuron.
    private let values: [Double]
    let neurons: Int
    let steps: Int
    private let biasNeuron: Int?

    /// - Parameter steps: T rows of one number a neuron.
    /// - Returns: `nil` if there are none, or the rows differ in length.
    init?(steps rows: [[Double]], biasNeuron: Int?) {
        guard let width = rows.first?.count, width > 0, rows.allSatisfy({ $0.count == width }) else {
            return nil
        }
        neurons = width
        steps = rows.count
        self.biasNeuron = biasNeuron.flatMap { $0 < width ? $0 : nil }
        values = (0..<width).flatMap { neuron in rows.map { $0[neuron] } }
    }

    private var bands: Bands { Bands(neurons: Array(0..<neurons), biasNeuron: biasNeuron) }

    /// The height of the raster in neurons.
    var height: Double { bands.domain.upperBound - bands.domain.lowerBound }

    /// What the bias neuron gets at the first step, if there is one.
    var bias: Double? { biasNeuron.map { values[$0 * steps] } }

    /// The largest magnitude of the other neurons; 1 if there is none.
    var limit: Double {
        var largest = 0.0
        for neuron in 0..<neurons where neuron != biasNeuron {
            for value in values[neuron * steps..<(neuron + 1) * steps] where value.isFinite {
                largest = max(largest, abs(value))
            }
        }
        return ConnectionMatrix.colorLimit(largest)
    }

    func panel(
        barTitle: RichText, limit: Double, xTitle: RichText? = nil, strips: [Strip] = []
    ) -> Panel {
        let columns = Bands(count: steps)
        return Panel(
            x: .bands(columns, title: xTitle, ticks: xTitle == nil ? .none : .automatic),
            y: .bands(bands, title: "Neuron", reversed: true), color: .diverging(limit: limit),
            colorBar: ColorBar(title: barTitle), marks: [.cells(values, rows: bands, columns: columns)],
            strips: strips, frame: .box)
    }

    /// Neuron, step and number of `total` neurons; those without one here have NaN.
    func columns(_ name: String, of total: Int) -> [DataTable.Column] {
        let missing = [Double](repeating: .nan, count: max(0, total - neurons) * steps)
        return [
            .init("neuron", (0..<total).flatMap { [Int](repeating: $0, count: steps) }),
            .init("step", (0..<total).flatMap { _ in Array(0..<steps) }),
            .init(name, values + missing),
        ]
    }

    func column(_ name: String) -> DataTable.Column { .init(name, values) }
}
