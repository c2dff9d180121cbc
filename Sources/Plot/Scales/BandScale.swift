extension Axis {
    /// One band for each category or for each row or column of a matrix.
    public static func bands(
        _ bands: Bands, title: RichText? = nil, ticks: Ticks = .automatic, reversed: Bool = false
    ) -> Axis {
        Axis(
            scale: BandScale(bands: bands), title: title, domain: bands.domain, ticks: ticks,
            reversed: reversed)
    }
}

/// One band for each category, or for each row or column of a matrix.
struct BandScale: Scale {
    let bands: Bands

    func projection(for fitting: AxisFitting) -> Projection { fitting.projection(.linear, bands.domain) }

    func resolved(_ fitting: AxisFitting, _ projection: Projection) throws -> ResolvedAxis {
        let heads = Set(bands.firstOfGroups)
        let all: [BandTick] = try (0..<min(bands.count, bands.labels.count)).compactMap { index in
            guard let label = bands.labels[index] else { return nil }
            return BandTick(
                number: Int(label.plain) ?? index, isHead: heads.contains(index),
                tick: try fitting.tick(bands.center(index), label))
        }
        // Every label if they fit, otherwise round numbers with more room between them. Every second number
        // is an option for short rows only.
        for stride in [1, 2, 5, 10, 20, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000] {
            if stride == 2, all.count > 20 { continue }
            let air = stride == 1 ? 0 : (fitting.isVertical ? 0.5 : 1) * fitting.fontSize
            func areCrowded(_ first: BandTick, _ second: BandTick) -> Bool {
                // The label of the first band of a group may be closer to its neighbours.
                fitting.collide(
                    first.tick, second.tick, projection, air: first.isHead || second.isHead ? 0 : air)
            }
            var chosen = all.filter { $0.number.isMultiple(of: stride) || $0.isHead }
            // The first label is shown as well, unless a round number is too close to it.
            if let first = all.first, let next = chosen.first, first.tick.value != next.tick.value,
                !fitting.collide(first.tick, next.tick, projection, air: air)
            {
                chosen.insert(first, at: 0)
            }
            // Labels that are too close to the first of a group are left out.
            let kept = chosen.indices.filter { index in
                chosen[index].isHead
                    || ![index - 1, index + 1].contains { other in
                        chosen.indices.contains(other) && chosen[other].isHead
                            && areCrowded(chosen[index], chosen[other])
                    }
            }.map { chosen[$0] }
            if !zip(kept, kept.dropFirst()).contains(where: areCrowded) {
                return ResolvedAxis(projection: projection, ticks: kept.map(\.tick))
            }
        }
        return ResolvedAxis(projection: projection, ticks: fitting.thinned(all.map(\.tick), projection))
    }

    /// A band that could be labelled.
    private struct BandTick {
        /// The number that the label says, or the band's index.
        let number: Int
        /// Whether the band is the first of a group; such labels stay.
        let isHead: Bool
        let tick: ResolvedAxis.Tick
    }
}
