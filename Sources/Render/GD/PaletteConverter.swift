import CGD
import Foundation

/// Copies true colours into a picture with a palette, where that loses nothing that can be seen.
///
/// A first walk counts the colours and notes the picture as runs of one colour; stretches of one colour and
/// rows like the one above, which are nearly all there is, are recognised by compiled code, so that a debug
/// build is quick too. Then the palette is chosen: from the most frequent colour to the rarest, each one that
/// no chosen colour is near to, colours of flat areas first. What is left takes a neighbour. The nearness that counts
/// is widened until 256 colours suffice, and is wider for shades that only edges have: nobody sees there what in a
/// colour bar would be a step.
struct PaletteConverter {
    private let width: Int
    private let height: Int
    private let rows: UnsafeMutablePointer<UnsafeMutablePointer<Int32>?>

    /// Distinct colours in the order in which they were met, and how many pixels have each.
    private var colors: [Int32] = []
    private var counts: [Int] = []
    /// Which of them fill more than single pixels of a row.
    private var areFlat: [Bool] = []
    /// An open hash table from colours to their numbers; −1 is a free place.
    private var slots = [Int32](repeating: -1, count: PaletteConverter.slotCount)
    /// Runs of one colour, row after row: its number in the upper, its length in the lower 16 bits. A row
    /// like the one above is a single run of length 0.
    private var runs: [UInt32] = []
    private var lastColor: Int32 = -1
    private var lastIndex: UInt32 = 0

    private static let slotCount = 1 << 14
    private static let colorLimit = 1 << 12
    private static let block = 128
    /// Nearness in steps of the 255 of each channel, tried in turn.
    private static let tolerances: [(flat: Int32, edge: Int32)] = [
        (0, 3), (1, 4), (2, 5), (3, 6), (4, 8), (6, 10), (8, 10), (10, 10), (12, 12),
    ]
    /// A colour with so many pixels side by side is one of a flat area.
    private static let flatLength = 8

    init(rows: UnsafeMutablePointer<UnsafeMutablePointer<Int32>?>, width: Int, height: Int) {
        self.rows = rows
        self.width = width
        self.height = height
        runs.reserveCapacity(1 << 16)
    }

    /// The picture with a palette, to be destroyed by the caller; nil if its colours are too many, or if
    /// there is no memory for it.
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

    /// At most 256 colours, and for every colour of the picture the one to take; nil if not even the widest
    /// nearness suffices.
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

    /// The nearest colour, by the channel in which the two differ most.
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
