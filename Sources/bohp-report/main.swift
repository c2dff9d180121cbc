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

runCommand("bohp-report", code: exitCode) {
    var settings = Settings()
    switch try Settings.parser.parse(Array(CommandLine.arguments.dropFirst()), into: &settings) {
    case .print(let text): Terminal().result(text)
    case .work(let operands):
        if settings.lists {
            Terminal().result(CatalogueList.text())
        } else {
            try ReportJob(operands, settings).run()
        }
    }
    return .done
}
