import Foundation

/// Files that Python packages bring along; see `script/bootstrap`.
public enum PythonFile {
    /// The path of a file of a package, which need not be importable.
    public static func path(of file: String, in package: String) throws -> String {
        let code = """
            import importlib.util, os, sys
            print(os.path.join(importlib.util.find_spec(sys.argv[1]).submodule_search_locations[0], sys.argv[2]))
            """
        return try runPython(code, [package, file]).trimmingCharacters(in: .newlines)
    }
}
