import Foundation
import RunRecord

/// The report of one run: made in memory, then written as a whole.
public struct RunReport: Sendable {
    public let run: Run
    public let rendered: RenderedReport

    /// Makes the report of `run`.
    ///
    /// - Throws: ``TemplateError``, ``ReportError``.
    public init(of run: Run, style: ReportStyle) throws {
        self.run = run
        let template = style.template.split(separator: "/").last.map(String.init) ?? style.template
        rendered = try ReportRenderer.render(
            Catalogue.material(of: run), style: style,
            maker: "bohp-report \(RunInformation.Software.current.version)",
            origin: "the run \(run.name) and the template \(template)")
    }

    /// Writes the page and the figures into a folder of the run's name in `output`: all of them, or none.
    ///
    /// - Returns: the path of the page.
    /// - Throws: `RunRecordError.cannotWrite`; what was there before is as it was.
    public func write(to output: String) throws -> String {
        let folder = (output as NSString).appendingPathComponent(Self.folderName(for: run))
        let staged = StagedFiles()
        for file in rendered.files {
            try staged.add(file.contents, at: (folder as NSString).appendingPathComponent(file.path))
        }
        try staged.commit()
        return (folder as NSString).appendingPathComponent(RenderedReport.pagePath)
    }

    /// The run's name, unless that would lead out of the output folder; then the run folder's own name.
    static func folderName(for run: Run) -> String {
        func isPlain(_ name: String) -> Bool {
            !name.isEmpty && name != "." && name != ".." && name.utf8.count <= 200
                && !name.unicodeScalars.contains { $0 == "/" || $0.properties.generalCategory == .control }
        }
        if isPlain(run.name) { return run.name }
        let folder = URL(fileURLWithPath: run.path).lastPathComponent
        return isPlain(folder) ? folder : "run"
    }
}
