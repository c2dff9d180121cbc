import Analysis
import Document
import Foundation
import Inspection
import Render
import RunRecord
import Text

/// The report on one run, on several runs together, or on a sweep, in memory. It is written as a whole.
public struct RunReport: Sendable {
    /// The name of the report's folder.
    public let name: String
    /// The page, and beside it each figure for print, its numbers, and all figures for LaTeX.
    public let files: [File]
    /// The absolute paths of the runs, or of the sweep.
    private let runPaths: [String]

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

    /// Makes the report of `run`. Its folder has the name of the run's folder.
    ///
    /// - Throws: `TemplateError`, `TemplateFileError`, ``ReportError``.
    public init(of run: Run, style: ReportStyle, catalogue: Catalogue = .standard) throws {
        name = Self.folderName(at: run.path)
        runPaths = [FilePath.absolute(run.path)]
        files = try ReportRenderer.render(
            catalogue.context(of: AnalysedRun(run), style.print), of: "the run \(run.name)", style: style)
    }

    /// Makes one report that compares `runs`. The name of its folder joins their names in the order given, `a-vs-b`, or
    /// if that is longer than ``longestName``, the first name, the number of other runs, and a digest of all names.
    ///
    /// - Throws: `TemplateError`, `TemplateFileError`, ``ReportError``.
    public init(comparing runs: [ComparedRun], style: ReportStyle, catalogue: Catalogue = .standard) throws {
        name = Self.folderName(comparing: runs)
        runPaths = runs.map { FilePath.absolute($0.path) }
        let comparison = RunComparison(runs)
        files = try ReportRenderer.render(
            catalogue.context(of: comparison, style.print), of: "the runs \(comparison.names)", style: style)
    }

    /// Makes the report of a sweep. Its folder is `report`, which lies in the sweep's folder unless another place is given.
    ///
    /// - Throws: `TemplateError`, `TemplateFileError`, ``ReportError``.
    public init(of sweep: SweepResults, style: ReportStyle, catalogue: Catalogue = .standard) throws {
        name = Self.sweepFolder
        runPaths = [FilePath.absolute(sweep.path)]
        files = try ReportRenderer.render(
            catalogue.context(of: sweep, style.print), of: "the sweep \(sweep.name)", style: style)
    }

    /// The figures for print, compared with the rules of a publisher.
    ///
    /// - Throws: `InspectionError`.
    public func check(_ rules: FigureRules) throws -> FigureCheck {
        let figures = try files.compactMap { file -> (name: String, facts: FigureFacts)? in
            let name = FilePath.name(of: file.path)
            guard file.path.hasPrefix(Self.figureFolder + "/"),
                FigureFacts.formats.contains((name as NSString).pathExtension)
            else { return nil }
            return (name, try FigureFacts(of: file.contents, named: name))
        }
        return FigureCheck(rules, files: figures)
    }

    /// The size of all files in words: `1.32 MB in 45 files`.
    public var size: String {
        let bytes = files.reduce(0) { $0 + $1.contents.count }
        return "\(NumberText.si(Double(bytes), unit: "B")) in \(Phrase.count(files.count, "file"))"
    }

    /// Writes the report into the folder ``name`` in `output`, and replaces an earlier report of the same runs as a whole. If
    /// other runs have a report of that name, or if a run lies there, the name is extended by a digest of the paths of the runs.
    ///
    /// - Returns: the path of the page.
    /// - Throws: `RunRecordError.cannotWrite`. An earlier report is then unchanged.
    public func write(to output: String, files system: any FileSystem = SystemFiles()) throws -> String {
        var folder = FilePath.join(output, name)
        let own = origin(from: folder)
        let earlier = try? FileInput.contents(FilePath.join(folder, Self.originPath))
        // Reports and runs may lie in one folder, where a run has the name already.
        if earlier ?? own != own || FileManager.default.fileExists(atPath: FilePath.join(folder, "run.json"))
        {
            folder += "-" + Self.digits(of: runPaths.joined(separator: "\n"))
        }
        let contents = files.map { ($0.path, $0.contents) }
        try system.replaceFolder(
            folder, by: contents + [(Self.originPath, origin(from: folder))], isOwn: Self.isReportFile)
        return FilePath.join(folder, Self.pagePath)
    }

    /// The file that tells of which runs a report is.
    private static let originPath = ".runs"

    /// The paths of the runs, seen from the report, so that a report still belongs to its runs after both were moved.
    private func origin(from folder: String) -> Data {
        let base = FilePath.absolute(folder).split(separator: "/")
        let lines = runPaths.map { path in
            let parts = path.split(separator: "/")
            let shared = zip(base, parts).prefix { $0 == $1 }.count
            return (base.dropFirst(shared).map { _ in ".." } + parts.dropFirst(shared)).joined(separator: "/")
        }
        return Data(lines.map { $0 + "\n" }.joined().utf8)
    }

    /// Whether a file below a report's folder is one that reports hold.
    private static func isReportFile(_ path: String) -> Bool {
        if [pagePath, originPath].contains(path) { return true }
        let endings = Renderers.ofReports.map { $0.fileExtension } + ["csv", "tex", "bib", "tmp", "tiff"]
        return [figureFolder, tableFolder].contains {
            path == $0 || FilePath.folder(of: path) == $0 && endings.contains { path.hasSuffix("." + $0) }
        }
    }

    private static func digits(of text: String) -> String {
        SHA256.digest(text.utf8).prefix(4).map { String(format: "%02x", $0) }.joined()
    }

    // MARK: Names

    /// The longest name of a folder in bytes. File systems allow 255.
    static let longestName = 120

    /// The name of the run's folder, or `run` if that is no plain name.
    static func folderName(at path: String) -> String {
        func isPlain(_ name: String) -> Bool {
            !name.isEmpty && name != "." && name != ".." && name.utf8.count <= 200
                && !name.unicodeScalars.contains { $0 == "/" || $0.properties.generalCategory == .control }
        }
        let folder = FilePath.name(of: FilePath.absolute(path))
        return isPlain(folder) ? folder : "run"
    }

    static func folderName(comparing runs: [ComparedRun]) -> String {
        let names = runs.map { folderName(at: $0.path) }
        let whole = names.joined(separator: "-vs-")
        guard whole.utf8.count > longestName, let first = names.first else { return whole }
        // Names contain no line ends, so different lists of names are different texts.
        let digits = digits(of: names.joined(separator: "\n"))
        var start = first
        while start.utf8.count > longestName / 2 { start.removeLast() }
        return "\(start)-vs-\(names.count - 1)-others-\(digits)"
    }
}
