import Document
import Plot

/// One number for every neuron and step, drawn as a raster of neurons × steps.
struct EpisodeRaster {
    /// Row by row; a row is a neuron, a column a step.
    private let values: [Double]
    let neurons: Int
    let steps: Int
    private let biasNeuron: Int?

    /// - Parameter steps: T rows of one number for each neuron.
    /// - Returns: `nil` if there are no rows, or if their lengths differ.
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

    /// The number of the bias neuron at the first step, if there is a bias neuron.
    var bias: Double? { biasNeuron.map { values[$0 * steps] } }

    /// The largest finite magnitude of the other neurons, as a limit of colours; see
    /// `ConnectionMatrix.colorLimit`.
    var limit: Double {
        let shown = values.indices.filter {
            values[$0].isFinite && $0 / steps != biasNeuron
        }
        return ConnectionMatrix.colorLimit(shown.map { abs(values[$0]) }.max() ?? 0)
    }

    func panel(
        barTitle: RichText, limit: Double, xTitle: RichText? = nil, strips: [Strip] = []
    ) -> Panel {
        let columns = Bands(count: steps)
        return Panel(
            x: .bands(columns, title: xTitle, ticks: xTitle == nil ? .none : .automatic),
            y: .bands(bands, title: "Neuron", reversed: true), color: .signed(limit: limit),
            colorBar: ColorBar(title: barTitle), marks: [.cells(values, rows: bands, columns: columns)],
            strips: strips, frame: .box)
    }

    /// Columns of neuron, step and number for `total` neurons. Neurons beyond those of the raster have NaN.
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
