import BOHP
import Foundation

/// A configuration in a JSON file of its own, or in a `run.json`.
public enum ConfigurationFile {
    /// Reads the configuration in the file at `path`. Settings that the file leaves out have their defaults; one
    /// that there is not is an error.
    ///
    /// - Throws: `RunRecordError`.
    public static func read(_ path: String) throws -> Configuration {
        let data = try Run.contents(path)
        guard let object = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] else {
            throw RunRecordError.damaged(file: path, problem: "it is not a JSON object")
        }
        let given = object["configuration"] as? [String: Any] ?? object
        var defaults = try settings(Configuration())
        if let task = given["task"] as? [String: Any] {
            guard let known = Task.all.first(where: { $0.name == task["name"] as? String }) else {
                throw RunRecordError.damaged(
                    file: path,
                    problem: "“task.name” must be \(Task.all.map(\.name).joined(separator: " or "))")
            }
            defaults["task"] = try settings(known)
        }
        let merged = try merge(given, over: defaults, file: path, within: "")
        let whole = try JSONSerialization.data(withJSONObject: merged)
        return try RunJSON.decode(Configuration.self, from: whole, file: path)
    }

    private static func settings(_ value: some Encodable) throws -> [String: Any] {
        let data = try RunJSON.encode(value, pretty: false)
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    private static func merge(
        _ given: [String: Any], over defaults: [String: Any], file: String, within group: String
    ) throws -> [String: Any] {
        var result = defaults
        for (key, value) in given {
            guard let standard = defaults[key] else {
                let known = defaults.keys.sorted().joined(separator: ", ")
                throw RunRecordError.damaged(
                    file: file, problem: "there is no setting “\(group)\(key)”; there are: \(known)")
            }
            if let inner = standard as? [String: Any], let value = value as? [String: Any] {
                result[key] = try merge(value, over: inner, file: file, within: "\(key).")
            } else {
                result[key] = value
            }
        }
        return result
    }
}
