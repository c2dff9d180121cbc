import Analysis
import BOHP
import Document
import Plot

/// A matrix of connections as a heatmap: its panel and its data.
struct ConnectionMatrix: Sendable {
    /// Row = target neuron, column = source neuron or input.
    let matrix: Matrix<Double>
    /// Whether sources are the neurons themselves, and not inputs; the matrix is then square.
    let isRecurrent: Bool
    /// The bias neuron, if there is one.
    let biasNeuron: Int?
    /// How many neurons receive inputs or give answers: the first ones. They are set apart if others are hidden.
    let visibleNeurons: Int
    /// The groups in which neurons are drawn; in the order of their indices if `nil`.
    var groups: SignGroups?

    /// `nil` if the matrix is empty, or that of a recurrent network and not square.
    init?(_ matrix: Matrix<Double>, of configuration: Configuration) {
        isRecurrent = configuration.architecture.isRecurrent
        guard matrix.rows > 0, matrix.columns > 0, matrix.rows == matrix.columns || !isRecurrent
        else { return nil }
        self.matrix = matrix
        let bias = isRecurrent ? configuration.task.biasNeuron : nil
        biasNeuron = bias.flatMap { (0..<matrix.rows).contains($0) ? $0 : nil }
        visibleNeurons = isRecurrent ? min(configuration.task.visibleNeurons, matrix.rows) : 0
    }

    /// What its rows and columns are called.
    var names: (target: String, source: String) {
        isRecurrent ? ("target neuron", "source neuron") : ("hidden neuron", "input")
    }

    /// The number of neurons, N.
    var neurons: Int { matrix.rows }

    /// Whether some neurons neither receive inputs nor give answers.
    var hasHidden: Bool { visibleNeurons > 0 && visibleNeurons < neurons && biasNeuron == nil }

    // MARK: The picture

    /// How many times as wide as the others the bias neuron is drawn. One row of a thousand would be invisible.
    var biasWidth: Int { biasNeuron == nil ? 1 : max(1, neurons / 80) }

    /// The neurons in each group with the group's label; the bias neuron comes last. No group is empty.
    private var labelledGroups: [(label: RichText, neurons: [Int])]? {
        groups.map { groups in
            [("+", groups.positive), ("−", groups.negative), ("bias", biasNeuron.map { [$0] } ?? [])]
                .filter { !$1.isEmpty }
        }
    }

    /// The neuron of every band along either axis.
    private var order: [Int] { drawn(labelledGroups?.flatMap(\.neurons) ?? Array(0..<neurons)) }

    private func drawn(_ neurons: [Int]) -> [Int] {
        neurons.flatMap { [Int](repeating: $0, count: $0 == biasNeuron ? biasWidth : 1) }
    }

    /// The heatmap. Columns are source neurons, rows are target neurons from the top; colours end at ±`limit`. An axis
    /// without a title has no ticks.
    func panel(
        title: RichText? = nil, bar: ColorBar?, limit: Double, titles: (target: RichText?, source: RichText?),
        hasStrip: Bool = true
    ) -> Panel {
        let order = order
        let sourceOrder = isRecurrent ? order : Array(0..<matrix.columns)
        let (targetTitle, sourceTitle) = titles
        let bands =
            labelledGroups.map { Bands(groups: $0.map { drawn($0.neurons).count }) }
            ?? Bands(neurons: order, biasNeuron: biasNeuron, gapBefore: hasHidden ? visibleNeurons : nil)
        let cells =
            biasWidth == 1 && groups == nil
            ? matrix.elements : order.flatMap { target in sourceOrder.map { matrix[target, $0] } }
        let sourceBands = isRecurrent ? bands : Bands(neurons: sourceOrder, biasNeuron: nil)
        let labels = labelledGroups.map { Axis.Ticks.at(groupTicks($0, on: bands)) } ?? .automatic
        func ticks(_ title: RichText?) -> Axis.Ticks { title == nil ? .none : labels }
        return Panel(
            title: title, x: .bands(sourceBands, title: sourceTitle, ticks: ticks(sourceTitle)),
            y: .bands(bands, title: targetTitle, ticks: ticks(targetTitle), reversed: true),
            color: .diverging(limit: limit), colorBar: bar,
            marks: [.cells(cells, rows: bands, columns: sourceBands)],
            strips: hasStrip ? strips(on: bands) : [],
            aspect: .equal, frame: .box)
    }

