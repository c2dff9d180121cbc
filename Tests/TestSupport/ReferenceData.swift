import Foundation

/// The published program's numbers, which the tests keep a copy of in `Tests/BOHPTests/Reference`.
public enum ReferenceData {
    /// The folder that holds them.
    public static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "BOHPTests/Reference")

    /// Reads one of the JSON files.
    public static func json<Value: Decodable>(_ name: String, as _: Value.Type = Value.self) throws -> Value {
        let data = try Data(contentsOf: folder.appending(path: name + ".json"))
        return try JSONDecoder().decode(Value.self, from: data)
    }

    /// The rows of one of the CSV files, without its header.
    public static func csv(_ name: String) throws -> [[Double]] {
        let text = try String(contentsOf: folder.appending(path: name + ".csv"), encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map { line in
            line.split(separator: ",").compactMap { Double($0) }
        }
    }
}
