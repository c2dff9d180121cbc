import BOHP
import Foundation

/// How the weights changed during training: their distributions at some hundred moments (`dynamics.csv`), and
/// all of them at a few (`snapshots.safetensors`).
public struct WeightHistory: Equatable, Sendable {
    /// A distribution at a moment.
    public struct Quartiles: Equatable, Sendable {
        public var mean: Double
        public var lower: Double
        public var upper: Double
    }

    /// The distributions at a moment, as `WeightStatistics` defines them.
    public struct Moment: Equatable, Sendable {
        /// Episodes trained on before.
        public var episode: Int
        /// w from a neuron to itself.
        public var wSelf: Quartiles
        /// w between different neurons.
        public var wBetween: Quartiles
        /// alpha between different neurons.
        public var alphaBetween: Quartiles
    }

    /// The weights at a moment.
    public struct Snapshot: Equatable, Sendable {
        /// Episodes trained on before.
        public var episode: Int
        /// Baseline weights, N × N.
        public var w: Matrix<Double>
        /// Plasticity coefficients, N × N.
        public var alpha: Matrix<Double>
    }

    /// The moments, in order of time.
    public var moments: [Moment] = []
    /// The snapshots, in order of time; none for networks too large to be looked at.
    public var snapshots: [Snapshot] = []

    /// Nothing recorded.
    public init() {}

    /// The largest network of which snapshots are kept.
    static let largestNetwork = 256

    /// After which episodes a run of `episodes` records its distributions: at two hundred even steps.
    static func moments(of episodes: Int) -> [Int] {
        Array(Set((0...200).map { $0 * episodes / 200 })).sorted()
    }

    /// After which episodes a run of `episodes` records all weights: more often at first, when they change most.
    static func snapshots(of episodes: Int) -> [Int] {
        Array(Set([0, episodes / 100, episodes / 30, episodes / 10, episodes / 3, episodes])).sorted()
    }
}

extension WeightHistory.Moment {
    private static let parts = ["w_self", "w_between", "alpha_between"]
    private static let measures = ["mean", "lower_quartile", "upper_quartile"]

    /// The header of `dynamics.csv`.
    static let columns = ["episode"] + parts.flatMap { part in measures.map { "\(part)_\($0)" } }

    /// The distributions of a network's weights; `nil` if it has a single neuron.
    init?(episode: Int, network: PlasticNetwork<Double>, biasNeuron: Int?) {
        let statistics = WeightStatistics(of: network, biasNeuron: biasNeuron)
        func quartiles(_ summary: WeightStatistics.Summary?) -> WeightHistory.Quartiles? {
            summary.map { .init(mean: $0.mean, lower: $0.lowerQuartile, upper: $0.upperQuartile) }
        }
        guard let wSelf = quartiles(statistics.wSelf), let wBetween = quartiles(statistics.wBetween),
            let alphaBetween = quartiles(statistics.alphaBetween)
        else { return nil }
        self.init(episode: episode, wSelf: wSelf, wBetween: wBetween, alphaBetween: alphaBetween)
    }

    /// The moment's line in `dynamics.csv`, with its line end.
    var line: String {
        let numbers = [wSelf, wBetween, alphaBetween].flatMap { [$0.mean, $0.lower, $0.upper] }
        return "\(episode)," + numbers.map { "\($0)" }.joined(separator: ",") + "\r\n"
    }

    /// Reads `dynamics.csv`.
    static func read(_ data: Data, file: String, allowsCutEnd: Bool) throws -> [WeightHistory.Moment] {
        let columns = try NumberTable(data, columns: Self.columns, file: file, allowsCutEnd: allowsCutEnd)
            .columns
        return try columns[0].indices.map { row in
            guard let episode = Int(exactly: columns[0][row]), episode >= 0,
                row == 0 || columns[0][row] > columns[0][row - 1]
            else {
                throw RunRecordError.damaged(
                    file: file, problem: "line \(row + 2): its episode is out of order")
            }
            func quartiles(_ part: Int) -> WeightHistory.Quartiles {
                let first = 1 + 3 * part
                return .init(
                    mean: columns[first][row], lower: columns[first + 1][row], upper: columns[first + 2][row])
            }
            return WeightHistory.Moment(
                episode: episode, wSelf: quartiles(0), wBetween: quartiles(1), alphaBetween: quartiles(2))
        }
    }
}

extension WeightHistory.Snapshot {
    /// Snapshots as arrays `w.<episode>` and `alpha.<episode>`.
    static func tensors(_ snapshots: [WeightHistory.Snapshot]) -> SafeTensors {
        var file = SafeTensors()
        for snapshot in snapshots {
            for (name, matrix) in [("w", snapshot.w), ("alpha", snapshot.alpha)] {
                file.tensors["\(name).\(snapshot.episode)"] = .init(
                    shape: [matrix.rows, matrix.columns], .f64(matrix.elements))
            }
        }
        return file
    }

    /// Reads such arrays.
    static func read(_ data: Data, file: String, neurons: Int) throws -> [WeightHistory.Snapshot] {
        let tensors = try SafeTensors(data, file: file).tensors
        func matrix(_ name: String) throws -> Matrix<Double> {
            guard let tensor = tensors[name], tensor.shape == [neurons, neurons], let values = tensor.doubles
            else {
                throw RunRecordError.damaged(
                    file: file, problem: "has no \(neurons) × \(neurons) array “\(name)”")
            }
            return Matrix(rows: neurons, columns: neurons, elements: values)
        }
        let episodes = tensors.keys.compactMap { $0.hasPrefix("w.") ? Int($0.dropFirst(2)) : nil }
        return try episodes.sorted().map { episode in
            WeightHistory.Snapshot(
                episode: episode, w: try matrix("w.\(episode)"), alpha: try matrix("alpha.\(episode)"))
        }
    }
}
