import BOHP
import Foundation

/// The contents of `run.json`.
public struct RunInformation: Codable, Equatable, Sendable {
    /// The state of a run.
    public enum Status: String, Codable, Sendable {
        /// Training goes on, or the process was killed.
        case running
        /// All episodes were trained on.
        case finished
        /// The user or the batch system stopped training.
        case interrupted
        /// Training stopped because a loss or a gradient became infinite or NaN.
        case diverged
    }

    /// The program that trained.
    public struct Software: Codable, Equatable, Sendable {
        /// The name of the program.
        public var name: String
        /// The semantic version.
        public var version: String
        /// The commit of the sources; `nil` if the build did not know it.
        public var commit: String?
        /// Whether the sources were those of the commit, without a change; `nil` if the build did not know it.
        public var isClean: Bool?
        /// The compiler of the inner loops.
        public var compiler: String?
    }

    /// The machine that trained.
    public struct Machine: Codable, Equatable, Sendable {
        /// The operating system with its version.
        public var system: String
        /// The processor's model.
        public var processor: String
        /// The number of processors that the process may use.
        public var cores: Int
        /// Memory, in bytes.
        public var memory: UInt64
        /// The instruction set that the kernels used.
        public var instructionSet: String
        /// The name of the machine; `nil` in runs of version 0.1.
        public var host: String?
        /// The number of the Slurm job, if training ran in one.
        public var slurmJob: String?
        /// The job array and the place in it, such as `1234_5`, if the job was a task of an array.
        public var slurmArrayTask: String?
        /// How often Slurm had started the job before, if training ran in one.
        public var slurmRestarts: Int?

        /// Whether training on `other` continues to the bit. The kernels for AVX2 and AVX-512 round alike.
        public func computesLike(_ other: Machine) -> Bool {
            let alike: Set = ["avx2", "avx512"]
            return instructionSet == other.instructionSet
                || alike.isSuperset(of: [instructionSet, other.instructionSet])
        }
    }

    /// A stretch of training that continues an earlier one.
    public struct Resumption: Codable, Equatable, Sendable {
        /// The number of episodes that earlier stretches trained on.
        public var episodesDone: Int
        /// When the stretch started.
        public var started: Date
        /// The program that trained.
        public var software: Software
        /// The machine that trained.
        public var machine: Machine
    }

    /// How the trained network is measured.
    public struct EvaluationPlan: Codable, Equatable, Sendable {
        /// The seed of the measured episodes.
        public var seed: UInt32
        /// The number of episodes that the main means are taken over.
        public var episodes: Int
        /// The number of episodes that the network is tested on at each moment of `dynamics.csv`; `nil` for none, as in
        /// version 0.1.
        public var testEpisodes: Int?
        /// Whether `best.safetensors` keeps the parameters of the moment with the smallest test error; `nil` for no.
        public var keepsBest: Bool?

        /// The usual plan for runs of `configuration`.
        public init(_ configuration: Configuration) {
            let evaluator = Evaluator(configuration)
            (seed, episodes) = (evaluator.seed, evaluator.episodes)
            let moments = WeightHistory.sampleEpisodes(of: configuration.episodes).count
            testEpisodes = TestDuringTraining.usualEpisodes(for: configuration, moments: moments)
            if testEpisodes == 0 { testEpisodes = nil }
        }

        /// What measures a trained network by this plan.
        public func evaluator(_ configuration: Configuration) -> Evaluator {
            Evaluator(configuration, seed: seed, episodes: episodes)
        }
    }

    /// What a user asks of the evaluation of a run; `nil` leaves a choice as it is.
    public struct EvaluationChoices: Sendable {
        /// The range of the number of episodes that the main means are taken over.
        public static let episodesRange = 2...10_000_000
        /// The range of the number of episodes of a test during training.
        public static let testEpisodesRange = 0...10_000
        /// The number of episodes that the main means are taken over.
        public var episodes: Int?
        /// The seed of the measured episodes.
        public var seed: UInt32?
        /// The number of episodes of a test during training; 0 for no test.
        public var testEpisodes: Int?
        /// Whether the parameters of the moment with the smallest test error are kept.
        public var keepsBest: Bool?

