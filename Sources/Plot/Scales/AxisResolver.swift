import Foundation

/// An axis whose domain and ticks are settled.
struct ResolvedAxis: Sendable {
    struct Tick: Sendable {
        let value: Double
        let label: TextBlock?
        let isMinor: Bool
    }

    let projection: Projection
    let ticks: [Tick]
    /// A common factor of all labels.
    let factor: TextBlock?

    var widestLabel: Double { ticks.reduce(0) { max($0, $1.label?.width ?? 0) } }
}

/// Settles domain and ticks of an axis of a given length.
struct AxisResolver {
    let axis: Axis
    let extent: Extent
    /// Length in points.
    let length: Double
    let isVertical: Bool
    /// What `Axis.padding` is if the axis leaves it open.
    let defaultPadding: Double
    let fontSize: Double

    /// The distance from label to label that suits the axis, in font sizes.
    var labelDistance: Double?

    /// Room between two labels, at least, in points.
    private var gap: Double { isVertical ? 0.35 * fontSize : 0.9 * fontSize }

    func resolve(_ typesetter: inout Typesetter) throws(PlotError) -> ResolvedAxis {
        switch axis.kind {
        case .linear: try linear(&typesetter)
        case .log: try logarithmic(&typesetter)
        case .bands(let bands): try banded(bands, &typesetter)
        }
    }

    // MARK: Linear

    private func linear(_ typesetter: inout Typesetter) throws(PlotError) -> ResolvedAxis {
        var domain: ClosedRange<Double>
        var data: ClosedRange<Double>
        let fixed = axis.domain.map(Domain.limited).flatMap { Domain.isDivisible($0) ? $0 : nil }
        if let fixed {
            domain = fixed
            data = fixed
        } else {
            var seen = extent
            seen.add(axis.including)
            if let domain = axis.domain { seen.add([domain.lowerBound, domain.upperBound]) }
            data = Domain.limited(seen.range ?? 0...1)
            if !Domain.isDivisible(data) { data = Domain.around(data.lowerBound) }
            domain = Domain.padded(data, by: axis.padding ?? defaultPadding)
        }
        guard case .automatic = axis.ticks else {
            return try given(Projection(kind: .linear, domain: domain, reversed: axis.reversed), &typesetter)
        }
        let search = ExtendedWilkinson(
            range: data, wanted: wantedLabels, inside: fixed != nil, integers: axis.wholeNumbers)
        var setter = typesetter
        let best = try search.best { labelling throws(PlotError) in
            try legibility(labelling, in: domain, &setter)
        }
        typesetter = setter
        guard let best else {
            return ResolvedAxis(
                projection: Projection(kind: .linear, domain: domain, reversed: axis.reversed), ticks: [],
                factor: nil)
        }
        let values = best.values
        if fixed == nil, let first = values.first, let last = values.last {
            domain = min(domain.lowerBound, first)...max(domain.upperBound, last)
        }
        let format = NumberFormat(values: values, step: best.step)
        var ticks: [ResolvedAxis.Tick] = []
        for value in values {
            ticks.append(
                ResolvedAxis.Tick(
                    value: value, label: try typesetter.set(format.text(value), size: fontSize),
                    isMinor: false))
        }
        var factor: TextBlock?
        if let text = format.factor { factor = try typesetter.set(text, size: fontSize) }
        return ResolvedAxis(
            projection: Projection(kind: .linear, domain: domain, reversed: axis.reversed), ticks: ticks,
            factor: factor)
    }

    private var wantedLabels: Double {
        func count(_ distance: Double) -> Double { length / (distance * fontSize) }
        if let labelDistance { return max(2, count(labelDistance)) }
        // Labels beside a low axis stand closer, up to half a dozen: three are few to read heights by.
        return max(2, isVertical ? max(count(3.2), min(count(2.6), 6)) : count(4.6))
    }

    /// The paper's legibility score with one font size and no turned labels: how plain the numbers are, and
    /// how much air there is between them; nil if two come too close.
    private func legibility(
        _ labelling: ExtendedWilkinson.Labelling, in domain: ClosedRange<Double>,
        _ typesetter: inout Typesetter
    ) throws(PlotError) -> Double? {
        let (first, last) = (labelling.start, labelling.start + labelling.step * Double(labelling.count - 1))
        let shown = min(domain.lowerBound, first)...max(domain.upperBound, last)
        let spacing = labelling.step / (shown.upperBound - shown.lowerBound) * length
        guard spacing >= fontSize + gap else { return nil }
        let format = NumberFormat(values: [first, last], step: labelling.step)
        var widest = fontSize
        if !isVertical { widest = max(widest, try widestLabel(from: first, to: last, format, &typesetter)) }
        let distance = spacing - widest
        guard distance >= gap else { return nil }
        let comfortable = 1.5 * fontSize
        let air = distance >= comfortable ? 1 : 2 - comfortable / distance
        let plain = format.exponent == 0 ? 1.0 : 0.5
        return (plain + max(0, air)) / 2
    }

