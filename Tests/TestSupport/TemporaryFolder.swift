import Foundation

/// What tests do with a folder of their own.
extension URL {
    /// Writes a text file below the folder, making folders between, and gives its path.
    @discardableResult
    public func write(_ text: String, to name: String) throws -> String {
        let file = appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: false, encoding: .utf8)
        return file.path
    }

    /// All files below the folder, hidden ones too, by their paths within it.
    public var files: [String] {
        let found = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return found.filter { name in
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(
                atPath: appending(path: name).path, isDirectory: &isFolder)
            return exists && !isFolder.boolValue
        }.sorted()
    }
}
