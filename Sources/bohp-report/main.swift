import CommandLineTool
import Document
import Report
import RunRecord

func exitCode(for error: any Error) -> ExitCode {
    switch error {
    case is TemplateError: return .badData
    case is TemplateFileError: return .noInput
    case let error as RunRecordError: return ExitCode(rawValue: error.exitCode) ?? .failure
    default: return .failure
    }
}

Settings.parser.run(Settings(), code: exitCode) { settings, operands in
    if settings.lists {
        try Terminal().result(CatalogueList.text())
    } else {
        try ReportJob(operands, settings).run()
    }
    return .done
}
