import Analysis

/// The panels of a comparison's curves, and the look of the group that each line stands for.
///
/// Tasks are on panels of their own. Where a task has too many groups for one panel, one setting decides the colour, or
/// two the colour and the dashes, and the others are on panels. Where that takes too many panels, only the best and the
/// worst groups of each task are drawn.
struct ComparisonFacets {
    /// A panel.
    struct Facet {
        /// Empty for the only panel.
        var title: String
        /// Indices of ``RunComparison/groups`` and their styles.
        var groups: [(index: Int, style: GroupStyle)]
        /// The entries of the legend.
        var legend: [(label: String, style: GroupStyle)]
    }

    private(set) var facets: [Facet]
    /// How many groups are not drawn.
    let leftOut: Int

    /// The most panels of a figure that is at most a page high.
    private static let mostFacets = 12
    /// The most panels with a legend of their own.
    private static let mostLegends = 6

    init(_ comparison: RunComparison) {
        facets =
            Self.byTask(comparison) ?? Self.bySetting(comparison, dashes: false)
            ?? Self.bySetting(comparison, dashes: true) ?? Self.ends(comparison)
        leftOut = comparison.groups.count - facets.reduce(0) { $0 + $1.groups.count }
    }

    /// A panel for each task, in which every group has a style; `nil` if there are too many groups.
    private static func byTask(_ comparison: RunComparison) -> [Facet]? {
        guard comparison.tasks.count <= mostFacets,
            comparison.tasks.allSatisfy({ $0.groups.count <= GroupStyle.count })
        else { return nil }
        // A label has the same style in all panels, and then it stands only in the first one's legend.
        var labels: [String] = []
        for group in comparison.groups where !labels.contains(group.inTask) { labels.append(group.inTask) }
        let isShared = labels.count <= GroupStyle.count && !comparison.runsAlone
        guard
            isShared || comparison.tasks.count <= mostLegends
                || comparison.tasks.allSatisfy({ $0.groups.count == 1 })
        else { return nil }
        return comparison.tasks.enumerated().map { place, task in
            let styles = task.groups.enumerated().map { index, group in
                GroupStyle(isShared ? labels.firstIndex(of: comparison.groups[group].inTask) ?? 0 : index)
            }
            let own = zip(task.groups, styles).map { (comparison.groups[$0].inTask, $1) }
            let all = labels.enumerated().map { ($1, GroupStyle($0)) }
            return Facet(
                title: task.short, groups: Array(zip(task.groups, styles)),
                legend: isShared ? (place == 0 ? all : []) : own)
        }
    }

    /// A panel for each combination of the settings that decide neither colour nor dashes; `nil` if there are too many.
    private static func bySetting(_ comparison: RunComparison, dashes usesDashes: Bool) -> [Facet]? {
        // The different values of each setting, in the order of groups.
        let settings = comparison.differences.filter { !$0.isOfTask }.map { difference in
            let texts = difference.exact.map { "\(difference.label) = \($0?.description ?? "none")" }
            return (
                texts: texts, values: texts.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            )
        }
        let most = usesDashes ? GroupStyle.mostWidths : GroupStyle.count
        func widest(_ most: Int, besides taken: Int? = nil) -> Int? {
            let places = settings.indices.filter { $0 != taken && settings[$0].values.count <= most }
            return places.max { (settings[$0].values.count, $1) < (settings[$1].values.count, $0) }
        }
        guard let color = widest(most) else { return nil }
        let dash = usesDashes ? widest(GroupStyle.mostDashes, besides: color) : nil
        if usesDashes, dash == nil { return nil }
        let others = settings.indices.filter { $0 != color && $0 != dash }
        let panels = RunGroups.equal(
            comparison.groups.map { group in
                [String(group.task)] + others.map { settings[$0].texts[group.index] }
            })
        guard panels.count <= mostFacets else { return nil }
        func place(_ setting: Int, _ group: Int) -> Int {
            settings[setting].values.firstIndex(of: settings[setting].texts[group]) ?? 0
        }
        let legend = settings[color].values.enumerated().map {
            ($1, dash == nil ? GroupStyle($0) : GroupStyle(width: $0, dash: nil))
        }
        let dashLegend = dash.map { dash in
            settings[dash].values.enumerated().map { ($1, GroupStyle(width: nil, dash: $0)) }
        }
        return panels.enumerated().map { index, members in
            let task = comparison.tasks[comparison.groups[members[0]].task].short
            let title = ([task] + others.map { settings[$0].texts[members[0]] }).filter { !$0.isEmpty }
            return Facet(
                title: title.joined(separator: ", "),
                groups: members.map { group in
                    let style =
                        dash.map { GroupStyle(width: place(color, group), dash: place($0, group)) }
                        ?? GroupStyle(place(color, group))
                    return (group, style)
                },
                legend: index == 0 ? legend + (dashLegend ?? []) : [])
        }
    }

    /// The best and the worst groups of the first tasks.
    private static func ends(_ comparison: RunComparison) -> [Facet] {
        comparison.tasks.indices.prefix(mostLegends).map { task in
            let members = comparison.selection(of: task, most: GroupStyle.count)
            let styles = members.indices.map(GroupStyle.init)
            return Facet(
                title: comparison.tasks[task].short, groups: Array(zip(members, styles)),
                legend: zip(members, styles).map { (comparison.groups[$0].inTask, $1) })
        }
    }
}
