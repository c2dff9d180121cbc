import CommandLineTool
import Document
import Inspection
import Report
import RunRecord
import Sweep

func exitCode(for error: any Error) -> ExitCode {
    switch error {
    case is TemplateError: return .badData
    case is TemplateFileError: return .noInput
    case is SweepFileError, is InspectionError: return .badData
    case let error as RunRecordError: return ExitCode(rawValue: error.exitCode) ?? .failure
    default: return .failure
    }
}

Settings.parser.run(Settings(), code: exitCode) { settings, operands in
    if settings.lists {
        try Terminal().result(CatalogueList.text())
    } else if settings.checksFigures {
        return try FigureCheckJob(paths: operands, venue: settings.venue).run() ? .done : .badData
    } else if let sweep = settings.sweep {
        try SweepReportJob(sweep, operands, settings).run()
    } else {
        try ReportJob(operands, settings).run()
    }
    return .done
}
