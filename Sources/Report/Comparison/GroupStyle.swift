import Plot

/// How the line of a group looks. Lines that differ in colour differ in dashes or in thickness, too, because colours may
/// be lost in print.
struct GroupStyle {
    var ink: Ink
    var width: Double
    var dash: [Double]

    /// The number of styles that are told apart easily: one for each colour.
    static let count = 6
    private static let dashes: [[Double]] = [
        [], [4, 1.6], [1.2, 1.4], [6, 1.6, 1.2, 1.6], [2.4, 1.2], [8, 2],
    ]
    /// The numbers of colours and of dashes that can be combined.
    static let (mostWidths, mostDashes) = (4, 4)

    /// A style for one setting, or for groups that have nothing in common.
    init(_ index: Int) {
        ink = .series(index)
        width = 0.9
        dash = Self.dashes[index % Self.dashes.count]
    }

    /// A style for two settings: one decides the colour and the thickness, the other the dashes. Without the second, lines
    /// are solid; without the first, black.
    init(width index: Int?, dash: Int?) {
        ink = index.map(Ink.series) ?? .ink
        width = [0.9, 0.5, 1.3, 1.8][(index ?? 0) % Self.mostWidths]
        self.dash = Self.dashes[(dash ?? 0) % Self.mostDashes]
    }
}
