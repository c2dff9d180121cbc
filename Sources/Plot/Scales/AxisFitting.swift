/// A kind of axis: how its domain follows from the data, and where its ticks are.
///
/// Each kind is a file, with the function that makes such an axis.
protocol Scale: Sendable {
    /// The domain and its place along the axis, before the ticks are known.
    func projection(for fitting: AxisFitting) -> Projection

    /// The axis with ticks at round values. Its domain may be wider than `projection`'s, so that it ends at
    /// ticks.
    ///
    /// - Throws: `PlotError.font`.
    func resolved(_ fitting: AxisFitting, _ projection: Projection) throws -> ResolvedAxis
}

/// An axis that is to be fitted to its data and to its length, with what all kinds of axes need for that.
struct AxisFitting {
    let axis: Axis
    let extent: Extent
    /// Length in points.
    let length: Double
    let isVertical: Bool
    /// Room beyond the data at both ends, as a share of their range.
    let padding: Double
    let fontSize: Double
    /// The distance from label to label that suits the axis, in font sizes; nil for the usual one.
    let labelDistance: Double?
    let typesetter: Typesetter

    /// The least room between two labels, in points.
    var gap: Double { isVertical ? 0.35 * fontSize : 0.9 * fontSize }

    func resolved() throws -> ResolvedAxis {
        let scale = axis.scale
        let projection = scale.projection(for: self)
        switch axis.ticks {
        case .automatic: return try scale.resolved(self, projection)
        case .none: return ResolvedAxis(projection: projection)
        case .at(let list):
            let shown = list.filter { (-1e-9...1 + 1e-9).contains(projection.unit($0.value)) }
            let ticks = try shown.map { try tick($0.value, $0.label) }
            return ResolvedAxis(projection: projection, ticks: thinned(ticks, projection))
        }
    }

    func projection(_ kind: Projection.Kind, _ domain: ClosedRange<Double>) -> Projection {
        Projection(kind: kind, domain: domain, reversed: axis.reversed)
    }

    func tick(_ value: Double, _ text: RichText?) throws -> ResolvedAxis.Tick {
        ResolvedAxis.Tick(value: value, label: try text.map { try typesetter.set($0, size: fontSize) })
    }

    /// How many labels suit the axis.
    var wantedLabels: Double {
        func count(_ distance: Double) -> Double { length / (distance * fontSize) }
        if let labelDistance { return max(2, count(labelDistance)) }
        // Labels of a low vertical axis are closer, up to six, because three are too few to read heights
        // from.
        return max(2, isVertical ? max(count(3.2), min(count(2.6), 6)) : count(4.6))
    }

    /// The extent along the axis of the larger of two labels. Labels between them have no more digits.
    func widestLabel(from first: Double, to last: Double, _ format: NumberFormat) throws -> Double {
        if isVertical { return fontSize }
        return try [first, last].reduce(fontSize) {
            max($0, try typesetter.set(format.text($1), size: fontSize).width)
        }
    }

    /// An axis labelled at evenly spaced values, in plain numbers or with a common factor.
    func labelled(_ labelling: ExtendedWilkinson.Labelling, _ projection: Projection) throws -> ResolvedAxis {
        let format = NumberFormat(values: labelling.values, step: labelling.step)
        return ResolvedAxis(
            projection: projection, ticks: try labelling.values.map { try tick($0, format.text($0)) },
            factor: try format.factor.map { try typesetter.set($0, size: fontSize) })
    }

    /// Removes labels, but not ticks, that are too close to the label before.
    func thinned(_ ticks: [ResolvedAxis.Tick], _ projection: Projection) -> [ResolvedAxis.Tick] {
        var last: ResolvedAxis.Tick?
        return ticks.map { tick in
            guard tick.label != nil else { return tick }
            if let last, collide(last, tick, projection) {
                return ResolvedAxis.Tick(value: tick.value)
            }
            last = tick
            return tick
        }
    }

    /// Whether two labels are too close to each other.
    ///
    /// - Parameter air: additional room between them, in points.
    func collide(
        _ first: ResolvedAxis.Tick, _ second: ResolvedAxis.Tick, _ projection: Projection, air: Double = 0
    ) -> Bool {
        guard let one = first.label, let two = second.label else { return false }
        let distance = abs(projection.unit(first.value) - projection.unit(second.value)) * length
        let room = isVertical ? fontSize : (one.width + two.width) / 2
        return distance < room + gap * 0.6 + air
    }
}
