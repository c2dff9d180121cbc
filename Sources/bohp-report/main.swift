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
    switch try Settings.parser.parse(Array(CommandLine.arguments.dropFirst())) {
    case .print(let text): Terminal().result(text)
    case .work(let line):
        var settings = Settings()
        try line.apply(to: &settings)
        if settings.lists {
            Terminal().result(CatalogueList.text())
        } else {
            try ReportJob(line.operands, settings).run()
        }
    }
    return .done
}
