import CFreeType
import CGD
import Plot

/// Paints one colour on a picture, span by span.
///
/// Coverage is blended in linear light, so a thin line keeps its weight wherever it lies between the pixels.
/// Blending of the encoded numbers would make it look thicker and thinner along its way. Opacity blends the
/// encoded numbers, as in other programs.
struct SpanReceiver {
    private let image: gdImagePtr
    private let rows: UnsafeMutablePointer<UnsafeMutablePointer<Int32>?>
    private let color: Color
    /// Results on the background, by coverage step, because most edges lie on the background.
    private let background: Int32
    private let onBackground: [Int32]

    /// Coverage is rounded to so many steps. Finer steps are invisible, and fewer colours make smaller files.
    private static let steps = 48

    init(
        image: gdImagePtr, rows: UnsafeMutablePointer<UnsafeMutablePointer<Int32>?>, color: Color,
        background: Int32
    ) {
        self.image = image
        self.rows = rows
        self.color = color
        self.background = background
        onBackground = (0...SpanReceiver.steps).map {
            SpanReceiver.blend(color, over: background, coverage: Double($0) / Double(SpanReceiver.steps))
        }
    }

    mutating func receive(row: Int, spans: UnsafePointer<FT_Span>, count: Int) {
        guard let pixels = rows[row] else { return }
        for index in 0..<count {
            let span = spans[index]
            let step = (Int(span.coverage) * SpanReceiver.steps + 127) / 255
            // FreeType ends a row with an empty span if the shape touches the right side of the box.
            if step == 0 || span.len == 0 { continue }
            let (start, length) = (Int(span.x), Int(span.len))
            if step == SpanReceiver.steps {
                cover(pixels, row: row, start: start, length: length)
            } else {
                for x in start..<start + length {
                    let old = pixels[x]
                    pixels[x] =
                        old == background
                        ? onBackground[step]
                        : SpanReceiver.blend(
                            color, over: old, coverage: Double(step) / Double(SpanReceiver.steps))
                }
            }
        }
    }

    /// Fully covered pixels, by compiled code in a debug build too.
    private func cover(_ pixels: UnsafeMutablePointer<Int32>, row: Int, start: Int, length: Int) {
        if color.opacity >= 1 {
            (pixels + start).update(repeating: Int32(color.hex), count: length)
        } else {
            let (first, last, row) = (Int32(start), Int32(start + length - 1), Int32(row))
            gdImageLine(image, first, row, last, row, color.packed)
        }
    }

    private static func blend(_ color: Color, over old: Int32, coverage: Double) -> Int32 {
        func mix(_ new: UInt8, _ old: UInt8) -> Int32 {
            let target = Double(old) + (Double(new) - Double(old)) * color.opacity
            let from = Gamma.toLinear[Int(old)]
            let to = Gamma.toLinear[Int(target.rounded())]
            return Int32(Gamma.toByte[Int(((from + (to - from) * coverage) * Gamma.scale).rounded())])
        }
        let red = mix(color.red, UInt8(truncatingIfNeeded: old >> 16))
        let green = mix(color.green, UInt8(truncatingIfNeeded: old >> 8))
        let blue = mix(color.blue, UInt8(truncatingIfNeeded: old))
        return red << 16 | green << 8 | blue
    }
}

/// sRGB's transfer function and its inverse as tables.
private enum Gamma {
    static let scale = 4095.0
    static let toLinear: [Double] = (0...255).map { Color.decode(UInt8($0)) }
    static let toByte: [UInt8] = (0...4095).map { Color.encode(Double($0) / scale) }
}
