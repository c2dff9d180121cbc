import Foundation

/// The package's own folders, and its commands run as a user runs them.
public enum Package {
    /// The top of the package.
    public static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The path of a built command.
    public static func command(_ name: String) throws -> String {
        let folders = [
            URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent(),
            root.appending(path: ".build/debug"), root.appending(path: ".build/release"),
        ]
        let paths = folders.map { $0.appending(path: name).path }
        guard let path = paths.first(where: FileManager.default.isExecutableFile(atPath:)) else {
            throw SetupError("\(name) is not built")
        }
        return path
    }

    /// The Python that `script/bootstrap` set up with the packages that tests need.
    public static func python() throws -> String {
        let path = root.appending(path: ".build/test-tools/bin/python3").path
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw SetupError("there is no \(path); run script/bootstrap")
        }
        return path
    }
}

/// Something that a test needs is not there.
public struct SetupError: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// A process that a test started.
public final class RunningCommand {
    private let process = Process()
    private let output: URL
    private let error: URL

    /// How a process ended.
    public struct Result: Sendable {
        /// The exit code, or minus the number of the signal that ended it.
        public var status: Int32
        public var output: String
        public var error: String
    }

    /// Starts a program.
    public init(
        _ path: String, _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]
    ) throws {
        let temporary = FileManager.default.temporaryDirectory
        output = temporary.appending(path: "bohp-test-\(UUID().uuidString)")
        error = temporary.appending(path: "bohp-test-\(UUID().uuidString)")
        for file in [output, error] { try Data().write(to: file) }
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: error)
        try process.run()
    }

    /// Sends the process a signal.
    public func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits for the process to end.
    public func wait() throws -> Result {
        process.waitUntilExit()
        defer { for file in [output, error] { try? FileManager.default.removeItem(at: file) } }
        let status = process.terminationStatus
        return Result(
            status: process.terminationReason == .exit ? status : -status,
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            error: String(decoding: try Data(contentsOf: error), as: UTF8.self))
    }
}

/// Runs a program to its end.
public func runProgram(
    _ path: String, _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]
) throws -> RunningCommand.Result {
    try RunningCommand(path, arguments, in: folder, environment: environment).wait()
}

/// Runs Python code with the given arguments, and gives what it printed.
public func runPython(_ code: String, _ arguments: [String] = []) throws -> String {
    let result = try runProgram(Package.python(), ["-c", code] + arguments)
    guard result.status == 0 else { throw SetupError("Python failed: \(result.error)") }
    return result.output
}

/// Calls `body` with a fresh folder, and removes it afterwards.
public func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "bohp-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}
