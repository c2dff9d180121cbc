import BOHP
import Foundation

/// The distributions of a network's weights at one moment of training: a row of `dynamics.csv`. The kinds of connection
/// are those of `WeightStatistics`.
public struct WeightSample: Equatable, Sendable {
    /// Mean and quartiles of some weights.
    public struct Spread: Equatable, Sendable {
        /// The mean.
        public var mean: Double
        /// The 25 % quantile.
        public var lowerQuartile: Double
        /// The 75 % quantile.
        public var upperQuartile: Double

        /// A spread of the given numbers.
        public init(mean: Double, lowerQuartile: Double, upperQuartile: Double) {
            self.mean = mean
            self.lowerQuartile = lowerQuartile
            self.upperQuartile = upperQuartile
        }
    }

    /// The number of episodes that the network was trained on.
    public var episode: Int
    /// w from a neuron to itself, without the bias neuron, which version 0.1 included.
    public var wSelf: Spread
    /// w between different neurons.
    public var wBetween: Spread
    /// alpha between different neurons.
    public var alphaBetween: Spread
    /// The error on fresh episodes, if the run tests the network during training.
    public var test: TestError?

    /// A sample of the given distributions.
    public init(
        episode: Int, wSelf: Spread, wBetween: Spread, alphaBetween: Spread, test: TestError? = nil
    ) {
        self.episode = episode
        self.wSelf = wSelf
        self.wBetween = wBetween
        self.alphaBetween = alphaBetween
        self.test = test
    }
}

/// How the weights changed during training: their distributions at up to 201 moments (`dynamics.csv`), and all weights
/// at up to six (`snapshots.safetensors`).
public struct WeightHistory: Equatable, Sendable {
    /// All weights at one moment.
    public struct Snapshot: Equatable, Sendable {
        /// The number of episodes that the network was trained on.
        public var episode: Int
        /// Baseline weights; row = target.
        public var w: Matrix<Double>
        /// Plasticity coefficients, in the same shape.
        public var alpha: Matrix<Double>
    }

    /// The samples, in order of time.
    public var samples: [WeightSample] = []
    /// The snapshots, in order of time; none for networks of more than 256 neurons.
    public var snapshots: [Snapshot] = []

    /// No samples and no snapshots.
    public init() {}

    /// The largest network of which snapshots are kept.
    static let largestNetwork = 256

    /// The numbers of episodes after which a run of `episodes` records a sample: 200 equal steps from 0 on.
    static func sampleEpisodes(of episodes: Int) -> [Int] {
        Array(Set((0...200).map { $0 * episodes / 200 })).sorted()
    }

    /// The numbers of episodes after which a run of `episodes` records a snapshot. They are closer together at the start,
    /// because weights change most there.
    static func snapshotEpisodes(of episodes: Int) -> [Int] {
        Array(Set([0, episodes / 100, episodes / 30, episodes / 10, episodes / 3, episodes])).sorted()
    }
}

extension WeightSample {
    private static let parts = ["w_self", "w_between", "alpha_between"]
    private static let measures = ["mean", "lower_quartile", "upper_quartile"]

    /// The names of the columns of `dynamics.csv`.
    private static let columns = ["episode"] + parts.flatMap { part in measures.map { "\(part)_\($0)" } }

    /// The names of the columns that follow if the network is tested during training.
    private static let testColumns = [
        "test_bit_error_rate", "test_bit_error_rate_sd", "test_absolute_error",
    ]

    /// The first line of `dynamics.csv`, line end included.
    static func header(hasTest: Bool) -> String {
        (columns + (hasTest ? testColumns : [])).joined(separator: ",") + "\r\n"
    }

    /// The line of the sample in `dynamics.csv`, line end included.
    func line(hasTest: Bool) -> String {
        var numbers = [wSelf, wBetween, alphaBetween].flatMap {
            [$0.mean, $0.lowerQuartile, $0.upperQuartile]
        }
        if hasTest {
            numbers += [
                test?.bitErrorRate ?? .nan, test?.standardDeviation ?? .nan, test?.absoluteError ?? .nan,
            ]
        }
        return "\(episode)," + numbers.map { "\($0)" }.joined(separator: ",") + "\r\n"
    }

    /// Reads a file `dynamics.csv`.
    static func read(_ file: String, allowsCutEnd: Bool) throws -> [WeightSample] {
        let table = try NumberTable(
            reading: file, columns: columns, optional: testColumns, allowsCutEnd: allowsCutEnd)
        return try samples(table, file)
    }

    /// Reads the contents of a file `dynamics.csv`.
    static func read(_ data: Data, file: String, allowsCutEnd: Bool) throws -> [WeightSample] {
        let table = try NumberTable(
            data, columns: columns, optional: testColumns, file: file, allowsCutEnd: allowsCutEnd)
        return try samples(table, file)
    }

    private static func samples(_ table: NumberTable, _ file: String) throws -> [WeightSample] {
        let columns = table.columns
        let tests = columns.dropFirst(Self.columns.count)
        return try columns[0].indices.map { row in
            guard let episode = Int(exactly: columns[0][row]), episode >= 0,
                row == 0 || columns[0][row] > columns[0][row - 1]
            else {
                throw RunRecordError.damaged(
                    file: file, problem: "line \(row + 2): its episode is out of order")
            }
            func spread(_ part: Int) -> Spread {
                let first = 1 + 3 * part
                return Spread(
                    mean: columns[first][row], lowerQuartile: columns[first + 1][row],
                    upperQuartile: columns[first + 2][row])
            }
            var sample = WeightSample(
                episode: episode, wSelf: spread(0), wBetween: spread(1), alphaBetween: spread(2))
            if let rates = tests.first, rates[row].isFinite {
                sample.test = TestError(
                    bitErrorRate: rates[row], standardDeviation: tests[tests.startIndex + 1][row],
                    absoluteError: tests[tests.startIndex + 2][row])
            }
            return sample
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
    static func read(_ contents: SafeTensors, file: String, network: NetworkDescription) throws
        -> [WeightHistory.Snapshot]
    {
        let (neurons, sources) = (network.neurons, network.sources)
        let tensors = contents.tensors
        func matrix(_ name: String) throws -> Matrix<Double> {
            guard let tensor = tensors[name], tensor.shape == [neurons, sources], let values = tensor.doubles
            else {
                throw RunRecordError.damaged(
                    file: file, problem: "has no \(neurons) × \(sources) array “\(name)”")
            }
            return Matrix(rows: neurons, columns: sources, elements: values)
        }
        let episodes = tensors.keys.compactMap { $0.hasPrefix("w.") ? Int($0.dropFirst(2)) : nil }
        return try episodes.sorted().map { episode in
            WeightHistory.Snapshot(
                episode: episode, w: try matrix("w.\(episode)"), alpha: try matrix("alpha.\(episode)"))
        }
    }
}
