import Foundation

/// The lines of a template file, and the path of the file.
public struct TemplateFile: Sendable {
    /// The path as it was given, for messages.
    var path: String
    /// The folder to which the paths of included files and pictures are relative.
    var folder: URL
    /// The lines without line ends and without a byte order mark.
    public internal(set) var lines: [String]

    /// - Throws: ``TemplateFileError/unreadable(path:reason:)`` if there is no such file or it cannot be read, and
    ///   ``TemplateError`` if it is not UTF-8.
    public init(reading path: String) throws {
        let data: Data
        do {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw TemplateFileError.unreadable(path: path, reason: "there is no such file")
            }
            guard !isFolder.boolValue else {
                throw TemplateFileError.unreadable(path: path, reason: "it is a folder")
            }
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch let error as TemplateFileError {
            throw error
        } catch {
            throw TemplateFileError.unreadable(path: path, reason: "this user may not read it")
        }
        guard let text = String(bytes: data, encoding: .utf8) else {
            let line = data.prefix(Self.validPrefix(of: data)).count { $0 == UInt8(ascii: "\n") } + 1
            throw TemplateError(file: path, line: line, message: "this line is not UTF-8")
        }
        self.init(text: text, path: path)
    }

    /// A template whose text is already in memory. Line ends of every system are understood.
    public init(text: String, path: String) {
        self.path = path
        folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        var scalars = text.unicodeScalars
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        // Unicode scalars, because CR LF is one character in Swift.
        let unified = String(scalars).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        lines = unified.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The path of the file with symbolic links resolved.
    var resolvedPath: String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return folder.appendingPathComponent(name).resolvingSymlinksInPath().path
    }

    /// The path of a file that this one names: relative to this file's folder, or absolute.
    func path(to name: String) -> String {
        guard !name.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return name }
        return String(path[...slash]) + name
    }

    /// The lines `first` to `last`, counted from 1, joined.
    func text(from first: Int, through last: Int) -> String {
        let range = max(first, 1)...max(min(last, lines.count), max(first, 1))
        return range.upperBound <= lines.count
            ? lines[(range.lowerBound - 1)...(range.upperBound - 1)].joined(separator: "\n") : ""
    }

    /// The number of bytes at the start of `data` that are valid UTF-8.
    private static func validPrefix(of data: Data) -> Int {
        var decoder = UTF8()
        var iterator = data.makeIterator()
        var count = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { count += UTF8.width(scalar) }
        return count
    }
}
