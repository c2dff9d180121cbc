extension Axis {
    /// Equal distances for equal differences.
    public static func linear(
        title: RichText? = nil, domain: ClosedRange<Double>? = nil, including: [Double] = [],
        ticks: Ticks = .automatic, wholeNumbers: Bool = false, reversed: Bool = false, grid: Bool = false
    ) -> Axis {
        Axis(
            scale: LinearScale(), title: title, domain: domain, including: including, ticks: ticks,
            wholeNumbers: wholeNumbers, reversed: reversed, grid: grid)
    }
}

/// Equal distances for equal differences.
struct LinearScale: Scale {
    /// The range of the axis without padding, and whether it was given.
    private func range(_ fitting: AxisFitting) -> (values: ClosedRange<Double>, isGiven: Bool) {
        let axis = fitting.axis
        if let given = axis.domain.map(Domain.limited), Domain.isDivisible(given) { return (given, true) }
        var seen = fitting.extent
        seen.add(axis.including)
        if let domain = axis.domain { seen.add([domain.lowerBound, domain.upperBound]) }
        return (Domain.divisible(Domain.limited(seen.range ?? 0...1)), false)
    }

    func projection(for fitting: AxisFitting) -> Projection {
        let (values, isGiven) = range(fitting)
        return fitting.projection(.linear, isGiven ? values : Domain.padded(values, by: fitting.padding))
    }

    func resolved(_ fitting: AxisFitting, _ projection: Projection) throws -> ResolvedAxis {
        let (values, isGiven) = range(fitting)
        let domain = projection.domain
        let search = ExtendedWilkinson(
            range: values, wanted: fitting.wantedLabels, inside: isGiven, integers: fitting.axis.wholeNumbers)
        guard let best = try search.best(legibility: { try legibility($0, in: domain, fitting) }) else {
            return ResolvedAxis(projection: projection)
        }
        var shown = projection
        if !isGiven, let first = best.values.first, let last = best.values.last {
            shown = fitting.projection(
                .linear, min(domain.lowerBound, first)...max(domain.upperBound, last))
        }
        return try fitting.labelled(best, shown)
    }

    /// The paper's legibility score with one font size and no turned labels: how plain the numbers are, and
    /// how much air there is between them; nil if two come too close.
    private func legibility(
        _ labelling: ExtendedWilkinson.Labelling, in domain: ClosedRange<Double>, _ fitting: AxisFitting
    ) throws -> Double? {
        let fontSize = fitting.fontSize
        let (first, last) = (labelling.start, labelling.start + labelling.step * Double(labelling.count - 1))
        let shown = min(domain.lowerBound, first)...max(domain.upperBound, last)
        let spacing = labelling.step / (shown.upperBound - shown.lowerBound) * fitting.length
        guard spacing >= fontSize + fitting.gap else { return nil }
        let format = NumberFormat(values: [first, last], step: labelling.step)
        let distance = spacing - (try fitting.widestLabel(from: first, to: last, format))
        guard distance >= fitting.gap else { return nil }
        let comfortable = 1.5 * fontSize
        let air = distance >= comfortable ? 1 : 2 - comfortable / distance
        let plain = format.exponent == 0 ? 1.0 : 0.5
        return (plain + max(0, air)) / 2
    }
}
