import CommandLineTool
import Foundation
import Inspection
import Report
import Text

/// One call of `bohp-report --check-figures`: files of figures in, a table of rules out.
struct FigureCheckJob {
    let paths: [String]
    let venue: Venue?

    /// - Returns: whether every rule is met.
    /// - Throws: `CommandError` without a file or for one that cannot be read, `InspectionError`.
    func run() throws -> Bool {
        guard !paths.isEmpty else {
            throw Settings.parser.usageError("--check-figures needs the names of figures' files")
        }
        let files = try paths.map { path in
            (name: FilePath.name(of: path), facts: try FigureFacts(of: contents(of: path), named: path))
        }
        let check = FigureCheck(venue?.rules ?? .usual, files: files)
        try Terminal().result(check.table)
        return check.broken.isEmpty
    }

    private func contents(of path: String) throws -> Data {
        do {
            return try FileInput.contents(path)
        } catch let failure as FileInput.Failure {
            throw CommandError("cannot read \(path): \(failure.reason)", code: .noInput)
        }
    }
}
