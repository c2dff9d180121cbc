import Foundation
import TestSupport
import Testing

@Suite("The package seen from outside")
struct PackageTests {
    /// The README's Swift code, built in another package that has only the product BOHP.
    @Test("The README's Swift code builds and runs in another package")
    func snippet() throws {
        let readme = try String(contentsOf: Package.root.appending(path: "README.md"), encoding: .utf8)
        let match = try #require(readme.firstMatch(of: /```swift\n(import BOHP\n[^`]*)```/))
        let code = String(match.output.1)
        #expect(code.split(separator: "\n").count <= 12)
        try withTemporaryFolder { folder in
            let manifest = """
                // swift-tools-version: 6.0
                import PackageDescription

                let package = Package(
                    name: "user",
                    platforms: [.macOS(.v15)],
                    dependencies: [.package(name: "bohp", path: "\(Package.root.path)")],
                    targets: [
                        .executableTarget(
                            name: "user", dependencies: [.product(name: "BOHP", package: "bohp")])
                    ],
                    swiftLanguageModes: [.v6]
                )
                """
            let sources = folder.appending(path: "Sources/user")
            try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
            try Data(manifest.utf8).write(to: folder.appending(path: "Package.swift"))
            try Data(code.utf8).write(to: sources.appending(path: "main.swift"))
            let result = try runProgram(
                "/usr/bin/env", ["swift", "run", "--package-path", folder.path, "user"], in: folder)
            #expect(result.status == 0, "\(result.error.suffix(2000))")
            let words = result.output.split(separator: " ")
            let wrong = try #require(words.last.flatMap { Double($0.trimmingCharacters(in: .newlines)) })
            #expect(wrong < 0.1)
        }
    }
}
