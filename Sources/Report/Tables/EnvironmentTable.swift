import Analysis
import Document
import Text

/// The machine and software of the run, and the times of training.
struct EnvironmentTable: CatalogueTable {
    let name = "environment"
    let summary = "The machine, the software, and the start, end and duration of training."

    func content(of subject: AnalysedRun, _ settings: DirectiveSettings) -> TableContent? {
        let information = subject.information
        let machine = information.machine
        var rows: [[Value]] = [
            [.text("Software"), .text("\(information.software.name) \(information.software.version)")],
            [.text("System"), .text(machine.system)],
            [.text("Processor"), .text("\(machine.processor), \(Phrase.count(machine.cores, "core"))")],
            [.text("Instruction set"), .text(machine.instructionSet)],
            [.text("Memory"), .text(NumberText.si(Double(machine.memory), unit: "B"))],
            [.text("Training started"), .date(information.started)],
        ]
        if let ended = information.ended { rows.append([.text("Training ended"), .date(ended)]) }
        rows.append([.text("Time spent training"), .duration(information.seconds)])
        if information.seconds > 0 {
            let rate = Double(information.episodesDone) / information.seconds
            let whole = rate >= 999.5 ? Int(exactly: rate.rounded()).map(NumberText.grouped) : nil
            rows.append([
                .text("Episodes per second"), .text(whole ?? NumberText.significant(rate, digits: 3)),
            ])
        }
        return TableContent(
            caption: "Environment of the run {{ run.name }}.",
            columns: [.init("Part"), .init("Description")], rows: rows)
    }
}
