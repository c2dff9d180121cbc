import Foundation
import TestSupport
import Testing

@Suite("The house")
struct HouseTests {
    /// The rooms, each behind all that it may import: arrows point from a line to lines above it.
    private static let rooms: [(name: String, imports: Set<String>)] = [
        ("BOHPKernels", []),
        ("BenchKernels", []),
        ("Text", []),
        ("BOHP", ["BOHPKernels"]),
        ("RunRecord", ["BOHP", "Text"]),
        ("Analysis", ["BOHP", "RunRecord", "Text"]),
        ("Plot", ["CFreeType"]),
        ("Render", ["Plot", "CGD", "CFreeType"]),
        ("Document", ["Text", "CMarkGFM"]),
        ("Report", ["BOHP", "RunRecord", "Analysis", "Plot", "Render", "Document", "Text"]),
        ("CommandLineTool", ["Text"]),
        ("bohp-train", ["BOHP", "RunRecord", "Analysis", "CommandLineTool", "Text"]),
        (
            "bohp-report",
            ["BOHP", "RunRecord", "Document", "Report", "Plot", "Render", "CommandLineTool", "Text"]
        ),
        (
            "bohp-bench",
            ["BOHP", "RunRecord", "Analysis", "Plot", "Render", "CommandLineTool", "Text", "BenchKernels"]
        ),
    ]

    /// Modules of the toolchain.
    private static let toolchain: Set<String> = ["Foundation", "Dispatch", "Synchronization"]

    /// What the files of a room import.
    private static func imports(of room: String) throws -> Set<String> {
        let folder = Package.root.appending(path: "Sources/\(room)")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var found: Set<String> = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            for match in try String(contentsOf: file, encoding: .utf8).matches(
                of: /^(?:@\w+ )?import (?:struct |func )?(\w+)/.anchorsMatchLineEndings())
            {
                found.insert(String(match.output.1))
            }
        }
        return found.subtracting(toolchain)
    }

    @Test("Imports point one way", arguments: rooms.map(\.name))
    func arrows(room: String) throws {
        let place = try #require(Self.rooms.firstIndex { $0.name == room })
        let found = try Self.imports(of: room)
        #expect(found.subtracting(Self.rooms[place].imports) == [], "\(room) imports what it may not")
        let below = Set(Self.rooms[..<place].map(\.name))
        #expect(found.filter { !$0.hasPrefix("C") || $0 == "CommandLineTool" }.isSubset(of: below))
    }

    @Test("Every folder of Sources is a room or a system library, and the search for imports finds some")
    func complete() throws {
        let sources = Package.root.appending(path: "Sources").path
        let folders = try FileManager.default.contentsOfDirectory(atPath: sources)
        let libraries: Set = ["CFreeType", "CGD", "CMarkGFM"]
        #expect(Set(folders) == Set(Self.rooms.map(\.name)).union(libraries))
        #expect(try Self.imports(of: "Report").isSuperset(of: ["Analysis", "Document", "Plot", "Render"]))
    }
}