        /// Nothing is asked for.
        public init() {}

        /// Changes `plan` to what is asked for.
        ///
        /// - Throws: `ConfigurationError` if parameters are to be kept by a test that is not made.
        public func apply(to plan: inout EvaluationPlan) throws {
            if let episodes { plan.episodes = episodes }
            if let seed { plan.seed = seed }
            if let testEpisodes { plan.testEpisodes = testEpisodes > 0 ? testEpisodes : nil }
            guard keepsBest == true else { return }
            guard plan.testEpisodes != nil else {
                throw ConfigurationError(
                    setting: "keep_best",
                    problem: "needs a test during training; ask for one with test_episodes")
            }
            plan.keepsBest = true
        }
    }

    /// The version of the format of the run directory. Decoding throws for a version that this program does not know.
    public struct FormatVersion: Codable, Equatable, Sendable {
        /// The version that this program writes, and the newest that it reads.
        public static let current = 2
        /// The number of the version.
        public var number = current

        /// The current version.
        public init() {}

        public init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            number = try container.decode(Int.self)
            guard (1...Self.current).contains(number) else {
                throw ConfigurationError(
                    setting: "format_version",
                    problem: "is \(number), and this program reads up to \(Self.current); use a newer bohp")
            }
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(number)
        }
    }

    /// The version of the format. It is decoded first, because the meaning of the other keys depends on it.
    public var formatVersion = FormatVersion()
    /// The name that the run and its folder were given.
    public var name: String
    /// The state of the run.
    public var status: Status
    /// The settings that its numbers follow from.
    public var configuration: Configuration
    /// How the trained network is measured.
    public var evaluation: EvaluationPlan
    /// The words of the command line that started the run.
    public var command: [String]
    /// When training started.
    public var started: Date
    /// When it ended; `nil` while it has not.
    public var ended: Date?
    /// Episodes trained on.
    public var episodesDone: Int
    /// Seconds spent on training; the time between a stop and a resumption does not count.
    public var seconds: Double
    /// The program that trained first.
    public var software: Software
    /// The machine that trained first.
    public var machine: Machine
    /// The later stretches of training; empty for a run that was never resumed.
    public var resumptions: [Resumption]
    /// The first episode that could not be trained on, for a run that diverged.
    public var divergedAt: Int?

    /// A run that is about to start.
    public init(
        name: String, configuration: Configuration, evaluation: EvaluationPlan? = nil, command: [String],
        started: Date = Date()
    ) {
        self.name = name
        status = .running
        self.configuration = configuration
        self.evaluation = evaluation ?? EvaluationPlan(configuration)
        self.command = command
        self.started = started
        episodesDone = 0
        seconds = 0
        software = .current
        machine = .current
        resumptions = []
    }

    /// The machine that trained last.
    public var lastMachine: Machine { resumptions.last?.machine ?? machine }
}

extension KeyedDecodingContainer {
    /// Version 0.1 recorded no resumptions.
    func decode(_: [RunInformation.Resumption].Type, forKey key: Key) throws -> [RunInformation.Resumption] {
        try decodeIfPresent([RunInformation.Resumption].self, forKey: key) ?? []
    }
}

extension RunInformation.Software {
    /// This program.
    public static let current = RunInformation.Software(
        name: "bohp", version: "0.1.0", commit: BuildStamp.commit, isClean: BuildStamp.isClean,
        compiler: Kernels.compiler)
}

extension RunInformation.Machine {
    /// This machine.
    public static var current: RunInformation.Machine {
        let process = ProcessInfo.processInfo
        return RunInformation.Machine(
            system: systemName ?? process.operatingSystemVersionString, processor: processorName ?? "unknown",
            cores: process.activeProcessorCount, memory: process.physicalMemory,
            instructionSet: Double.kernels.instructionSet, host: hostName, slurmJob: slurmJob,
            slurmArrayTask: slurmArrayTask, slurmRestarts: slurmRestarts)
    }