    /// Which columns are visible neurons and which hidden ones.
    private func strips(on bands: Bands) -> [Strip] {
        guard hasHidden, groups == nil else { return [] }
        let border = bands.center(visibleNeurons)
        return [
            Strip([
                .init(-0.5...bands.center(visibleNeurons - 1) + 0.5, label: "in/out", ink: .ink),
                .init(border - 0.5...bands.domain.upperBound, label: "hidden", ink: .muted),
            ])
        ]
    }

    /// One tick in the middle of each group.
    private func groupTicks(_ groups: [(label: RichText, neurons: [Int])], on bands: Bands) -> [Axis.Tick] {
        var start = 0
        return groups.map { group in
            let end = start + drawn(group.neurons).count
            defer { start = end }
            return Axis.Tick((bands.center(start) + bands.center(end - 1)) / 2, group.label)
        }
    }

    /// The end of the colour scale, ±limit. Clamped to 1e-290…1e300 so that 2·limit is finite and limit/100 is not
    /// subnormal; 1 for an all-zero matrix.
    static func colorLimit(_ magnitude: Double) -> Double {
        magnitude > 0 ? min(1e300, max(1e-290, magnitude)) : 1
    }

    // MARK: The numbers

    /// The numbers by kind of connection.
    var statistics: ConnectionStatistics {
        ConnectionStatistics(of: matrix, biasNeuron: biasNeuron, isRecurrent: isRecurrent)
    }

    /// One row for each connection: target, source, and the number, in a column of the given name.
    func columns(_ name: String) -> [DataTable.Column] {
        let targets = (0..<neurons).flatMap { repeatElement($0, count: matrix.columns) }
        let sources = (0..<neurons).flatMap { _ in 0..<matrix.columns }
        return [.init("target", targets), .init("source", sources), .init(name, matrix.elements)]
    }
}

extension Bands {
    /// The gap beside the bias neuron and between groups, in neurons. It grows with their number to stay visible.
    private static func groupGap(_ neurons: Int) -> Double { max(0.6, Double(neurons) / 50) }

    /// Bands in groups of the given sizes, with gaps between the groups.
    init(groups sizes: [Int]) {
        let count = sizes.reduce(0, +)
        let starts = sizes.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }.dropFirst().dropLast()
        self.init(
            count: count, gaps: Dictionary(uniqueKeysWithValues: starts.map { ($0, Self.groupGap(count)) }))
    }

    /// One band per neuron, labelled with its index; the bias neuron is set off by a gap and labelled “bias”.
    ///
    /// - Parameter gapBefore: a neuron before which there is a gap as well.
    init(neurons: [Int], biasNeuron: Int?, gapBefore: Int? = nil) {
        var labels: [RichText?] = neurons.map { RichText(plain: String($0)) }
        var gaps: [Int: Double] = [:]
        if let first = neurons.firstIndex(where: { $0 == biasNeuron }),
            let last = neurons.lastIndex(where: { $0 == biasNeuron })
        {
            for index in first...last { labels[index] = index == first ? "bias" : nil }
            for border in [first, last + 1] where 0 < border && border < neurons.count {
                gaps[border] = Self.groupGap(neurons.count)
            }
        }
        if let gapBefore { gaps[gapBefore] = Self.groupGap(neurons.count) }
        self.init(count: neurons.count, labels: labels, gaps: gaps)
    }
}
