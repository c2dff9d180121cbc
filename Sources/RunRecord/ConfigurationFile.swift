import BOHP
import Foundation

/// Reads a configuration from a JSON5 file that holds nothing else, or from a `run.json`.
public enum ConfigurationFile {
    /// Reads the configuration in the file at `path`. Missing settings take their defaults.
    ///
    /// - Throws: `RunRecordError`, also for an unknown setting and for a value outside its range.
    public static func read(_ path: String, repertoire: Repertoire = Repertoire()) throws -> Configuration {
        try read(Run.contents(path, limit: RunJSON.largestConfiguration), file: path, repertoire)
    }

    /// Reads the contents of such a file.
    static func read(_ data: Data, file path: String, _ repertoire: Repertoire) throws -> Configuration {
        struct Parts: Decodable { var configuration: [String: SettingTree]? }
        let parts = try RunJSON.decode(Parts.self, from: data, file: path)
        do {
            let tree =
                try parts.configuration
                ?? RunJSON.decode([String: SettingTree].self, from: data, file: path)
            return try repertoire.configuration(tree)
        } catch let error as ConfigurationError {
            throw RunRecordError.damaged(file: path, error)
        }
    }
}
