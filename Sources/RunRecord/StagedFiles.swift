import Foundation
import Text

/// Files that replace others, each as a whole.
///
/// Each file is written and synced under a temporary name in its folder. `commit` renames them in the order in which they
/// were added, so that the last one can record that the others are complete. A reader sees either the old or the complete
/// new file. Without a commit the temporary files are removed, together with the folders that were made for them.
public final class StagedFiles {
    private let files: any FileSystem
    private let makesFolders: Bool
    private var staged: [(temporary: String, final: String)] = []
    private var madeFolders: [String] = []

    /// No file yet. Missing folders are made.
    public convenience init() { self.init(SystemFiles(), makesFolders: true) }

    /// No file yet. A missing folder is made or is an error: a run directory that was moved must not appear again.
    init(_ files: any FileSystem, makesFolders: Bool = false) {
        self.files = files
        self.makesFolders = makesFolders
    }

    deinit { discard() }

    /// Whether a file has the name of a temporary file, in this version or in version 0.1.
    static func isTemporary(_ name: String) -> Bool { name.hasPrefix(".") && name.hasSuffix(".tmp") }

    /// Removes the temporary files of processes that were killed from a folder that no other process writes to.
    ///
    /// - Throws: `RunRecordError.cannotWrite`.
    static func removeTemporaryFiles(in folder: String, _ files: any FileSystem) throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names.sorted() where isTemporary(name) {
            try files.apply(.remove(FilePath.join(folder, name)))
        }
    }

    /// Writes `contents` to a temporary file in the folder of `path`.
    ///
    /// - Throws: `RunRecordError.cannotWrite`.
    public func add(_ contents: Data, at path: String) throws {
        let folder = FilePath.folder(of: path)
        if makesFolders { madeFolders += try files.makeFolders(folder) }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw RunRecordError.cannotWrite(path: path, reason: "a folder of that name is in the way")
        }
        // A random name, because nobody shall be able to put a link there beforehand.
        let random = String(UInt64.random(in: 0 ... .max), radix: 36)
        let temporary = FilePath.join(folder, ".\(FilePath.name(of: path)).\(random).tmp")
        staged.append((temporary, path))
        do {
            try files.apply(.create(temporary, contents))
        } catch RunRecordError.cannotWrite(_, let reason) {
            throw RunRecordError.cannotWrite(path: path, reason: reason)
        }
    }

    /// Renames every staged file.
    ///
    /// - Throws: `RunRecordError.cannotWrite`. Files that were renamed before the error keep their new names.
    public func commit() throws {
        for (temporary, final) in staged { try files.apply(.rename(temporary, to: final)) }
        let folders = Set(staged.map { FilePath.folder(of: $0.final) })
        staged = []
        madeFolders = []
        for folder in folders.sorted() { try files.apply(.sync(folder)) }
    }

    /// Removes the staged files.
    public func discard() {
        for (temporary, _) in staged { _ = try? files.apply(.remove(temporary)) }
        staged = []
        // Innermost first. A folder that another program has filled stays.
        for folder in madeFolders.reversed() { _ = try? files.apply(.remove(folder)) }
        madeFolders = []
    }
}
