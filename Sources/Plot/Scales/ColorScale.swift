/// Which values have which colours.
public struct ColorScale: Hashable, Sendable {
    public var map: ColorMap
    /// The values at the two ends of the map; nil takes them from the data.
    public var domain: ClosedRange<Double>?
    /// The value in the middle of a diverging map.
    var center: Double?

    /// Blue below `center`, vermilion above, equally strong at equal distance from it.
    ///
    /// - Parameter limit: the distance from `center` to both ends of the map. Nil, zero, infinity and NaN
    ///   take the farthest value of the data.
    public static func diverging(center: Double = 0, limit: Double? = nil) -> ColorScale {
        ColorScale(
            map: .diverging,
            domain: limit.map { $0.magnitude }.flatMap {
                $0.isFinite && $0 > 0 ? center - $0...center + $0 : nil
            },
            center: center)
    }

    /// Navy for −`limit`, grey for 0, amber for `limit`.
    public static func signed(limit: Double) -> ColorScale {
        var scale = ColorScale.diverging(limit: limit)
        scale.map = .signed
        return scale
    }

    /// From black to white, on either page.
    public static func grey(domain: ClosedRange<Double>) -> ColorScale {
        ColorScale(map: .grey, domain: domain, center: nil)
    }

    /// From the page's lightness to its opposite.
    public static func sequential(domain: ClosedRange<Double>? = nil) -> ColorScale {
        ColorScale(map: .sequential, domain: domain, center: nil)
    }

    /// The scale with a domain: the given one, or the range of the data, widened if it has no width.
    func resolved(for data: Extent) -> ResolvedColorScale {
        if let domain, Domain.isDivisible(domain) { return ResolvedColorScale(map: map, domain: domain) }
        let range = data.range ?? 0...1
        guard let center else { return ResolvedColorScale(map: map, domain: Domain.divisible(range)) }
        let reach = max(abs(range.lowerBound - center), abs(range.upperBound - center))
        let even = center - reach...center + reach
        return ResolvedColorScale(
            map: map, domain: Domain.isDivisible(even) ? even : Domain.around(center))
    }
}

/// A colour scale whose domain is known.
public struct ResolvedColorScale: Hashable, Sendable {
    public let map: ColorMap
    /// Never of zero width.
    public let domain: ClosedRange<Double>

    /// The colour of a value; values beyond the domain take the colour of its end, NaN the theme's colour of
    /// missing cells.
    public func color(_ value: Double, theme: Theme) -> Color {
        guard !value.isNaN else { return theme.missing }
        let position = (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
        return map.color(at: position, theme: theme)
    }
}
