import Foundation
import Text

extension FileSystem {
    /// Replaces a folder as a whole, or makes it.
    ///
    /// All files are written and synced in a folder of another name, and the two folders change places in one step. Whoever
    /// opens the folder, also after a kill, sees the old files or the new ones and never a mix. The old files are removed
    /// afterwards, and so is what killed processes left of earlier attempts.
    ///
    /// - Parameters:
    ///   - path: the folder.
    ///   - contents: the files by their paths below it.
    ///   - isOwn: whether a file, given by its path below the folder, may be removed with it. If the folder holds any other
    ///     file, it stays as it is.
    /// - Throws: `RunRecordError.cannotWrite`. The folder is then unchanged.
    public func replaceFolder(
        _ path: String, by contents: [(path: String, contents: Data)], isOwn: (String) -> Bool
    ) throws {
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR {
            throw RunRecordError.cannotWrite(path: path, reason: "a file of that name is in the way")
        }
        if let other = files(below: path).first(where: { !isOwn($0) }) {
            throw RunRecordError.cannotWrite(
                path: path,
                reason:
                    "it holds \(other), which is not part of a report; move it, or choose another folder with --output"
            )
        }
        let outer = FilePath.folder(of: path)
        let made = try makeFolders(outer)
        let prefix = ".\(FilePath.name(of: path))."
        try removeLeftovers(of: prefix, in: outer)
        let random = String(UInt64.random(in: 0 ... .max), radix: 36)
        let staged = FilePath.join(outer, "\(prefix)\(random).tmp")
        var isCommitted = false
        do {
            try apply(.makeFolder(staged))
            // The lock tells other processes that this one still writes the folder.
            let lock = open(staged, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            defer { if lock >= 0 { close(lock) } }
            if lock >= 0 { flock(lock, LOCK_EX | LOCK_NB) }
            var folders: Set<String> = [staged]
            for file in contents {
                let place = FilePath.join(staged, file.path)
                if folders.insert(FilePath.folder(of: place)).inserted {
                    try apply(.makeFolder(FilePath.folder(of: place)))
                }
                try apply(.create(place, file.contents))
            }
            for folder in folders.sorted().reversed() { try apply(.sync(folder)) }
            try apply(.rename(staged, to: path))
            isCommitted = true
            try apply(.sync(outer))
        } catch {
            try? removeFolder(staged)
            if !isCommitted { for folder in made.reversed() { _ = try? apply(.remove(folder)) } }
            guard case RunRecordError.cannotWrite(_, let reason) = error else { throw error }
            throw RunRecordError.cannotWrite(path: path, reason: reason)
        }
        // What cannot be removed now is removed with the next replacement.
        try? removeFolder(staged)
    }

    /// Removes the folders of processes that were killed while they replaced a folder.
    private func removeLeftovers(of prefix: String, in outer: String) throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: outer.isEmpty ? "." : outer)) ?? []
        for name in names.sorted() where name.hasPrefix(prefix) && name.hasSuffix(".tmp") {
            let folder = FilePath.join(outer, name)
            let lock = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard lock >= 0 else { continue }
            defer { close(lock) }
            guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { continue }
            // A new empty folder may belong to a process that is about to lock it.
            if !files(below: folder).isEmpty || isOld(folder) { try removeFolder(folder) }
        }
    }

    /// Whether a folder has not changed for a minute.
    private func isOld(_ folder: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: folder)
        return (attributes?[.modificationDate] as? Date).map { $0.timeIntervalSinceNow < -60 } ?? false
    }

    /// The paths of the files below a folder; none if there is no folder.
    private func files(below folder: String) -> [String] {
        let names = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
            .sorted()
        let folders = Set(names.map(FilePath.folder))
        return names.filter { !folders.contains($0) }
    }

    private func removeFolder(_ folder: String) throws {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        // What lies in a folder comes before the folder.
        for name in names.sorted().reversed() { try apply(.remove(FilePath.join(folder, name))) }
        try apply(.remove(folder))
    }
}
