import Foundation

/// Paths put together and taken apart as text. Foundation's `deletingLastPathComponent` is not used, because it traps on
/// a relative path of one character on Linux.
public enum FilePath {
    /// The path of `name` in `folder`; `name` alone if `folder` is empty, which stands for the current folder.
    public static func join(_ folder: String, _ name: String) -> String {
        let folder = withoutEnd(folder)
        return folder.isEmpty || folder == "/" ? folder + name : "\(folder)/\(name)"
    }

    /// The path of the folder that `path` lies in: `a` for `a/b` and `a//b/`, `/` for `/a`; empty for `a`, which lies in
    /// the current folder, and `/` for `/`.
    public static func folder(of path: String) -> String {
        let whole = withoutEnd(path)
        guard let slash = whole.lastIndex(of: "/") else { return "" }
        let folder = withoutEnd(String(whole[..<slash]))
        return folder.isEmpty ? "/" : folder
    }

    /// The last component: `b` for `a/b` and `a/b/`; empty for `/` and for an empty path.
    public static func name(of path: String) -> String {
        let whole = withoutEnd(path)
        return whole == "/" ? "" : whole.split(separator: "/").last.map(String.init) ?? ""
    }

    /// The path from `/` on, without links as far as its folders exist, and without `.` and `..`.
    public static func absolute(_ path: String) -> String {
        let url = URL(fileURLWithPath: path.isEmpty ? "." : path).standardizedFileURL
        return url.resolvingSymlinksInPath().path
    }

    /// The path without the slashes at its end; `/` stays.
    private static func withoutEnd(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
