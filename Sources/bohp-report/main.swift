import CommandLineTool
import Foundation
import Report
import RunRecord

/// Makes the reports that the command line asks for, and prints the path of each.
func report(_ operands: [String], _ settings: Settings) throws {
    let terminal = Terminal(isQuiet: settings.isQuiet)
    let folder = RunsFolder(path: settings.runs)
    let paths = try operands.isEmpty ? [folder.newest()] : operands.map(folder.find)
    let locator = TemplateLocator(executable: Bundle.main.executablePath)
    let template = try locator.template(settings.template)
    let style = ReportStyle(
        template: template, styleSheet: try locator.styleSheet(for: template),
        dotsPerInch: settings.dotsPerInch, figureWidth: settings.figureWidth)
    // Every report is made before the first is written: a mistake in the last leaves nothing half done.
    let reports = try paths.map { try RunReport(of: Run(path: $0), style: style) }
    for report in reports {
        let page = try report.write(to: settings.output)
        let files = report.rendered.files
        let bytes = NumberText.si(Double(files.reduce(0) { $0 + $1.contents.count }), unit: "B")
        let count = files.count == 1 ? "1 file" : "\(files.count) files"
        terminal.message("\(report.run.name): \(bytes) in \(count)")
        terminal.result(page)
    }
}

/// Every name that a template can use, with a sentence on each.
func catalogue() -> String {
    func section(_ title: String, _ entries: [(name: String, summary: String)]) -> String {
        let width = (entries.map(\.name.count).max() ?? 0) + 2
        let lines = entries.map { name, summary in
            "  " + name + String(repeating: " ", count: width - name.count) + summary
        }
        return ([title + ":"] + lines).joined(separator: "\n")
    }
    return [
        section("Figures", Catalogue.figures.map { ($0.name, $0.summary) }),
        section("Tables", Catalogue.tables.map { ($0.name, $0.summary) }),
        section("Values", Catalogue.values.map { ($0.name, $0.summary) }),
    ].joined(separator: "\n\n")
}

func exitCode(for error: any Error) -> ExitCode {
    switch error {
    case is TemplateError: return .badData
    case ReportError.unreadable, ReportError.noTemplate: return .noInput
    case RunRecordError.noSuchRun, RunRecordError.cannotRead: return .noInput
    case RunRecordError.damaged: return .badData
    case RunRecordError.cannotWrite: return .cannotWrite
    default: return .failure
    }
}

runCommand("bohp-report", code: exitCode) {
    var settings = Settings()
    switch try Settings.parser.parse(Array(CommandLine.arguments.dropFirst()), into: &settings) {
    case .print(let text): Terminal().result(text)
    case .work(let operands):
        if settings.lists {
            Terminal().result(catalogue())
        } else {
            try report(operands, settings)
        }
    }
    return .done
}
