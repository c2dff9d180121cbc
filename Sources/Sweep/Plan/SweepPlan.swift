import BOHP
import Foundation
import RunRecord
import Text

/// The runs of a sweep: a function of the sweep file alone, the same on every machine.
public struct SweepPlan: Sendable {
    /// One run of a sweep.
    public struct Run: Sendable {
        /// The name of the run and of its folder. It says what varies: `learning_rate=0.003,plastic=no,seed=4`.
        public var name: String
        /// What varies beside the seed: `learning_rate=0.003,plastic=no`. Runs that differ by the seed alone share it.
        public var group: String
        /// What varies, in the order of `SweepPlan.axes`, the seed last if the file names seeds.
        public var values: [SettingValue]
        /// The settings of the run.
        public var configuration: Configuration
        /// How the trained network is measured.
        public var evaluation: RunInformation.EvaluationPlan
    }

    /// The file.
    public let file: SweepFile
    /// The paths of the settings that vary (`task.patterns`), the seed last if the file names seeds.
    public let axes: [String]
    /// The names of these settings in the names of runs and in `sweep.csv`: the last part of the path (`patterns`), if it
    /// is the only axis of that name.
    public let columns: [String]
    /// The runs.
    public let runs: [Run]

    private static let largestPlan = 1_000_000
    /// The longest name of a run, in bytes.
    private static let longestName = 180

    /// The runs that a file asks for.
    ///
    /// - Throws: `SweepFileError`.
    public init(_ file: SweepFile) throws {
        self.file = file
        let keys = file.axes.map(\.key) + (file.seeds.isEmpty ? [] : ["seed"])
        axes = keys.map { file.setting($0)?.path ?? $0 }
        let short = axes.map { axis in
            file.setting(axis).map { $0.key == "name" ? $0.option : $0.key } ?? axis
        }
        columns = zip(axes, short).map { path, name in short.count { $0 == name } == 1 ? name : path }
        do {
            runs = try Self.runs(file, axes, columns)
        } catch let error as LineError {
            throw SweepFileError(file: file.path, line: error.line, problem: error.problem)
        }
    }

    private static func runs(_ file: SweepFile, _ axes: [String], _ columns: [String]) throws -> [Run] {
        var runs: [Run] = []
        var groups: Set<[SettingValue]> = []
        var names: [String: Int] = [:]
        let wanted = file.samples ?? .max
        let candidates = try Candidates(file)
        for candidate in 0..<candidates.count where groups.count < wanted && runs.count < file.runCap {
            let assignments = try candidates[candidate]
            var first: Run?
            for seed in file.seeds.isEmpty ? [nil] : file.seeds.map(Optional.some) {
                let seedText = seed.map { [SweepFile.Assignment(key: "seed", text: "\($0)", line: 1)] } ?? []
                let configuration = try configuration(file, assignments + seedText)
                if first == nil {
                    let isAllowed = try file.constraints.allSatisfy {
                        try $0.holds(for: configuration, file.repertoire)
                    }
                    guard isAllowed else { break }
                }
                let run = try run(file, configuration, axes, columns, hasSeeds: seed != nil)
                if first == nil {
                    let group = Array(run.values.prefix(file.axes.count))
                    guard groups.insert(group).inserted else {
                        // Random numbers may meet the same rounded values twice.
                        if file.samples != nil { break }
                        throw LineError(
                            line: assignments.first?.line,
                            problem: "two runs have the same settings: \(run.name)")
                    }
                }
                if let other = names.updateValue(runs.count, forKey: run.name) {
                    throw LineError(
                        line: nil,
                        problem: "runs \(other + 1) and \(runs.count + 1) have one name: \(run.name)")
                }
                first = first ?? run
                runs.append(run)
                guard runs.count <= largestPlan else {
                    throw LineError(line: nil, problem: "asks for more than a million runs")
                }
            }
        }
        if file.samples != nil, groups.count < wanted, runs.count < file.runCap {
            throw LineError(
                line: nil,
                problem: "only \(groups.count) of \(wanted) samples differ and satisfy the constraints, "
                    + "of \(candidates.count) that were drawn")
        }
        guard !runs.isEmpty else { throw LineError(line: nil, problem: "no run satisfies the constraints") }
        return Array(runs.prefix(file.runCap))
    }

