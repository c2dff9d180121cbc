import Analysis
import BOHP
import Document
import Text

/// Results of each configuration over its seeds.
struct GroupsTable: CatalogueTable {
    let name = "groups"
    let summary = "Medians and quartiles over the runs that differ only by their seeds; the best is marked."

    func content(of comparison: RunComparison, _ settings: DirectiveSettings) -> TableContent? {
        guard comparison.groups.contains(where: \.isDistribution) else { return nil }
        func quartiles(_ group: RunComparison.Group, _ read: (AnalysedRun) -> Double?) -> Quartiles? {
            Quartiles(of: group.members.compactMap { read(comparison.runs[$0]) })
        }
        let errors = comparison.groups.map { quartiles($0) { $0.final?.absoluteError } }
        let bits = comparison.groups.map { quartiles($0) { $0.evaluation?.bitErrorRate.trained.mean } }
        func cell(_ quartiles: Quartiles?, _ text: (Double) -> String) -> Value {
            quartiles.value { .text("\(text($0.median)) (\(text($0.lower))–\(text($0.upper)))") }
        }
        var content = TableContent(
            caption:
                "Medians over seeds, with quartiles in parentheses. The best value of each measure is bold.",
            columns: [
                .init("Configuration"), .init("Absolute error, training", isNumeric: true),
                .init("Bit error rate, fresh (%)", isNumeric: true),
            ],
            rows: comparison.groups.enumerated().map { index, group in
                [
                    .text(group.label),
                    cell(errors[index]) { NumberText.significant($0, digits: 3) },
                    cell(bits[index]) { NumberText.fixed($0 * 100, digits: 2) },
                ]
            })
        for (column, measured) in [(1, errors), (2, bits)] {
            content.markBest(of: measured.map { $0?.median }, in: column)
        }
        return content
    }
}