    /// The name of this machine, as the operating system knows it.
    static var hostName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "unknown" }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The Slurm job that this process belongs to.
    static var slurmJob: String? { ProcessInfo.processInfo.environment["SLURM_JOB_ID"] }

    private static var slurmArrayTask: String? {
        let environment = ProcessInfo.processInfo.environment
        guard let job = environment["SLURM_ARRAY_JOB_ID"], let task = environment["SLURM_ARRAY_TASK_ID"]
        else {
            return nil
        }
        return "\(job)_\(task)"
    }

    /// Slurm sets its variable only when it has started a job again.
    private static var slurmRestarts: Int? {
        slurmJob.map { _ in
            ProcessInfo.processInfo.environment["SLURM_RESTART_COUNT"].flatMap { Int($0) } ?? 0
        }
    }

    /// The name of a Linux distribution, which says more than the version of the kernel.
    private static var systemName: String? {
        value(of: "PRETTY_NAME", in: "/etc/os-release", separator: "=")?
            .trimmingCharacters(in: CharacterSet(charactersIn: "\""))
    }

    private static var processorName: String? {
        #if canImport(Darwin)
            var size = 0
            guard sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0) == 0, size > 1 else {
                return nil
            }
            var text = [UInt8](repeating: 0, count: size)
            guard sysctlbyname("machdep.cpu.brand_string", &text, &size, nil, 0) == 0 else { return nil }
            return String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
        #else
            return value(of: "model name", in: "/proc/cpuinfo", separator: ":")
        #endif
    }

    private static func value(of key: String, in path: String, separator: Character) -> String? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: separator, maxSplits: 1)
            if parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == key {
                return parts[1].trimmingCharacters(in: .whitespaces)
            }
        }
        return nil
    }
}

/// The JSON of the run directory: sorted keys in snake case, times in ISO 8601, NaN and infinities as strings.
enum RunJSON {
    /// The largest file of settings that is read, in bytes.
    static let largestConfiguration = 4_000_000
    /// The largest file of measurements that is read, in bytes. An episode of 256 neurons and 10,000 steps fits.
    static let largestFile = 256_000_000

    static func encode(_ value: some Encodable, pretty: Bool) throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.dateEncodingStrategy = .iso8601
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        encoder.outputFormatting =
            pretty ? [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes] : [.sortedKeys]
        return try encoder.encode(value) + Data("\n".utf8)
    }

    /// Decodes JSON5.
    ///
    /// - Throws: `RunRecordError.damaged` with the key.
    static func decode<Value: Decodable>(
        _: Value.Type, from data: Data, file: String, repertoire: Repertoire = Repertoire()
    ) throws -> Value {
        // Foundation's reader of JSON5 ends the process at a key that is not UTF-8, and takes zeros for a sign of UTF-16.
        guard String(validating: data, as: UTF8.self) != nil, !data.contains(0) else {
            throw RunRecordError.damaged(file: file, problem: "it is not text in UTF-8")
        }
        if let word = JSON5Numbers.malformed(in: data) {
            throw RunRecordError.damaged(file: file, problem: "“\(word)” is not a number")
        }
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        decoder.dateDecodingStrategy = .iso8601
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        if let key = Configuration.repertoireKey { decoder.userInfo[key] = repertoire }
        do {
            return try decoder.decode(Value.self, from: data)
        } catch let error as DecodingError {
            throw RunRecordError.damaged(file: file, problem: explanation(of: error))
        } catch let error as ConfigurationError {
            throw RunRecordError.damaged(file: file, error)
        }
    }

    private static func explanation(of error: DecodingError) -> String {
        func place(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
            let path = (context.codingPath + (last.map { [$0] } ?? [])).map(\.stringValue)
            return path.isEmpty ? "" : " “\(path.joined(separator: "."))”"
        }
        switch error {
        case .keyNotFound(let key, let context): return "the key\(place(context, key)) is missing"
        case .valueNotFound(_, let context): return "the value of\(place(context)) is missing"
        case .typeMismatch(let type, let context): return "the value of\(place(context)) is no \(type)"
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty
                ? "it is not valid JSON"
                : "the value of\(place(context)) is wrong: \(context.debugDescription)"
        @unknown default: return "\(error)"
        }
    }
}
