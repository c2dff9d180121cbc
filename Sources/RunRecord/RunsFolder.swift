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

    /// Makes the folder of a new run and locks it.
    ///
    /// - Parameter keepsName: whether a name that is taken is an error; otherwise the folder is called `name-2` and so on.
    /// - Throws: `RunRecordError.cannotWrite`.
    func claim(
        _ run: RunInformation, keepsName: Bool, files: any FileSystem
    ) throws -> (path: String, lock: RunLock) {
        try files.makeFolders(path)
        var number = 0
        while true {
            number += 1
            let folder = FilePath.join(path, number == 1 ? run.name : "\(run.name)-\(number)")
            do {
                let isNew = try files.apply(.makeFolder(folder))
                if isNew { try files.apply(.sync(path)) }
                if isNew || isStart(of: run, folder) {
                    let lock = try RunLock(folder, files: files)
                    // Another process may have started a run in the folder before this one locked it.
                    if isStart(of: run, folder) { return (folder, lock) }
                }
            } catch let error as RunRecordError {
                guard case .locked = error, !keepsName else { throw error }
            }
            if keepsName {
                throw RunRecordError.cannotWrite(
                    path: folder,
                    reason: "it exists; continue it with --resume, or choose another name with --name")
            }
        }
    }

    /// Whether a folder holds nothing, or what a process left that was killed before the first episode of the same run was
    /// safe.
    private func isStart(of run: RunInformation, _ folder: String) -> Bool {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder),
            names.allSatisfy({ RunFile.first.contains($0) || StagedFiles.isTemporary($0) })
        else { return false }
        if names.contains(RunFile.checkpoint) {
            guard (try? SavedCheckpoint.read(in: folder))?.checkpoint.episodesDone == 0 else { return false }
        }
        guard names.contains(RunFile.information) else { return true }
        let information = try? Run.information(at: folder)
        return information?.status == .running && information?.episodesDone == 0
            && information?.configuration == run.configuration
    }
}
