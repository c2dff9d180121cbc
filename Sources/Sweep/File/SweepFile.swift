import BOHP
import Foundation
import RunRecord
import Text

/// What a sweep file asks for: settings of all runs at the top, and what varies below.
public struct SweepFile: Sendable {
    /// How the values of the axes are combined.
    public enum Method: String, CaseIterable, Sendable {
        /// Every combination.
        case grid
        /// The first values together, the second values together, and so on.
        case zip
        /// Random values.
        case random
        /// Points of a Sobol sequence.
        case sobol
    }

    /// Which runs are paused early (successive halving).
    public struct EarlyStop: Equatable, Sendable {
        /// The column of `metrics.csv` that decides; smaller is better.
        public var measure: String
        /// The number of episodes after which runs are compared first.
        public var minEpisodes: Int
        /// One run in `eta` continues, for `eta` times as many episodes.
        public var eta: Int
    }

    /// A setting with the text of its value and its line.
    struct Assignment: Sendable {
        var key: String
        var text: String
        var line: Int
    }

    /// The path of the file, as messages name it.
    public let path: String
    /// The contents of the file.
    public let text: String
    /// How the values of the axes are combined.
    public private(set) var method = Method.grid
    /// What varies beside the seed, in the order of the file.
    public private(set) var axes: [SweepAxis] = []
    /// The seeds of every combination; empty if the file names none.
    public private(set) var seeds: [UInt32] = []
    /// Successive halving, if the file asks for it.
    public private(set) var earlyStop: EarlyStop?
    /// The number of combinations of the methods `random` and `sobol`.
    private(set) var samples: Int?
    /// The seed of the method `random`.
    private(set) var samplingSeed: UInt32 = 0
    /// The largest number of runs.
    private(set) var runCap = Int.max
    /// The published configuration that the settings change, if the file names one.
    private(set) var experiment: Experiment?
    /// What the file asks of the measurement of each run.
    private(set) var evaluation = RunInformation.EvaluationChoices()
    /// The lines of the file's own keys.
    private(set) var lines: [String: Int] = [:]
    private(set) var settings: [Assignment] = []
    private(set) var constraints: [Constraint] = []
    let slurm: SlurmSettings
    let repertoire: Repertoire

    /// Keys of the sweep file that are no settings.
    private static let keys = [
        "method", "parameters", "seeds", "samples", "sampling_seed", "run_cap", "constraints", "early_stop",
        "slurm", "experiment", "evaluation_episodes", "evaluation_seed", "test_episodes", "keep_best",
    ]
    /// Keys of Weights & Biases that say nothing about the runs.
    private static let ignoredKeys: Set = [
        "name", "description", "program", "project", "entity", "command", "metric",
    ]
    /// The largest file that is read, in bytes.
    private static let largestFile = 4_000_000
    private static let largestSeedCount = 1_000_000

    /// Reads the file at `path`.
    ///
    /// - Throws: `SweepFileError`.
    public init(path: String, repertoire: Repertoire = Repertoire()) throws {
        let contents: Data
        do {
            contents = try FileInput.contents(path, limit: Self.largestFile)
        } catch let failure as FileInput.Failure {
            throw SweepFileError(file: path, problem: "cannot be read: \(failure.reason)")
        }
        guard let text = String(bytes: contents, encoding: .utf8) else {
            throw SweepFileError(file: path, problem: "is not text in UTF-8")
        }
        try self.init(text, path: path, repertoire: repertoire)
    }

    /// Reads the contents of a sweep file.
    ///
    /// - Parameter path: the path that messages name.
    /// - Throws: `SweepFileError`.
    public init(_ text: String, path: String, repertoire: Repertoire = Repertoire()) throws {
        self.path = path
        self.text = text
        self.repertoire = repertoire
        do {
            guard let root = try TextNode.read(text) else {
                throw LineError(line: nil, problem: "is empty")
            }
            let members = try root.members("a sweep file")
            slurm = try SlurmSettings(members.first { $0.key == "slurm" }?.value)
            for (key, line, value) in members {
                lines[key] = line
                try read(key, line, value)
            }
            try checkTogether()
        } catch let error as LineError {
            throw SweepFileError(file: path, line: error.line, problem: error.problem)
        }
    }

    private mutating func read(_ key: String, _ line: Int, _ value: TextNode) throws {
        switch key {
        case "method":
            let name = try value.text(key)
            guard let method = Method(rawValue: name) else {
                let known = Method.allCases.map(\.rawValue)
                throw LineError(
                    line: value.line,
                    problem: "there is no method “\(name)”" + NearestNames.suggestion(for: name, among: known)
                )
            }
            self.method = method
        case "parameters":
            for member in try value.members("parameters") { try readAxis(member) }
        case "seeds": seeds = try Self.seeds(value)
        case "samples": samples = try value.number(key, in: 1...1_000_000)
        case "sampling_seed": samplingSeed = try value.number(key, in: 0...UInt32.max)
        case "run_cap": runCap = try value.number(key, in: 1...1_000_000)
        case "constraints": constraints = try value.elements(key).map(Constraint.init)
        case "early_stop": earlyStop = try Self.earlyStop(value)
        case "experiment":
            let name = try value.text(key)
            guard let published = Experiment.all.first(where: { $0.name == name }) else {
                let known = Experiment.all.map(\.name)
                throw LineError(
                    line: value.line,
                    problem: "there is no experiment “\(name)”"
                        + NearestNames.suggestion(for: name, among: known))
            }
            experiment = published
        case "evaluation_episodes":
            evaluation.episodes = try value.number(key, in: RunInformation.EvaluationChoices.episodesRange)
        case "evaluation_seed": evaluation.seed = try value.number(key, in: 0...UInt32.max)
        case "test_episodes":
            evaluation.testEpisodes = try value.number(
                key, in: RunInformation.EvaluationChoices.testEpisodesRange)
        case "keep_best":
            guard let keeps = SettingValue.switchPosition(try value.text(key)) else {
                throw LineError(line: value.line, problem: "keep_best has to be yes or no")
            }
            evaluation.keepsBest = keeps
        case "slurm": break
        case _ where Self.ignoredKeys.contains(key): break
        default:
            if case .mapping = value.content {
                guard repertoire.sections.contains(where: { $0.settings.contains { $0.group == key } }) else {
                    throw unknown(key, line)
                }
                for member in try value.members(key) {
                    settings.append(
                        Assignment(
                            key: "\(key).\(member.key)",
                            text: try member.value.text("\(key).\(member.key)"), line: member.line))
                }
            } else {
                settings.append(Assignment(key: key, text: try value.text(key), line: line))
            }
        }
    }