    /// The width of the wider label of two values; all between them have no more digits.
    private func widestLabel(
        from first: Double, to last: Double, _ format: NumberFormat, _ typesetter: inout Typesetter
    ) throws(PlotError) -> Double {
        max(
            try typesetter.set(format.text(first), size: fontSize).width,
            try typesetter.set(format.text(last), size: fontSize).width)
    }

    // MARK: Logarithmic

    private func logarithmic(_ typesetter: inout Typesetter) throws(PlotError) -> ResolvedAxis {
        let domain = logarithmicDomain
        let projection = Projection(kind: .log, domain: domain, reversed: axis.reversed)
        guard case .automatic = axis.ticks else { return try given(projection, &typesetter) }
        let (low, high) = (log10(domain.lowerBound), log10(domain.upperBound))
        let first = Int((low - 1e-9).rounded(.up))
        let last = Int((high + 1e-9).rounded(.down))
        let perDecade = length / (high - low)
        if last - first == 1, let labelled = try betweenPowers(first - 1...last + 1, projection, &typesetter)
        {
            return labelled
        }
        if last - first >= 1 {
            return try decades(first...last, perDecade: perDecade, projection, &typesetter)
        }
        // Less than two powers of ten: label 1, 2 and 5 where that gives a scale at all, else round values.
        let candidates = (first - 1...last + 1).flatMap { power in
            [1.0, 2, 5].map { $0 * powerOfTen(power) }
        }.filter { domain.contains($0) }
        if candidates.count >= 3 {
            var ticks: [ResolvedAxis.Tick] = []
            for value in candidates {
                ticks.append(
                    ResolvedAxis.Tick(
                        value: value, label: try typesetter.set(LogLabel.text(value), size: fontSize),
                        isMinor: false))
            }
            ticks = thinned(ticks, projection)
            if ticks.count >= 2 {
                return ResolvedAxis(
                    projection: projection,
                    ticks: ticks + minors(first - 1...last + 1, projection, besides: ticks),
                    factor: nil)
            }
        }
        let search = ExtendedWilkinson(range: domain, wanted: wantedLabels, inside: true)
        var setter = typesetter
        let best = try search.best { labelling throws(PlotError) in
            // On a logarithmic axis labels are closest at the upper end.
            let values = labelling.values
            guard let last = values.last else { return nil }
            let spacing = abs(projection.unit(last) - projection.unit(last - labelling.step)) * length
            let format = NumberFormat(values: values, step: labelling.step)
            var widest = fontSize
            if !isVertical {
                widest = max(widest, try widestLabel(from: labelling.start, to: last, format, &setter))
            }
            return spacing - widest >= gap ? 1 : nil
        }
        typesetter = setter
        var ticks: [ResolvedAxis.Tick] = []
        var factor: TextBlock?
        if let best {
            let format = NumberFormat(values: best.values, step: best.step)
            for value in best.values {
                ticks.append(
                    ResolvedAxis.Tick(
                        value: value, label: try typesetter.set(format.text(value), size: fontSize),
                        isMinor: false))
            }
            if let text = format.factor { factor = try typesetter.set(text, size: fontSize) }
        }
        return ResolvedAxis(projection: projection, ticks: ticks, factor: factor)
    }

    /// Labels at 1, 2 and 5, or at 1 and 3, times the powers of ten, if there is room for all of them and
    /// they can be written as plain decimals.
    private func betweenPowers(
        _ powers: ClosedRange<Int>, _ projection: Projection, _ typesetter: inout Typesetter
    ) throws(PlotError) -> ResolvedAxis? {
        for digits in [[1.0, 2, 5], [1, 3]] {
            var ticks: [ResolvedAxis.Tick] = []
            for power in powers {
                for value in digits.map({ $0 * powerOfTen(power) }) where projection.domain.contains(value) {
                    guard LogLabel.isPlain(value) else { return nil }
                    ticks.append(
                        ResolvedAxis.Tick(
                            value: value, label: try typesetter.set(LogLabel.text(value), size: fontSize),
                            isMinor: false))
                }
            }
            if !zip(ticks, ticks.dropFirst()).contains(where: { collide($0, $1, projection) }) {
                return ResolvedAxis(
                    projection: projection, ticks: ticks + minors(powers, projection, besides: ticks),
                    factor: nil)
            }
        }
        return nil
    }

