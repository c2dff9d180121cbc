import Foundation
import Text

/// Files that appear all together or not at all, as far as a file system allows.
///
/// Each file is written and synced under a temporary name in its folder. `commit` renames all of them. A reader sees
/// either the old or the complete new file. Without a commit the temporary files are removed, together with the folders
/// that were made for them.
public final class StagedFiles {
    private var staged: [(temporary: String, final: String)] = []
    private var madeFolders: [String] = []

    /// No file yet.
    public init() {}

    deinit { discard() }

    /// Writes `contents` to a temporary file in the folder of `path`, which is made if it is missing.
    ///
    /// - Throws: `RunRecordError.cannotWrite`.
    public func add(_ contents: Data, at path: String) throws {
        let folder = FilePath.folder(of: path)
        if !folder.isEmpty { try makeFolder(folder) }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw RunRecordError.cannotWrite(path: path, reason: "a folder of that name is in the way")
        }
        let name = ".\(FilePath.name(of: path)).\(getpid())-\(staged.count).tmp"
        let temporary = FilePath.join(folder, name)
        staged.append((temporary, path))
        try Self.write(contents, to: temporary, shownAs: path)
    }

    /// Renames every staged file.
    ///
    /// - Throws: `RunRecordError.cannotWrite`. Files that were renamed before the error keep their new names.
    public func commit() throws {
        var folders: Set<String> = []
        for (temporary, final) in staged {
            guard rename(temporary, final) == 0 else {
                throw RunRecordError.cannotWrite(path: final, reason: String(cString: strerror(errno)))
            }
            folders.insert(FilePath.folder(of: final))
        }
        staged = []
        madeFolders = []
        for folder in folders { Self.syncFolder(folder) }
    }

    /// Removes the staged files.
    public func discard() {
        for (temporary, _) in staged { unlink(temporary) }
        staged = []
        // Innermost first. A folder that another program has filled stays.
        for folder in madeFolders.reversed() { rmdir(folder) }
        madeFolders = []
    }

    private func makeFolder(_ path: String) throws {
        var missing: [String] = []
        var folder = path
        while !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) {
            missing.append(folder)
            folder = FilePath.folder(of: folder)
        }
        for folder in missing.reversed() {
            guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
                throw RunRecordError.cannotWrite(path: folder, reason: String(cString: strerror(errno)))
            }
            madeFolders.append(folder)
        }
    }

    private static func write(_ contents: Data, to temporary: String, shownAs path: String) throws {
        func failure() -> RunRecordError {
            .cannotWrite(path: path, reason: String(cString: strerror(errno)))
        }
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        let isWritten = contents.withUnsafeBytes { FileOutput.writeAll($0, to: descriptor) }
        guard isWritten, fsync(descriptor) == 0 else { throw failure() }
    }

    private static func syncFolder(_ path: String) {
        let descriptor = open(path.isEmpty ? "." : path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        // The result is ignored, because some file systems cannot sync a folder, and the files are synced already.
        _ = fsync(descriptor)
        close(descriptor)
    }
}
