import Text

/// One work of a bibliography, as a `.bib` file describes it.
struct Reference: Equatable, Sendable {
    /// The name by which a text cites the work: `miconi2018`.
    var key: String
    /// The fields by their names in lower case, as plain text: `author`, `title`, `year`.
    var fields: [String: String]
    /// The lines of the entry in the file, for LaTeX.
    var source: String

    /// Given names as initials before the family name: "T. Miconi". More than eight authors become the first and "et al.".
    var authors: String {
        let names = (fields["author"] ?? fields["editor"] ?? "").components(separatedBy: " and ").map(
            Self.shortName)
        return names.count > 8 ? names[0] + " et al." : Phrase.list(names)
    }

    /// The entry of a reference list: authors, title, where it was published, year, address.
    var inlines: [Inline] {
        func text(_ text: String) -> Inline { Inline(content: .text(text), line: 1) }
        var result: [Inline] = []
        if !authors.isEmpty { result.append(text(authors + (authors.hasSuffix(".") ? " " : ". "))) }
        if let title = fields["title"] { result.append(text(title + (title.hasSuffix("?") ? " " : ". "))) }
        let container =
            fields["journal"] ?? fields["booktitle"] ?? fields["howpublished"] ?? fields["publisher"]
        if let container { result.append(Inline(content: .emphasis([text(container)]), line: 1)) }
        var place = container == nil ? "" : " "
        place += fields["volume"] ?? ""
        if let number = fields["number"] { place += "(\(number))" }
        if let pages = fields["pages"] {
            place += (place.hasSuffix(" ") || place.isEmpty ? "" : ", ") + pages
        }
        if let year = fields["year"] {
            place += (place.hasSuffix(" ") || place.isEmpty ? "" : " ") + "(\(year))"
        }
        result.append(text(place + "."))
        if let address {
            let words = address.replacing("https://", with: "")
            result += [
                text(" "), Inline(content: .link(address: address, title: "", text: [text(words)]), line: 1),
            ]
        }
        return result
    }

    /// The address of the work: its DOI, its arXiv number or its URL.
    var address: String? {
        if let doi = fields["doi"] { return "https://doi.org/" + doi }
        if let number = fields["eprint"] { return "https://arxiv.org/abs/" + number }
        return fields["url"]
    }

    /// `Miconi, Thomas` or `Thomas Miconi` as "T. Miconi".
    private static func shortName(_ name: String) -> String {
        let parts = name.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false).map(\.trimmed)
        let words = parts[0].split(separator: " ")
        let (given, family) =
            parts.count == 2
            ? (parts[1].split(separator: " "), parts[0])
            : (words.dropLast(), String(words.last ?? ""))
        return (given.map { $0.prefix(1) + "." } + [family[...]]).joined(separator: " ")
    }
}
