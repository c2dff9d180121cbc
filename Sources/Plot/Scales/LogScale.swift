import Foundation

extension Axis {
    /// Equal distances for equal ratios; values at or below zero leave gaps.
    public static func log(
        title: RichText? = nil, domain: ClosedRange<Double>? = nil, including: [Double] = [],
        ticks: Ticks = .automatic, reversed: Bool = false, grid: Bool = false
    ) -> Axis {
        Axis(
            scale: LogScale(), title: title, domain: domain, including: including, ticks: ticks,
            reversed: reversed, grid: grid)
    }
}

/// Equal distances for equal ratios. Values at or below zero have no place.
struct LogScale: Scale {
    func projection(for fitting: AxisFitting) -> Projection {
        fitting.projection(.log, domain(fitting))
    }

    private func domain(_ fitting: AxisFitting) -> ClosedRange<Double> {
        let axis = fitting.axis
        if let given = axis.domain, given.lowerBound > 0 {
            let domain = given.clamped(to: 1e-300...1e300)
            if domain.lowerBound < domain.upperBound { return domain }
        }
        var seen = fitting.extent
        seen.add(axis.including.filter { $0 > 0 })
        guard let low = seen.leastPositive, let high = seen.range?.upperBound, high >= low else {
            return 0.1...10
        }
        // Limits well inside the range of doubles, so that the margin does not overflow.
        let limits = 1e-290...1e290
        var (start, end) = (low.clamped(to: limits), high.clamped(to: limits))
        if end / start < 1 + 1e-12 { (start, end) = (start / 3, end * 3) }
        let margin = pow(min(end / start, 1e300), fitting.padding)
        return max(start / margin, 1e-300)...min(end * margin, 1e300)
    }

    func resolved(_ fitting: AxisFitting, _ projection: Projection) throws -> ResolvedAxis {
        let domain = projection.domain
        let (low, high) = (log10(domain.lowerBound), log10(domain.upperBound))
        let first = Int((low - 1e-9).rounded(.up))
        let last = Int((high + 1e-9).rounded(.down))
        let perDecade = fitting.length / (high - low)
        if last - first == 1, let axis = try betweenPowers(first - 1...last + 1, fitting, projection) {
            return axis
        }
        if last - first >= 1 { return try decades(first...last, perDecade: perDecade, fitting, projection) }
        // Fewer than two powers of ten: labels at 1, 2 and 5, else at 1, 2, 3 and 5, else at round values. Ticks between
        // them show that the axis is logarithmic.
        let powers = first - 1...last + 1
        for (digits, least) in [([1.0, 2, 5], 3), ([1, 2, 3, 5], 2)] {
            let candidates = powers.flatMap { power in digits.map { $0 * powerOfTen(power) } }
                .filter { domain.contains($0) }
            guard candidates.count >= least else { continue }
            let ticks = fitting.thinned(
                try candidates.map { try fitting.tick($0, LogLabel.text($0)) }, projection)
            return ResolvedAxis(
                projection: projection, ticks: ticks + minors(powers, projection, besides: ticks))
        }
        let search = ExtendedWilkinson(range: domain, wanted: fitting.wantedLabels, inside: true)
        let best = try search.best { labelling in
            // Evenly spaced values are closest to each other at the upper end of a logarithmic axis.
            guard let last = labelling.values.last else { return nil }
            let spacing = abs(projection.unit(last) - projection.unit(last - labelling.step)) * fitting.length
            let format = NumberFormat(values: labelling.values, step: labelling.step)
            let widest = try fitting.widestLabel(from: labelling.start, to: last, format)
            return spacing - widest >= fitting.gap ? 1 : nil
        }
        return try best.map { try fitting.labelled($0, projection) } ?? ResolvedAxis(projection: projection)
    }

    /// Labels at 1, 2 and 5, or at 1 and 3, times the powers of ten, if there is room for all of them and
    /// they can be written as plain decimals.
    private func betweenPowers(
        _ powers: ClosedRange<Int>, _ fitting: AxisFitting, _ projection: Projection
    ) throws -> ResolvedAxis? {
        for digits in [[1.0, 2, 5], [1, 3]] {
            let values = powers.flatMap { power in digits.map { $0 * powerOfTen(power) } }
                .filter { projection.domain.contains($0) }
            guard values.allSatisfy(LogLabel.isPlain) else { return nil }
            let ticks = try values.map { try fitting.tick($0, LogLabel.text($0)) }
            if !zip(ticks, ticks.dropFirst()).contains(where: { fitting.collide($0, $1, projection) }) {
                return ResolvedAxis(
                    projection: projection, ticks: ticks + minors(powers, projection, besides: ticks))
            }
        }
        return nil
    }

    /// Labels at powers of ten: all of them, or every second, third, fifth, tenth, … if there is no room.
    private func decades(
        _ powers: ClosedRange<Int>, perDecade: Double, _ fitting: AxisFitting, _ projection: Projection
    ) throws -> ResolvedAxis {
        let plain = powers.lowerBound >= -3 && powers.upperBound <= 3
        let labelled = try powers.map { power in
            let value = powerOfTen(power)
            return try fitting.tick(value, plain ? LogLabel.text(value) : NumberFormat.power(power))
        }
        let widest = labelled.reduce(fitting.fontSize) {
            max($0, fitting.isVertical ? 0 : $1.label?.width ?? 0)
        }
        let distance = max(widest + fitting.gap, (fitting.isVertical ? 2.2 : 4.0) * fitting.fontSize)
        let needed = Int((distance / perDecade).rounded(.up))
        let stride = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300].first { $0 >= needed } ?? needed
        var ticks = zip(powers, labelled).filter { $0.0.isMultiple(of: stride) }.map(\.1)
        if stride == 1 {
            if perDecade > 2.5 * fitting.fontSize {
                ticks += minors(powers.lowerBound - 1...powers.upperBound, projection, besides: ticks)
            }
        } else if perDecade > 0.5 * fitting.fontSize {
            ticks += powers.filter { !$0.isMultiple(of: stride) }.map {
                ResolvedAxis.Tick(value: powerOfTen($0))
            }
        }
        return ResolvedAxis(projection: projection, ticks: ticks)
    }

    private func minors(
        _ powers: ClosedRange<Int>, _ projection: Projection, besides ticks: [ResolvedAxis.Tick]
    ) -> [ResolvedAxis.Tick] {
        func minors(_ digits: StrideThrough<Double>) -> [ResolvedAxis.Tick] {
            let values: [Double] = powers.flatMap { power in digits.map { $0 * powerOfTen(power) } }
            return values.filter { value in
                let isTaken = ticks.contains { abs($0.value / value - 1) < 1e-9 }
                return projection.domain.contains(value) && !isTaken
            }.map { ResolvedAxis.Tick(value: $0) }
        }
        let whole = minors(stride(from: 1, through: 9, by: 1))
        // A narrow range has hardly a whole digit beside its labels.
        return whole.count >= 2 ? whole : minors(stride(from: 1, through: 9.5, by: 0.5))
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
