import Foundation
import Text

/// A folder of runs.
public struct RunsFolder: Sendable {
    /// Its path.
    public let path: String

    /// The folder at `path`.
    public init(path: String) { self.path = path }

    /// The names of the runs in it, sorted; empty if there is no such folder.
    public var names: [String] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return entries.filter { isRun(FilePath.join(path, $0)) }.sorted()
    }

    private func isRun(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: Run.file(RunFile.information, in: path))
    }

    /// The path of the run that was started last. Runs that cannot be read are ignored.
    ///
    /// - Throws: `RunRecordError.noSuchRun` if there is none.
    public func newest() throws -> String {
        let candidates = names.compactMap { name -> (path: String, started: Date)? in
            let run = FilePath.join(path, name)
            guard let information = try? Run.information(at: run) else { return nil }
            return (run, information.started)
        }
        guard let newest = candidates.max(by: { ($0.started, $0.path) < ($1.started, $1.path) }) else {
            throw RunRecordError.noSuchRun("there is no run in \(path); train one with bohp-train")
        }
        return newest.path
    }

    /// The path of a run that is given by its name in this folder or by its path.
    ///
    /// - Throws: `RunRecordError.noSuchRun` with the nearest names.
    public func find(_ run: String) throws -> String {
        let inside = FilePath.join(path, run)
        if !run.isEmpty, !run.contains("/"), isRun(inside) { return inside }
        if !run.isEmpty, isRun(run) { return run }
        let known = names
        var message = "there is no run “\(run)” in \(path)"
        message +=
            known.isEmpty
            ? "; train one with bohp-train" : NearestNames.suggestion(for: run, among: known)
        throw RunRecordError.noSuchRun(message)
    }

    /// A name that no run has yet: `base`, or `base-2` and so on.
    public func freeName(_ base: String) -> String {
        var name = base
        var number = 1
        while FileManager.default.fileExists(atPath: FilePath.join(path, name)) {
            number += 1
            name = "\(base)-\(number)"
        }
        return name
    }
}
