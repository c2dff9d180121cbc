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
        ("Pictures", ["BOHP", "RunRecord", "CGD"]),
        ("Session", ["BOHP", "RunRecord", "Analysis", "Pictures"]),
        ("Sweep", ["BOHP", "RunRecord", "Analysis", "Pictures", "Session", "Text", "CYAML"]),
        ("Plot", ["CFreeType", "CFontconfig"]),
        ("Render", ["Plot", "CGD", "CFreeType", "CCairo", "CTIFF"]),
        ("Inspection", ["Plot", "Text", "CGD", "CTIFF", "CQPDF"]),
        ("Document", ["Text", "CMarkGFM"]),
        (
            "Report",
            ["BOHP", "RunRecord", "Analysis", "Sweep", "Plot", "Render", "Inspection", "Document", "Text"]
        ),
        ("CommandLineTool", ["Text"]),
        ("bohp-train", ["BOHP", "RunRecord", "Pictures", "Session", "CommandLineTool", "Text"]),
        (
            "bohp-report",
            [
                "BOHP", "RunRecord", "Analysis", "Sweep", "Document", "Report", "Plot", "Render",
                "Inspection",
                "CommandLineTool", "Text",
            ]
        ),
        ("bohp-sweep", ["BOHP", "RunRecord", "Sweep", "Document", "Report", "CommandLineTool", "Text"]),
        (
            "bohp-bench",
            ["BOHP", "RunRecord", "Analysis", "Plot", "Render", "CommandLineTool", "Text", "BenchKernels"]
        ),
    ]

    /// Modules of the toolchain.
    private static let toolchain: Set<String> = [
        "Foundation", "FoundationXML", "Dispatch", "Synchronization",
    ]

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

    /// The folders of rooms that have several: the types of a folder are used behind it only.
    private static let folders: [String: [String]] = [
        "BOHP": [
            "Random", "Storage", "Settings", "Objectives", "Tasks", "Rules", "Networks", "Gradients",
            "Optimizers", "Configuration", "Experiments", "Evaluation", "Training",
        ],
        "Document": [
            "Source", "Markup", "Markdown", "Content", "Math", "Bibliography", "Template", "LaTeX", "Page",
        ],
        "Plot": ["Color", "Text", "Scales", "Scene", "Marks", "Guides", "Figure"],
        "Sweep": ["File", "Plan", "Folder", "Local", "Slurm"],
        "Report": ["Catalogue", "Values", "Tables", "Figures", "Comparison", "Sweep", "Venues"],
    ]

    /// The code of a folder without comments and texts.
    private static func code(of folder: URL) throws -> String {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var code = ""
        while let file = files?.nextObject() as? URL {
            if file.pathExtension == "swift" { code += try String(contentsOf: file, encoding: .utf8) }
        }
        return code.replacing(/\/\/.*/, with: "").replacing(/"(?:\\.|[^"\\\n])*"/, with: "")
    }

    @Test("Folders of a room use each other's types one way", arguments: folders.keys.sorted())
    func folderArrows(room: String) throws {
        let root = Package.root.appending(path: "Sources/\(room)")
        let order = try #require(Self.folders[room])
        let found = try FileManager.default.contentsOfDirectory(atPath: root.path)
        #expect(Set(found.filter { !$0.hasSuffix(".swift") }) == Set(order))
        let code = try order.map { try Self.code(of: root.appending(path: $0)) }
        let declaration =
            /^(?:(?:public|package|final|indirect) )*(?:struct|class|enum|protocol|typealias) (\w+)/
            .anchorsMatchLineEndings()
        for (place, folder) in order.enumerated() {
            let types = Set(code[place].matches(of: declaration).map(\.output.1))
            #expect(!types.isEmpty, "\(folder)")
            for before in 0..<place {
                let words = Set(code[before].matches(of: /\b[A-Z]\w+/).map { $0.output })
                #expect(
                    words.isDisjoint(with: types),
                    "\(order[before]) uses \(words.intersection(types)) of \(folder)")
            }
        }
    }

    @Test("Every folder of Sources is a room or a system library, and the search for imports finds some")
    func complete() throws {
        let sources = Package.root.appending(path: "Sources").path
        let folders = try FileManager.default.contentsOfDirectory(atPath: sources)
        let libraries: Set = [
            "CCairo", "CFontconfig", "CFreeType", "CGD", "CMarkGFM", "CQPDF", "CTIFF", "CYAML",
        ]
        #expect(Set(folders) == Set(Self.rooms.map(\.name)).union(libraries))
        #expect(try Self.imports(of: "Report").isSuperset(of: ["Analysis", "Document", "Plot", "Render"]))
    }
}
