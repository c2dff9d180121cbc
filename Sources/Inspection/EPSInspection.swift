import Foundation

extension FileFormat {
    static let eps = FileFormat(signature: Array("%!PS".utf8)) { file in
        FigureFacts(eps: file, bytes: file.count)
    }

    /// EPS with a preview for screens, before which the places of both are named (Adobe, “Encapsulated PostScript File
    /// Format”, 1992, 5.2).
    static let previewedEPS = FileFormat(signature: [0xC5, 0xD0, 0xD3, 0xC6]) { file in
        func number(at offset: Int) -> Int {
            file.dropFirst(offset).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        let drawing = file.dropFirst(number(at: 4)).prefix(number(at: 8))
        guard drawing.starts(with: eps.signature) else {
            throw InspectionProblem(reason: "it has no PostScript where it says")
        }
        return FigureFacts(eps: drawing, bytes: file.count)
    }
}

extension FigureFacts {
    /// Reads what the comments of a PostScript file say, and the fonts that it defines. What it draws is a program, and is
    /// not run (Adobe, “PostScript Language Document Structuring Conventions Specification”, 1992, 5).
    fileprivate init(eps file: Data, bytes: Int) {
        self.init(format: "eps", bytes: bytes)
        var (kind, name): (Font.Kind?, String?) = (nil, nil)
        var named: Set<String> = []
        for line in file.split(whereSeparator: { [10, 13].contains($0) }) where line.count < 1000 {
            guard let sign = line.first, "%/ \t".utf8.contains(sign) else { continue }
            let words = String(decoding: line, as: UTF8.self).split { " \t".contains($0) }.map(String.init)
            let rest = words.dropFirst()
            switch words.first {
            case "%%BoundingBox:", "%%HiResBoundingBox:":
                let box = rest.compactMap { Double($0) }
                if box.count == 4 { size = ((box[2] - box[0]) / 72 * 25.4, (box[3] - box[1]) / 72 * 25.4) }
            case "%%Title:": title = rest.joined(separator: " ")
            case "%%Pages:": pages = rest.first.flatMap { Int($0) } ?? pages
            case "%%DocumentFonts:", "%%DocumentNeededFonts:": named.formUnion(rest)
            case "%%DocumentNeededResources:" where rest.first == "font": named.formUnion(rest.dropFirst())
            case "/FontType":
                kind = rest.first.flatMap { Self.kinds[$0] } ?? .type1
            case "/FontName": name = rest.first.map { String($0.drop { $0 == "/" }) }
            default: break
            }
            // Programs write the two in either order.
            if let (known, called) = kind.flatMap({ kind in name.map { (kind, $0) } }) {
                fonts.insert(Font(name: called, kind: known, isEmbedded: true))
                (kind, name) = (nil, nil)
            }
        }
        let defined = Set(fonts.map(\.name))
        for name in named.subtracting(defined) where !name.hasPrefix("(") {
            fonts.insert(Font(name: name, kind: .named, isEmbedded: false))
        }
    }

    /// The numbers by which PostScript names the kinds of fonts.
    private static let kinds: [String: Font.Kind] = ["1": .type1, "2": .type1, "3": .type3, "42": .trueType]
}
