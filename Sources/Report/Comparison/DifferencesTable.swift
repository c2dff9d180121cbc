import Document

/// The settings in which the configurations differ: a row for each setting, a column for each configuration.
struct DifferencesTable: CatalogueTable {
    let name = "differences"
    let summary =
        "Every setting in which the configurations differ, one column per configuration, for up to six of them."

    /// The most columns that fit on paper.
    private static let mostGroups = 6

    func content(of comparison: RunComparison, _ settings: DirectiveSettings) -> TableContent? {
        let groups = comparison.groups
        guard groups.count <= Self.mostGroups, !comparison.differences.isEmpty else { return nil }
        var rows = comparison.differences.map { [.text($0.words)] + $0.values }
        if comparison.seedsDiffer {
            let seeds = groups.map { group in
                group.members.map { comparison.runs[$0].configuration.seed }.sorted()
            }
            rows.append([.text("Seeds")] + seeds.map { .text(Self.words($0)) })
        }
        return TableContent(
            caption: "Settings in which the {{ comparison.runs | words }} runs differ.",
            columns: [.init("Setting")] + groups.map { .init($0.short) }, rows: rows)
    }

    /// `3`, `0–5`, or `1, 2, 4 and 5 others`.
    private static func words(_ seeds: [UInt32]) -> String {
        guard let first = seeds.first, let last = seeds.last, seeds.count > 1 else {
            return seeds.first.map(String.init) ?? ""
        }
        if Int(last) - Int(first) == seeds.count - 1 { return "\(first)–\(last)" }
        let most = 4
        let start = seeds.prefix(most).map(String.init).joined(separator: ", ")
        return seeds.count <= most ? start : "\(start) and \(seeds.count - most) others"
    }
}
