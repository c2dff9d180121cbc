import CGD
import Foundation

/// Converts a picture to a palette if that loses nothing visible.
///
/// A first pass counts the colours and encodes the picture as runs of one colour. Runs and repeated rows,
/// which are nearly all there is, are found by `memcmp`, so a debug build is quick too. Then the palette is
/// chosen greedily: from the most frequent colour to the rarest, flat areas first, each colour that is not
/// within a tolerance of a chosen one. Every other colour is replaced by its neighbour in the palette. The
/// tolerance is widened until 256 colours suffice. It is larger for colours that occur on edges only, where
/// nobody sees a difference that would be a step in a colour bar.
struct PaletteConverter {
    private let width: Int
    private let height: Int
    private let rows: UnsafeMutablePointer<UnsafeMutablePointer<Int32>?>

    /// Distinct colours in the order of their first pixels, and the number of pixels of each.
    private var colors: [Int32] = []
    private var counts: [Int] = []
    /// Whether each colour fills a flat area.
    private var areFlat: [Bool] = []
    /// An open hash table from colours to their numbers; −1 is a free slot.
    private var slots = [Int32](repeating: -1, count: PaletteConverter.slotCount)
    /// Runs of one colour, row after row: the number of the colour in the upper 16 bits, the length in the
    /// lower. A row equal to the one above is a single run of length 0.
    private var runs: [UInt32] = []
    private var lastColor: Int32 = -1
    private var lastIndex: UInt32 = 0

    private static let slotCount = 1 << 14
    private static let colorLimit = 1 << 12
    private static let block = 128
    /// Tolerances in units of the 8-bit channels, tried in turn.
    private static let tolerances: [(flat: Int32, edge: Int32)] = [
        (0, 3), (1, 4), (2, 5), (3, 6), (4, 8), (6, 10), (8, 10), (10, 10), (12, 12),
    ]
    /// A colour with so many pixels side by side fills a flat area.
    private static let flatLength = 8

    init(rows: UnsafeMutablePointer<UnsafeMutablePointer<Int32>?>, width: Int, height: Int) {
        self.rows = rows
        self.width = width
        self.height = height
        runs.reserveCapacity(1 << 16)
    }

    /// The picture with a palette, to be destroyed by the caller; nil if it has too many colours or there is
    /// no memory.
    mutating func converted() -> gdImagePtr? {
        guard noteRuns(), let (palette, indices) = choosePalette(),
            let target = gdImageCreate(Int32(width), Int32(height))
        else { return nil }
        for color in palette {
            gdImageColorAllocate(target, color >> 16 & 255, color >> 8 & 255, color & 255)
        }
        write(indices, to: target)
        return target
    }

    // MARK: Counting

    /// False if there are too many colours.
    private mutating func noteRuns() -> Bool {
        for row in 0..<height {
            guard let source = rows[row] else { return false }
            if row > 0, let above = rows[row - 1], memcmp(source, above, width * 4) == 0 {
                runs.append(0)
                continue
            }
            var start = 0
            while start < width {
                let count = min(PaletteConverter.block, width - start)
                guard note(source + start, count: count, startsRow: start == 0) else { return false }
                start += count
            }
        }
        return true
    }

    private mutating func note(_ source: UnsafeMutablePointer<Int32>, count: Int, startsRow: Bool) -> Bool {
        if memcmp(source, source + 1, (count - 1) * 4) == 0 {
            return note(source[0], count: count, startsRow: startsRow)
        }
        if count > 8 {
            let half = count / 2
            return note(source, count: half, startsRow: startsRow)
                && note(source + half, count: count - half, startsRow: false)
        }
        var x = 0
        while x < count {
            guard note(source[x], count: 1, startsRow: startsRow && x == 0) else { return false }
            x += 1
        }
        return true
    }