    private mutating func readAxis(_ member: (key: String, line: Int, value: TextNode)) throws {
        let isInteger = if case .integer = setting(member.key)?.kind { true } else { false }
        let axis = try SweepAxis(member.key, line: member.line, member.value, isInteger: isInteger)
        if let constant = axis.constant {
            settings.append(Assignment(key: member.key, text: constant, line: member.line))
        } else {
            axes.append(axis)
        }
    }

    /// `0-4`, `0-4,7` or a list of these.
    private static func seeds(_ node: TextNode) throws -> [UInt32] {
        let parts = try node.elements("seeds").flatMap { element in
            try element.text("a seed").split(separator: ",").map { ($0.filter { !$0.isWhitespace }, element) }
        }
        if case .scalar = node.content, parts.count == 1, let only = parts.first, UInt32(only.0) != nil {
            throw LineError(
                line: node.line,
                problem: "seeds: \(only.0) may mean one seed or several; write [\(only.0)] or 0-\(only.0)")
        }
        var seeds: [UInt32] = []
        for (text, element) in parts {
            let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { UInt32($0) }
            guard let lower = ends[0], let upper = ends[ends.count - 1], ends.count <= 2, lower <= upper
            else {
                throw LineError(
                    line: element.line,
                    problem: "“\(text)” is not a seed, nor a range of seeds such as 0-4")
            }
            guard seeds.count + Int(upper - lower) < largestSeedCount else {
                throw LineError(line: element.line, problem: "there are more than a million seeds")
            }
            seeds += lower...upper
        }
        if let twice = Dictionary(grouping: seeds, by: \.self).first(where: { $1.count > 1 })?.key {
            throw LineError(line: node.line, problem: "the seed \(twice) stands twice")
        }
        return seeds
    }

    private static func earlyStop(_ node: TextNode) throws -> EarlyStop {
        var rule = EarlyStop(measure: "loss", minEpisodes: 0, eta: 3)
        for (key, line, value) in try node.members("early_stop") {
            switch key {
            case "measure": rule.measure = try value.text(key)
            case "min_episodes": rule.minEpisodes = try value.number(key, in: 1...1_000_000_000)
            case "eta": rule.eta = try value.number(key, in: 2...1000)
            default:
                throw LineError(
                    line: line,
                    problem: "early_stop takes no “\(key)”"
                        + NearestNames.suggestion(for: key, among: ["measure", "min_episodes", "eta"]))
            }
        }
        guard rule.minEpisodes > 0 else {
            throw LineError(line: node.line, problem: "early_stop needs min_episodes")
        }
        return rule
    }

    /// The setting of a key or path, in whichever component has it.
    func setting(_ key: String) -> Setting<Configuration>? {
        let settings = repertoire.sections.flatMap(\.settings)
        return settings.first { $0.path == key || $0.key == key }
            ?? settings.first { $0.key == "name" && $0.group == key }
    }

    private func unknown(_ key: String, _ line: Int) -> LineError {
        let known = repertoire.sections.flatMap(\.settings).flatMap { [$0.key, $0.path] } + Self.keys
        return LineError(
            line: line,
            problem: "there is no setting “\(key)”" + NearestNames.suggestion(for: key, among: Set(known)))
    }

    /// Checks what single keys do not show.
    private mutating func checkTogether() throws {
        // A seed that varies in a grid is what `seeds` says; so a file of Weights & Biases has its runs grouped.
        if method == .grid, let place = axes.firstIndex(where: { $0.key == "seed" }), seeds.isEmpty {
            let axis = axes.remove(at: place)
            lines["seeds"] = axis.line
            seeds = try axis.grid().map { text, line in
                guard let seed = UInt32(text) else {
                    throw LineError(line: line, problem: "\(text) is no seed")
                }
                return seed
            }
        }
        var places: [String: (key: String, line: Int)] = [:]
        let seedPlace = seeds.isEmpty ? [] : [("seed", lines["seeds"] ?? 1)]
        for (key, line) in settings.map({ ($0.key, $0.line) }) + axes.map({ ($0.key, $0.line) }) + seedPlace {
            guard let setting = setting(key) else {
                throw unknown(key, line)
            }
            if let first = places[setting.path] {
                throw LineError(
                    line: line, problem: "\(key) is set twice, the first time on line \(first.line)")
            }
            places[setting.path] = (key, line)
        }
        let samples = method == .random || method == .sobol
        if samples, self.samples == nil {
            guard runCap < .max else {
                throw LineError(line: nil, problem: "the method \(method.rawValue) needs samples: N")
            }
            self.samples = (runCap - 1) / max(seeds.count, 1) + 1
        }
        if !samples, self.samples != nil {
            throw LineError(line: nil, problem: "samples belong to the methods random and sobol")
        }
    }
}