    private var logarithmicDomain: ClosedRange<Double> {
        if let domain = axis.domain?.clamped(to: 1e-300...1e300), domain.lowerBound < domain.upperBound,
            axis.domain.map({ $0.lowerBound > 0 }) == true
        {
            return domain
        }
        var seen = extent
        seen.add(axis.including.filter { $0 > 0 })
        guard let low = seen.leastPositive, let high = seen.range?.upperBound, high >= low else {
            return 0.1...10
        }
        // Away from the ends of the range of doubles there is room to reckon.
        let limits = 1e-290...1e290
        var (start, end) = (low.clamped(to: limits), high.clamped(to: limits))
        if end / start < 1 + 1e-12 { (start, end) = (start / 3, end * 3) }
        let margin = pow(end / start, axis.padding ?? defaultPadding)
        return start / margin...end * margin
    }

    private func decades(
        _ powers: ClosedRange<Int>, perDecade: Double, _ projection: Projection,
        _ typesetter: inout Typesetter
    ) throws(PlotError) -> ResolvedAxis {
        let plain = powers.lowerBound >= -3 && powers.upperBound <= 3
        var labels: [Int: TextBlock] = [:]
        var widest = fontSize
        for power in powers {
            let text = plain ? LogLabel.text(powerOfTen(power)) : NumberFormat.power(power)
            let block = try typesetter.set(text, size: fontSize)
            labels[power] = block
            widest = max(widest, isVertical ? fontSize : block.width)
        }
        let distance = max(widest + gap, (isVertical ? 2.2 : 4.0) * fontSize)
        let needed = Int((distance / perDecade).rounded(.up))
        let stride = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300].first { $0 >= needed } ?? needed
        var ticks: [ResolvedAxis.Tick] = []
        for power in powers where power.isMultiple(of: stride) {
            ticks.append(
                ResolvedAxis.Tick(value: powerOfTen(power), label: labels[power], isMinor: false))
        }
        if stride == 1 {
            if perDecade > 2.5 * fontSize {
                ticks += minors(powers.lowerBound - 1...powers.upperBound, projection, besides: ticks)
            }
        } else if perDecade > 0.5 * fontSize {
            ticks += powers.filter { !$0.isMultiple(of: stride) }.map {
                ResolvedAxis.Tick(value: powerOfTen($0), label: nil, isMinor: true)
            }
        }
        return ResolvedAxis(projection: projection, ticks: ticks, factor: nil)
    }

    private func minors(
        _ powers: ClosedRange<Int>, _ projection: Projection, besides ticks: [ResolvedAxis.Tick]
    ) -> [ResolvedAxis.Tick] {
        var result: [ResolvedAxis.Tick] = []
        for power in powers {
            for digit in 1...9 {
                let value = Double(digit) * powerOfTen(power)
                let isTaken = ticks.contains { abs($0.value / value - 1) < 1e-9 }
                if projection.domain.contains(value), !isTaken {
                    result.append(ResolvedAxis.Tick(value: value, label: nil, isMinor: true))
                }
            }
        }
        return result
    }

    // MARK: Bands

    private func banded(_ bands: Bands, _ typesetter: inout Typesetter) throws(PlotError) -> ResolvedAxis {
        let projection = Projection(kind: .linear, domain: bands.domain, reversed: axis.reversed)
        guard case .automatic = axis.ticks else { return try given(projection, &typesetter) }
        var all: [BandTick] = []
        let heads = Set(bands.firstOfGroups)
        for index in 0..<bands.count where index < bands.labels.count {
            if let label = bands.labels[index] {
                let block = try typesetter.set(label, size: fontSize)
                all.append(
                    BandTick(
                        number: Int(label.plain) ?? index, isHead: heads.contains(index),
                        tick: ResolvedAxis.Tick(value: bands.center(index), label: block, isMinor: false)))
            }
        }
        // Every label if they fit. Otherwise round numbers with some air between them; every second one only
        // where there are few.
        for stride in [1, 2, 5, 10, 20, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000] {
            if stride == 2, all.count > 20 { continue }
            let air = stride == 1 ? 0 : (isVertical ? 0.5 : 1) * fontSize
            var chosen = all.filter { $0.number.isMultiple(of: stride) || $0.isHead }
            // The very first is welcome, but no round number gives way to it.
            if let first = all.first, let next = chosen.first, first.tick.value != next.tick.value,
                !collide(first.tick, next.tick, projection, air: air)
            {
                chosen.insert(first, at: 0)
            }
            let kept = givingWay(chosen, air: air, projection)
            if !zip(kept, kept.dropFirst()).contains(where: { areCrowded($0, $1, projection, air: air) }) {
                return ResolvedAxis(projection: projection, ticks: kept.map(\.tick), factor: nil)
            }
        }
        return ResolvedAxis(
            projection: projection, ticks: thinned(all.map(\.tick), projection), factor: nil)
    }

    /// A band that could be labelled.
    private struct BandTick {
        /// The number that the label says, or the band's index.
        let number: Int
        /// Whether the band begins a group; such labels stay.
        let isHead: Bool
        let tick: ResolvedAxis.Tick
    }

    /// The ticks without those that come too close to a neighbour that begins a group.
    private func givingWay(_ ticks: [BandTick], air: Double, _ projection: Projection) -> [BandTick] {
        ticks.indices.compactMap { index in
            let candidate = ticks[index]
            let isCrowded = [index - 1, index + 1].contains { other in
                ticks.indices.contains(other) && ticks[other].isHead
                    && areCrowded(candidate, ticks[other], projection, air: air)
            }
            return isCrowded && !candidate.isHead ? nil : candidate
        }
    }

    /// Air is what keeps the labels of a row of round numbers apart; one that begins a group may be nearer.
    private func areCrowded(
        _ first: BandTick, _ second: BandTick, _ projection: Projection, air: Double
    ) -> Bool {
        let isNearGroup = first.isHead || second.isHead
        return collide(first.tick, second.tick, projection, air: isNearGroup ? 0 : air)
    }

    // MARK: Given ticks

    private func given(
        _ projection: Projection, _ typesetter: inout Typesetter
    ) throws(PlotError) -> ResolvedAxis {
        guard case .at(let list) = axis.ticks else {
            return ResolvedAxis(projection: projection, ticks: [], factor: nil)
        }
        var ticks: [ResolvedAxis.Tick] = []
        for tick in list {
            let position = projection.unit(tick.value)
            guard position >= -1e-9, position <= 1 + 1e-9 else { continue }
            var label: TextBlock?
            if let text = tick.label { label = try typesetter.set(text, size: fontSize) }
            ticks.append(ResolvedAxis.Tick(value: tick.value, label: label, isMinor: label == nil))
        }
        return ResolvedAxis(projection: projection, ticks: thinned(ticks, projection), factor: nil)
    }

    /// Drops labels, not ticks, that come too close to the one before.
    private func thinned(_ ticks: [ResolvedAxis.Tick], _ projection: Projection) -> [ResolvedAxis.Tick] {
        var last: ResolvedAxis.Tick?
        return ticks.map { tick in
            guard tick.label != nil else { return tick }
            if let last, collide(last, tick, projection) {
                return ResolvedAxis.Tick(value: tick.value, label: nil, isMinor: true)
            }
            last = tick
            return tick
        }
    }

    private func collide(
        _ first: ResolvedAxis.Tick, _ second: ResolvedAxis.Tick, _ projection: Projection, air: Double = 0
    ) -> Bool {
        guard let one = first.label, let two = second.label else { return false }
        let distance = abs(projection.unit(first.value) - projection.unit(second.value)) * length
        let room = isVertical ? fontSize : (one.width + two.width) / 2
        return distance < room + gap * 0.6 + air
    }
}

/// Labels of single values on a logarithmic axis.
enum LogLabel {
    private static func exponent(_ value: Double) -> Int { Int((log10(value) + 1e-9).rounded(.down)) }

    /// Whether a value is written as a plain decimal.
    static func isPlain(_ value: Double) -> Bool { (-3...3).contains(exponent(value)) }

    /// Plain decimals for 0.001…9999, otherwise `2×10⁻⁵`.
    static func text(_ value: Double) -> RichText {
        let exponent = exponent(value)
        if isPlain(value) {
            return RichText(plain: String(format: "%.\(max(0, -exponent))f", value))
        }
        let mantissa = Int((value / powerOfTen(exponent)).rounded())
        return mantissa == 1
            ? NumberFormat.power(exponent)
            : RichText(runs: [.init("\(mantissa)×")]) + NumberFormat.power(exponent)
    }
}
