import BOHP
import Foundation

/// A configuration in a JSON5 file of its own, or in a `run.json`.
public enum ConfigurationFile {
    /// Reads the configuration in the file at `path`. Missing settings take their defaults; unknown settings are an
    /// error.
    ///
    /// - Throws: `RunRecordError`.
    public static func read(_ path: String, repertoire: Repertoire = Repertoire()) throws -> Configuration {
        let tree = try RunJSON.decode([String: SettingTree].self, from: Run.contents(path), file: path)
        do {
            guard case .group(let configuration) = tree["configuration"] else {
                return try repertoire.configuration(tree)
            }
            return try repertoire.configuration(configuration)
        } catch let error as ConfigurationError {
            throw RunRecordError.damaged(file: path, error)
        }
    }
}
