import Foundation

/// A command of Slurm failed.
public struct SlurmError: Error, CustomStringConvertible {
    /// The command and what it said.
    public var description: String
}

/// The commands of Slurm.
enum Slurm {
    /// Runs a command, and gives what it printed on standard output.
    ///
    /// - Throws: `SlurmError`.
    static func run(_ words: [String]) throws -> String {
        let process = Process()
        let (output, error) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.standardOutput = output
        process.standardError = error
        do {
            try process.run()
        } catch {
            throw SlurmError(description: "cannot run \(words[0]): \(error.localizedDescription)")
        }
        // These commands say little on standard error, so that its pipe does not fill meanwhile.
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let message = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw SlurmError(
                description: "\(words[0]) failed: \(message.trimmingCharacters(in: .whitespacesAndNewlines))")
        }
        return text
    }

    /// Submits a job, and gives its number.
    ///
    /// - Throws: `SlurmError`.
    static func submit(_ words: [String]) throws -> String {
        let answer = try run(words)
        guard let match = answer.firstMatch(of: /^\d+/) else {
            throw SlurmError(description: "sbatch gave no job number, but: \(answer)")
        }
        return String(match.output)
    }
}
