import Foundation
import Plot

extension FileFormat {
    static let pdf = FileFormat(signature: Array("%PDF-".utf8)) { file in
        let document = try PDFFile(file)
        guard document.pageCount > 0 else { throw InspectionProblem(reason: "it has no page") }
        var facts = FigureFacts(format: "pdf", bytes: file.count)
        facts.pages = document.pageCount
        facts.title = document.information["/Title"].text
        facts.description = document.information["/Subject"].text
        let page = document.page(0)
        func inherited(_ key: String) -> PDFFile.Object {
            // A bound, because a damaged file may be a circle.
            sequence(first: page) { $0["/Parent"] }.prefix(50).map { $0[key] }.first(where: \.exists)
                ?? page[key]
        }
        let box = [inherited("/CropBox"), inherited("/MediaBox")].map { $0.items.compactMap(\.value) }
            .first { $0.count == 4 }
        if let box {
            let millimetres = (page["/UserUnit"].value ?? 1) * 25.4 / 72
            facts.size = (abs(box[2] - box[0]) * millimetres, abs(box[3] - box[1]) * millimetres)
        }
        var reader = PDFContentReader(facts)
        try reader.read(document.content(of: page), resources: inherited("/Resources"))
        return reader.facts
    }
}

/// Follows the operators of a page and collects what they draw.
private struct PDFContentReader {
    private(set) var facts: FigureFacts
    private var state = State()
    private var saved: [State] = []
    /// The depth of forms in forms, which a damaged file may nest forever.
    private var depth = 0
    /// How many forms in forms may still be read. A small file can have each of twenty forms draw the next one many times.
    private var innerFormsLeft = 2000

    private struct State {
        var matrix = Matrix()
        var lineWidth = 1.0
        var font: (name: String, bytesPerCharacter: Int)?
        var fontSize = 0.0
        var fill = Ink()
        var line = Ink()
        /// Texts of these modes are invisible: 3 draws nothing, 7 only clips.
        var textMode = 0.0
    }

    /// A colour that is set, if it is known.
    private struct Ink {
        var color: Color? = Color(0)
        var mode: ColorMode? = .gray
        var opacity = 1.0
    }

    init(_ facts: FigureFacts) { self.facts = facts }

    /// - Throws: ``InspectionProblem``.
    mutating func read(_ content: [UInt8], resources: PDFFile.Object) throws {
        var tokens = PDFTokens(content)
        var numbers: [Double] = []
        var name = ""
        var textLength = 0
        var textMatrix = Matrix()
        while let token = tokens.next() {
            switch token {
            case .number(let number): numbers.append(number)
            case .name(let text): name = text
            case .text(let length): textLength += length
            case .bracket: break
            case .operation(let operation):
                switch operation {
                case "q": saved.append(state)
                case "Q": state = saved.popLast() ?? state
                case "cm": state.matrix = Matrix(numbers)?.followed(by: state.matrix) ?? state.matrix
                case "w": state.lineWidth = numbers.last ?? state.lineWidth
                case "gs": set(resources["/ExtGState"][name], resources)
                case "BT": textMatrix = Matrix()
                case "Tm": textMatrix = Matrix(numbers) ?? textMatrix
                case "Tr": state.textMode = numbers.last ?? 0
                case "Tf":
                    state.fontSize = numbers.last ?? 0
                    setFont(resources["/Font"][name])
                case "Tj", "TJ", "'", "\"": show(textLength, textMatrix)
                case "g", "G", "rg", "RG", "k", "K", "sc", "SC", "scn", "SCN":
                    let isLine = operation.first?.isUppercase == true
                    set(numbers, isLine ? \.line : \.fill)
                case "cs": state.fill.mode = mode(of: name, resources)
                case "CS": state.line.mode = mode(of: name, resources)
                case "S", "s": draw(line: true, area: false)
                case "f", "F", "f*": draw(line: false, area: true)
                case "B", "B*", "b", "b*": draw(line: true, area: true)
                case "Do": try draw(resources["/XObject"][name], resources)
                case "BI", "ID": break
                default: break
                }
                numbers.removeAll()
                textLength = 0
            }
        }
    }

    // MARK: Settings

    private mutating func set(_ parameters: PDFFile.Object, _ resources: PDFFile.Object) {
        if let opacity = parameters["/ca"].value { state.fill.opacity = opacity }
        if let opacity = parameters["/CA"].value { state.line.opacity = opacity }
        if let width = parameters["/LW"].value { state.lineWidth = width }
        let font = parameters["/Font"].items
        if font.count == 2 {
            state.fontSize = font[1].value ?? 0
            setFont(font[0])
        }
    }

