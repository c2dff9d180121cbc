import Foundation
import Testing

@testable import Text

@Suite("Files and lines from elsewhere") struct FileInputTests {
    private func reason(_ path: String, limit: Int = .max) -> String? {
        do {
            _ = try FileInput.contents(path, limit: limit)
            return nil
        } catch {
            return (error as? FileInput.Failure)?.reason
        }
    }

    @Test("What is no file is refused with the reason, and a pipe without a writer is not waited for")
    func kinds() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bohp-test-\(UUID().uuidString)")
            .path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(reason(folder) == "it is a folder")
        #expect(mkfifo(folder + "/pipe", 0o600) == 0)
        #expect(reason(folder + "/pipe") == "it is a pipe")
        #expect(reason("/dev/zero") == "it is a device")
        #expect(reason(folder + "/nothing") == "there is no such file")
        #expect(symlink("loop", folder + "/loop") == 0)
        #expect(reason(folder + "/loop") == "its symbolic links form a loop")
        let bytes = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 3) })
        try bytes.write(to: URL(filePath: folder + "/file"))
        #expect(try FileInput.contents(folder + "/file") == bytes)
        #expect(
            reason(folder + "/file", limit: 100) == "it has 3000000 bytes, more than the 100 that are read")
    }

    @Test("A message is one short line without control characters")
    func lines() {
        #expect(PlainLine.text("a\nb\u{1B}[31m\u{202E}é") == "a b\\u{1B}[31m\\u{202E}é")
        for length in [299, 300, 301, 100_000] {
            for part in ["x", "\u{7}", "é"] {
                #expect(PlainLine.text(String(repeating: part, count: length)).count <= PlainLine.longest)
            }
        }
        #expect(PlainLine.text(String(repeating: "x", count: 300)).count == 300)
    }
}