    private mutating func note(_ color: Int32, count: Int, startsRow: Bool) -> Bool {
        if color == lastColor {
            counts[Int(lastIndex)] += count
            if count >= PaletteConverter.flatLength { areFlat[Int(lastIndex)] = true }
            if startsRow {
                runs.append(lastIndex << 16 | UInt32(count))
            } else {
                runs[runs.count - 1] += UInt32(count)
            }
            return true
        }
        var slot = Int((UInt32(bitPattern: color) &* 2_654_435_769) >> 18)
        while slots[slot] >= 0, colors[Int(slots[slot])] != color {
            slot = (slot + 1) & (PaletteConverter.slotCount - 1)
        }
        if slots[slot] < 0 {
            guard colors.count < PaletteConverter.colorLimit else { return false }
            slots[slot] = Int32(colors.count)
            colors.append(color)
            counts.append(0)
            areFlat.append(false)
        }
        lastColor = color
        lastIndex = UInt32(slots[slot])
        counts[Int(lastIndex)] += count
        if count >= PaletteConverter.flatLength { areFlat[Int(lastIndex)] = true }
        runs.append(lastIndex << 16 | UInt32(count))
        return true
    }

    // MARK: Choosing

    /// At most 256 colours, and the index among them for every colour of the picture; nil if even the largest
    /// tolerance leaves too many.
    private func choosePalette() -> (palette: [Int32], indices: [UInt8])? {
        if colors.count <= 256 { return (colors, colors.indices.map { UInt8($0) }) }
        let order = colors.indices.sorted {
            areFlat[$0] == areFlat[$1] ? (counts[$0], $1) > (counts[$1], $0) : areFlat[$0]
        }
        for tolerance in PaletteConverter.tolerances {
            if let choice = choose(from: order, tolerance: tolerance) { return choice }
        }
        return nil
    }

    private func choose(from order: [Int], tolerance: (flat: Int32, edge: Int32)) -> (
        palette: [Int32], indices: [UInt8]
    )? {
        var palette: [Int32] = []
        var indices = [UInt8](repeating: 0, count: colors.count)
        for index in order {
            let color = colors[index]
            let near = palette.withUnsafeBufferPointer {
                PaletteConverter.nearest(
                    to: color, in: $0, within: areFlat[index] ? tolerance.flat : tolerance.edge)
            }
            if let near {
                indices[index] = UInt8(near)
            } else {
                guard palette.count < 256 else { return nil }
                indices[index] = UInt8(palette.count)
                palette.append(color)
            }
        }
        return (palette, indices)
    }

    /// The nearest colour within the tolerance, by the channel in which the two differ most.
    private static func nearest(
        to color: Int32, in palette: UnsafeBufferPointer<Int32>, within tolerance: Int32
    ) -> Int? {
        let (red, green, blue) = (color >> 16 & 255, color >> 8 & 255, color & 255)
        var best: Int?
        var least = tolerance + 1
        var index = 0
        while index < palette.count {
            let other = palette[index]
            let distance = max(
                abs((other >> 16 & 255) - red), abs((other >> 8 & 255) - green), abs((other & 255) - blue))
            if distance < least {
                least = distance
                best = index
            }
            index += 1
        }
        return best
    }

    // MARK: Writing

    private func write(_ indices: [UInt8], to target: gdImagePtr) {
        guard let pixels = target.pointee.pixels else { return }
        var next = 0
        for row in 0..<height {
            guard let output = pixels[row] else { return }
            if runs[next] == 0, row > 0, let above = pixels[row - 1] {
                memcpy(output, above, width)
                next += 1
                continue
            }
            var x = 0
            while x < width {
                let run = runs[next]
                let count = Int(run & 0xFFFF)
                let index = indices[Int(run >> 16)]
                if count < 8 {
                    for offset in 0..<count { output[x + offset] = index }
                } else {
                    memset(output + x, Int32(index), count)
                }
                x += count
                next += 1
            }
        }
    }
}
