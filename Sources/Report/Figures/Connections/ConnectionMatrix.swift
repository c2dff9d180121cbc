import BOHP
import Document
import Plot

/// One number for the connection from every neuron to every neuron, and what a heatmap of them says.
struct ConnectionMatrix: Sendable {
    /// N × N; row = target neuron, column = source neuron.
    let matrix: Matrix<Double>
    /// The neuron that is set apart, if there is one.
    let biasNeuron: Int?
    /// How neurons are ordered in the picture; by their numbers if `nil`.
    var groups: NeuronGroups?

    /// `nil` if the matrix is empty or not square.
    init?(_ matrix: Matrix<Double>, biasNeuron: Int?) {
        guard matrix.rows > 0, matrix.rows == matrix.columns else { return nil }
        self.matrix = matrix
        self.biasNeuron = biasNeuron.flatMap { (0..<matrix.rows).contains($0) ? $0 : nil }
    }

    /// The number of neurons, N.
    var neurons: Int { matrix.rows }

    // MARK: The picture

    /// How many times as wide as the others the bias neuron is drawn: one of a thousand could not be seen.
    var biasWidth: Int { biasNeuron == nil ? 1 : max(1, neurons / 80) }

    /// The neuron of every band along either axis.
    private var order: [Int] { drawn(groups?.groups.flatMap(\.neurons) ?? Array(0..<neurons)) }

    private func drawn(_ neurons: [Int]) -> [Int] {
        neurons.flatMap { [Int](repeating: $0, count: $0 == biasNeuron ? biasWidth : 1) }
    }

    /// The heatmap: columns are source neurons, rows target neurons, the first on top; colours end at ±`limit`.
    /// An axis without a title has no ticks either.
    func panel(
        title: RichText? = nil, barTitle: RichText?, limit: Double,
        targetTitle: RichText? = "Target neuron (to)", sourceTitle: RichText? = "Source neuron (from)"
    ) -> Panel {
        let order = order
        let bands =
            groups.map { Bands(groups: $0.groups.map { drawn($0.neurons).count }) }
            ?? Bands(neurons: order, biasNeuron: biasNeuron)
        let cells =
            biasWidth == 1 && groups == nil
            ? matrix.elements : order.flatMap { target in order.map { matrix[target, $0] } }
        let labels = groups.map { Axis.Ticks.at(groupTicks($0, on: bands)) } ?? .automatic
        func ticks(_ title: RichText?) -> Axis.Ticks { title == nil ? .none : labels }
        return Panel(
            title: title, x: .bands(bands, title: sourceTitle, ticks: ticks(sourceTitle)),
            y: .bands(bands, title: targetTitle, ticks: ticks(targetTitle), reversed: true),
            color: .diverging(limit: limit), colorBar: barTitle.map { ColorBar(title: $0) },
            marks: [.cells(cells, rows: bands, columns: bands)], aspect: .equal, frame: .box)
    }

    /// One tick in the middle of each group.
    private func groupTicks(_ groups: NeuronGroups, on bands: Bands) -> [Axis.Tick] {
        var start = 0
        return groups.groups.map { group in
            let end = start + drawn(group.neurons).count
            defer { start = end }
            return Axis.Tick((bands.center(start) + bands.center(end - 1)) / 2, group.label)
        }
    }

    /// The largest magnitude; numbers that are not finite do not count.
    var largest: Double { matrix.elements.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 } }

    /// A magnitude as a limit of colours, 1 for nought: a colour bar needs one of which twice as much is still a
    /// number, and a hundredth has all its digits.
    static func colorLimit(_ magnitude: Double) -> Double {
        magnitude > 0 ? min(1e300, max(1e-290, magnitude)) : 1
    }

    // MARK: The numbers

    /// Some of the connections: how many, and what they are like. Numbers that are not finite do not count.
    struct Group: Sendable {
        private(set) var count = 0
        private(set) var positive = 0
        private(set) var mean = 0.0
        /// Sum of squared distances from the mean.
        private var spread = 0.0

        /// The standard deviation of the population.
        var standardDeviation: Double { (spread / Double(max(count, 1))).squareRoot() }
        /// The share of numbers above zero.
        var positiveShare: Double { Double(positive) / Double(max(count, 1)) }

        /// Takes one number in (Welford, Technometrics 4, 1962: no difference of large sums).
        mutating func add(_ value: Double) {
            guard value.isFinite else { return }
            count += 1
            if value > 0 { positive += 1 }
            let distance = value - mean
            mean += distance / Double(count)
            spread += distance * (value - mean)
        }
    }

    /// The connections by kind.
    struct Groups: Sendable {
        /// From a neuron to itself, the bias neuron among them.
        var own = Group()
        /// Between different neurons, neither of them the bias.
        var between = Group()
        /// From the bias neuron to the others.
        var fromBias = Group()
        /// From the others to the bias neuron.
        var toBias = Group()
        /// The connection of the largest magnitude: `nil` if all are zero, or none is finite.
        var strongest: (target: Int, source: Int, value: Double)?
        /// How many numbers are infinite or none at all.
        var notFinite = 0
    }

    /// The connections by kind, counted in one pass.
    func kinds() -> Groups {
        var groups = Groups()
        for target in 0..<neurons {
            for source in 0..<neurons {
                let value = matrix[target, source]
                if target == source {
                    groups.own.add(value)
                } else if source == biasNeuron {
                    groups.fromBias.add(value)
                } else if target == biasNeuron {
                    groups.toBias.add(value)
                } else {
                    groups.between.add(value)
                }
                if !value.isFinite {
                    groups.notFinite += 1
                } else if abs(value) > abs(groups.strongest?.value ?? 0) {
                    groups.strongest = (target, source, value)
                }
            }
        }
        return groups
    }

    /// Every connection: target, source, and the number under the given name.
    func columns(_ name: String) -> [DataTable.Column] {
        var targets: [Int] = []
        var sources: [Int] = []
        targets.reserveCapacity(neurons * neurons)
        sources.reserveCapacity(neurons * neurons)
        for target in 0..<neurons {
            for source in 0..<neurons {
                targets.append(target)
                sources.append(source)
            }
        }
        return [.init("target", targets), .init("source", sources), .init(name, matrix.elements)]
    }
}

extension Bands {
    /// Room on either side of the bias neuron and between groups, in neurons: enough to be seen however many there
    /// are.
    private static func groupGap(_ neurons: Int) -> Double { max(0.6, Double(neurons) / 50) }

    /// Bands in groups of the given sizes, with room between them.
    init(groups sizes: [Int]) {
        let count = sizes.reduce(0, +)
        let starts = sizes.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }.dropFirst().dropLast()
        self.init(
            count: count, gaps: Dictionary(uniqueKeysWithValues: starts.map { ($0, Self.groupGap(count)) }))
    }

    /// Bands that show the given neurons, numbered from 0, those of the bias neuron behind a gap and called so.
    init(neurons: [Int], biasNeuron: Int?) {
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
        self.init(count: neurons.count, labels: labels, gaps: gaps)
    }
}
