import Document
import Text

/// The settings that vary, with their values.
struct SweptSettingsTable: CatalogueTable {
    let name = "swept-settings"
    let summary = "The settings that vary in the sweep, and their values."

    /// The most values that are listed.
    private static let mostValues = 12

    func content(of sweep: SweepResults, _ settings: DirectiveSettings) -> TableContent? {
        guard !sweep.settings.isEmpty else { return nil }
        return TableContent(
            caption: "Settings that vary.",
            columns: [.init("Setting"), .init("Name"), .init("Number", isNumeric: true), .init("Values")],
            rows: sweep.settings.map { setting in
                let texts = setting.distinct.map(\.description)
                let all =
                    texts.count <= Self.mostValues
                    ? Phrase.list(texts)
                    : setting.isNumeric
                        ? "\(texts[0]) to \(texts[texts.count - 1])"
                        : Phrase.list(Array(texts.prefix(Self.mostValues)) + ["…"])
                return [.text(setting.words), .code(setting.name), .integer(texts.count), .text(all)]
            })
    }
}
