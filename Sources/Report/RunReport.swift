import Analysis
import Document
import Foundation
import RunRecord
import Text

/// The report on one run, on several runs together, or on a sweep, in memory. It is written as a whole.
public struct RunReport: Sendable {
    /// The name of the report's folder.
    public let name: String
    /// The page, and beside it each figure for print, its numbers, and all figures for LaTeX.
    public let files: [File]

    /// A file of the report, in memory.
    public struct File: Sendable {
        /// The path below the report's folder: `figures/loss-curve.png`.
        public var path: String
        public var contents: Data
    }

    /// The page's path below the report's folder.
    public static let pagePath = "report.html"
    /// The folder of the figures below the report's folder.
    public static let figureFolder = "figures"
    /// The folder of the tables below the report's folder.
    public static let tableFolder = "tables"
    /// The folder of a sweep's report.
    public static let sweepFolder = "report"

    /// Makes the report of `run`. Its folder has the name of the run.
    ///
    /// - Throws: `TemplateError`, `TemplateFileError`, ``ReportError``.
    public init(of run: Run, style: ReportStyle, catalogue: Catalogue = .standard) throws {
        name = Self.folderName(run.name, at: run.path)
        files = try ReportRenderer.render(
            catalogue.context(of: AnalysedRun(run)), of: "the run \(run.name)", style: style)
    }

    /// Makes one report that compares `runs`. The name of its folder joins their names in the order given, `a-vs-b`, or
    /// if that is longer than ``longestName``, the first name, the number of other runs, and a digest of all names.
    ///
    /// - Throws: `TemplateError`, `TemplateFileError`, ``ReportError``.
    public init(comparing runs: [ComparedRun], style: ReportStyle, catalogue: Catalogue = .standard) throws {
        name = Self.folderName(comparing: runs)
        let comparison = RunComparison(runs)
        files = try ReportRenderer.render(
            catalogue.context(of: comparison), of: "the runs \(comparison.names)", style: style)
    }

    /// Makes the report of a sweep. Its folder is `report`, which lies in the sweep's folder unless another place is given.
    ///
    /// - Throws: `TemplateError`, `TemplateFileError`, ``ReportError``.
    public init(of sweep: SweepResults, style: ReportStyle, catalogue: Catalogue = .standard) throws {
        name = Self.sweepFolder
        files = try ReportRenderer.render(
            catalogue.context(of: sweep), of: "the sweep \(sweep.name)", style: style)
    }

    /// The size of all files in words: `1.32 MB in 45 files`.
    public var size: String {
        let bytes = files.reduce(0) { $0 + $1.contents.count }
        return "\(NumberText.si(Double(bytes), unit: "B")) in \(Phrase.count(files.count, "file"))"
    }

    /// Writes all files into the folder ``name`` in `output`, or none if one cannot be written.
    ///
    /// - Returns: the path of the page.
    /// - Throws: `RunRecordError.cannotWrite`. The files of an earlier report are then unchanged.
    public func write(to output: String) throws -> String {
        let folder = FilePath.join(output, name)
        let staged = StagedFiles()
        for file in files { try staged.add(file.contents, at: FilePath.join(folder, file.path)) }
        try staged.commit()
        return FilePath.join(folder, Self.pagePath)
    }

    // MARK: Names

    /// The longest name of a folder in bytes. File systems allow 255.
    static let longestName = 120

    /// The name of the run, or the name of its folder if the run's name could lead out of the output folder.
    static func folderName(_ name: String, at path: String) -> String {
        func isPlain(_ name: String) -> Bool {
            !name.isEmpty && name != "." && name != ".." && name.utf8.count <= 200
                && !name.unicodeScalars.contains { $0 == "/" || $0.properties.generalCategory == .control }
        }
        if isPlain(name) { return name }
        let folder = URL(fileURLWithPath: path).lastPathComponent
        return isPlain(folder) ? folder : "run"
    }

    static func folderName(comparing runs: [ComparedRun]) -> String {
        let names = runs.map { folderName($0.name, at: $0.path) }
        let whole = names.joined(separator: "-vs-")
        guard whole.utf8.count > longestName, let first = names.first else { return whole }
        // Names contain no line ends, so different lists of names are different texts.
        let digest = SHA256.digest(names.joined(separator: "\n").utf8).prefix(4)
        let digits = digest.map { String(format: "%02x", $0) }.joined()
        var start = first
        while start.utf8.count > longestName / 2 { start.removeLast() }
        return "\(start)-vs-\(names.count - 1)-others-\(digits)"
    }
}