    private mutating func set(_ numbers: [Double], _ ink: WritableKeyPath<State, Ink>) {
        func byte(_ share: Double) -> UInt8 { UInt8((min(1, max(0, share)) * 255).rounded()) }
        switch numbers.count {
        case 1:
            // One number may also be that of a spot colour.
            if state[keyPath: ink].mode != .other { state[keyPath: ink].mode = .gray }
            let value = byte(numbers[0])
            state[keyPath: ink].color = Color(red: value, green: value, blue: value)
        case 3:
            state[keyPath: ink].mode = .rgb
            state[keyPath: ink].color = Color(
                red: byte(numbers[0]), green: byte(numbers[1]), blue: byte(numbers[2]))
        case 4:
            state[keyPath: ink].mode = .cmyk
            let light = 1 - numbers[3]
            state[keyPath: ink].color = Color(
                red: byte((1 - numbers[0]) * light), green: byte((1 - numbers[1]) * light),
                blue: byte((1 - numbers[2]) * light))
        default:
            state[keyPath: ink].color = nil
        }
    }

    private func mode(of name: String, _ resources: PDFFile.Object) -> ColorMode? {
        switch name {
        case "/DeviceGray": return .gray
        case "/DeviceRGB": return .rgb
        case "/DeviceCMYK": return .cmyk
        case "/Pattern": return nil
        default: return mode(of: resources["/ColorSpace"][name])
        }
    }

    /// How colours of a colour space are stored.
    private func mode(of space: PDFFile.Object) -> ColorMode? {
        switch space.name ?? space.items.first?.name {
        case "/DeviceGray", "/CalGray", "/G": .gray
        case "/DeviceRGB", "/CalRGB", "/Lab", "/RGB": .rgb
        case "/DeviceCMYK", "/CMYK": .cmyk
        case "/Indexed", "/I": space.items.count > 1 ? mode(of: space[1]) : nil
        case "/ICCBased": [1: .gray, 3: .rgb, 4: .cmyk][space[1]["/N"].value ?? 0]
        case "/Separation", "/DeviceN": .other
        default: nil
        }
    }

    private mutating func setFont(_ font: PDFFile.Object) {
        guard font.isDictionary else { return }
        let descendant = font["/DescendantFonts"].items.first ?? font
        let descriptor = descendant["/FontDescriptor"]
        var name = descendant["/BaseFont"].name.map { String($0.dropFirst()) } ?? "without a name"
        // A part of a font has six letters before its name.
        if name.dropFirst(6).first == "+" { name = String(name.dropFirst(7)) }
        let kind: FigureFacts.Font.Kind =
            if font["/Subtype"].name == "/Type3" {
                .type3
            } else if descriptor["/FontFile2"].exists {
                .trueType
            } else if descriptor["/FontFile3"].exists {
                descriptor["/FontFile3"]["/Subtype"].name == "/OpenType" ? .openType : .type1
            } else {
                .type1
            }
        let isEmbedded =
            kind == .type3
            || ["/FontFile", "/FontFile2", "/FontFile3"].contains { descriptor[$0].exists }
        facts.fonts.insert(FigureFacts.Font(name: name, kind: kind, isEmbedded: isEmbedded))
        state.font = (name, font["/Subtype"].name == "/Type0" ? 2 : 1)
    }

    // MARK: Drawing

    private mutating func show(_ length: Int, _ matrix: Matrix) {
        guard let font = state.font, length > 0, state.textMode != 3, state.textMode != 7 else { return }
        let size = state.fontSize * matrix.followed(by: state.matrix).heightScale
        facts.texts.insert(
            FigureFacts.TextStyle(
                font: font.name, size: hundredths(size), isSingle: length == font.bytesPerCharacter))
        note(state.fill, .text)
    }

    private mutating func draw(line: Bool, area: Bool) {
        if line {
            // A line of no width is as thin as the device can draw it.
            facts.addLine(width: state.lineWidth * state.matrix.meanScale, state.line.color)
            note(state.line, .line)
        }
        if area { note(state.fill, .area) }
    }

    private mutating func note(_ ink: Ink, _ part: FigureFacts.ColorUse.Part) {
        if let mode = ink.mode { facts.colorModes.insert(mode) }
        if let color = ink.color {
            facts.colors.insert(.init(color: color.faded(ink.opacity), part: part))
        }
    }

    private mutating func draw(_ object: PDFFile.Object, _ resources: PDFFile.Object) throws {
        guard object.isStream else { return }
        if object["/Subtype"].name == "/Image" {
            let pixels = (object["/Width"].value ?? 0, object["/Height"].value ?? 0)
            let (width, height) = (state.matrix.widthScale / 72, state.matrix.heightScale / 72)
            if width > 0, height > 0 {
                facts.resolutions.insert(hundredths(min(pixels.0 / width, pixels.1 / height)))
            }
            if !object["/ImageMask"].isTrue, let mode = mode(of: object["/ColorSpace"]) {
                facts.colorModes.insert(mode)
            }
        } else if depth < 20 {
            if depth > 0 { innerFormsLeft -= 1 }
            guard innerFormsLeft > 0 else {
                throw InspectionProblem(reason: "it has too many forms in forms")
            }
            let outer = (state, saved)
            depth += 1
            if let matrix = Matrix(object["/Matrix"].items.compactMap(\.value)) {
                state.matrix = matrix.followed(by: state.matrix)
            }
            let own = object["/Resources"]
            try read(object.contents(), resources: own.exists ? own : resources)
            depth -= 1
            (state, saved) = outer
        }
    }

    private func hundredths(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