    /// The configuration of a run.
    ///
    /// - Throws: `LineError`.
    private static func configuration(
        _ file: SweepFile, _ assignments: [SweepFile.Assignment]
    ) throws -> Configuration {
        let all = file.settings + assignments
        var configuration = file.experiment?.configuration ?? Configuration()
        do {
            try file.repertoire.apply(all.map { ($0.key, .text($0.text)) }, to: &configuration)
            try configuration.validate()
            if let early = file.earlyStop {
                guard configuration.columns.contains(early.measure) else {
                    throw ConfigurationError(
                        setting: "early_stop",
                        problem: "has the measure “\(early.measure)”, which training does not log"
                            + NearestNames.suggestion(for: early.measure, among: configuration.columns))
                }
            }
        } catch let error as ConfigurationError {
            let place = all.last { file.setting($0.key)?.path == error.setting || $0.key == error.setting }
            let hint =
                error.known.isEmpty ? "" : NearestNames.suggestion(for: error.setting, among: error.known)
            throw LineError(line: place?.line, problem: "\(error.setting) \(error.problem)\(hint)")
        }
        return configuration
    }

    private static func run(
        _ file: SweepFile, _ configuration: Configuration, _ axes: [String], _ columns: [String],
        hasSeeds: Bool
    ) throws -> Run {
        let settings = file.repertoire.settings(of: configuration)
        let values = axes.map { axis in
            settings.first { $0.path == axis }?.value(in: configuration) ?? .text("")
        }
        let parts = zip(columns, values).map { "\($0)=\(safe($1))" }
        let name = parts.isEmpty ? "run" : parts.joined(separator: ",")
        let group = parts.dropLast(hasSeeds ? 1 : 0).joined(separator: ",")
        var evaluation = RunInformation.EvaluationPlan(configuration)
        do {
            try file.evaluation.apply(to: &evaluation)
        } catch let error as ConfigurationError {
            throw LineError(line: file.lines[error.setting], problem: "\(error.setting) \(error.problem)")
        }
        return Run(
            name: shortened(name), group: group, values: values, configuration: configuration,
            evaluation: evaluation)
    }

    /// A value as a part of a folder's name.
    private static func safe(_ value: SettingValue) -> String {
        String(
            value.description.map {
                $0.isASCII && ($0.isLetter || $0.isNumber || "+-._".contains($0)) ? $0 : "_"
            })
    }

    /// A name that is too long ends in the beginning of its hash.
    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > longestName else { return name }
        let hash = name.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return name.prefix(longestName - 17) + "~" + String(hash, radix: 16)
    }
}

/// The combinations of the axes' values that a method proposes, by number.
private struct Candidates {
    let count: Int
    private let file: SweepFile
    /// The values of each axis, for grid and zip.
    private let lists: [[(text: String, line: Int)]]

    /// - Throws: `LineError`.
    init(_ file: SweepFile) throws {
        self.file = file
        switch file.method {
        case .grid, .zip:
            let lists = try file.axes.map { try $0.grid() }
            self.lists = lists
            if file.method == .grid {
                let size = lists.reduce(1.0) { $0 * Double($1.count) }
                guard size <= 10_000_000 else {
                    throw LineError(
                        line: nil,
                        problem:
                            "the grid has \(NumberText.significant(size, digits: 3)) combinations, too many")
                }
                count = Int(size)
            } else {
                if let other = zip(file.axes, lists).first(where: { $1.count != lists[0].count }) {
                    throw LineError(
                        line: other.0.line,
                        problem: "the method zip takes lists of one length, and \(other.0.key) has "
                            + "\(other.1.count) values, \(file.axes[0].key) \(lists[0].count)")
                }
                count = lists.first?.count ?? 1
            }
        case .random, .sobol:
            guard file.method == .random || file.axes.count <= Sobol.largestDimension else {
                throw LineError(
                    line: nil, problem: "the method sobol takes up to \(Sobol.largestDimension) parameters")
            }
            lists = []
            count = min((file.samples ?? 0) * 100 + 1000, 1 << 24)
        }
    }

    /// A value for each axis.
    subscript(candidate: Int) -> [SweepFile.Assignment] {
        get throws {
            var rest = candidate
            var assignments: [SweepFile.Assignment] = []
            // The last axis varies fastest.
            for place in file.axes.indices.reversed() {
                let axis = file.axes[place]
                let value =
                    switch file.method {
                    case .grid: lists[place][rest % lists[place].count]
                    case .zip: lists[place][candidate]
                    case .random:
                        axis.value(
                            at: Philox.uniform(candidate, stream: axis.key, seed: file.samplingSeed))
                    case .sobol: axis.value(at: Sobol.coordinate(place, of: candidate))
                    }
                if file.method == .grid { rest /= lists[place].count }
                assignments.append(SweepFile.Assignment(key: axis.key, text: value.text, line: value.line))
            }
            return assignments.reversed()
        }
    }
}
