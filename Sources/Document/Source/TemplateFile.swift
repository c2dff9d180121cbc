import Foundation
import Text

/// The lines of a template file, and the path of the file.
public struct TemplateFile: Sendable {
    /// The path as it was given, for messages.
    var path: String
    /// The lines without line ends and without a byte order mark.
    public internal(set) var lines: [String]

    /// - Throws: ``TemplateFileError/unreadable(path:reason:)`` if there is no such file or it cannot be read, and
    ///   ``TemplateError`` if it is not UTF-8.
    public init(reading path: String) throws {
        let data: Data
        do {
            data = try FileInput.contents(path, limit: Budget.Item.markdown.limit)
        } catch let error as FileInput.Failure {
            throw TemplateFileError.unreadable(path: path, reason: error.reason)
        }
        guard let text = String(bytes: data, encoding: .utf8) else {
            let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let index = lines.firstIndex { String(bytes: $0, encoding: .utf8) == nil } ?? 0
            throw TemplateError(file: path, line: index + 1, message: "this line is not UTF-8")
        }
        self.init(text: text, path: path)
    }

    /// A template whose text is already in memory. Line ends of every system are understood.
    public init(text: String, path: String) {
        self.path = path
        var scalars = text.unicodeScalars
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        // Unicode scalars, because CR LF is one character in Swift.
        let unified = String(scalars).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        lines = unified.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The path of the file with symbolic links resolved.
    var resolvedPath: String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

    /// The path of a file or picture that this one names: relative to this file's folder, or absolute.
    func path(to name: String) -> String {
        guard !name.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return name }
        return String(path[...slash]) + name
    }

    /// The lines from `first` to `last`, or to the end of the file, counted from 1.
    func text(from first: Int, through last: Int = .max) -> String {
        lines.prefix(last).dropFirst(first - 1).joined(separator: "\n")
    }
}

extension FileManager {
    func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
