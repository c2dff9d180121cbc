import Analysis

/// Connections by whether their two neurons are visible, which means that they receive inputs or give answers, or hidden.
enum VisibleBlock: CaseIterable {
    case visible
    case visibleToHidden
    case hiddenToVisible
    case hidden

    /// Its name among the facts of a figure.
    var fact: String {
        switch self {
        case .visible: "in_out"
        case .visibleToHidden: "in_out_to_hidden"
        case .hiddenToVisible: "hidden_to_in_out"
        case .hidden: "hidden"
        }
    }

    /// Its name in a caption.
    var words: String {
        switch self {
        case .visible: "between in/out neurons"
        case .visibleToHidden: "from in/out to hidden neurons"
        case .hiddenToVisible: "from hidden to in/out neurons"
        case .hidden: "between hidden neurons"
        }
    }
}

extension ConnectionMatrix {
    /// The moments of the connections of a block, self-connections left out.
    subscript(_ block: VisibleBlock) -> Moments {
        let (visible, hidden) = (0..<visibleNeurons, visibleNeurons..<neurons)
        let targets = block == .visible || block == .hiddenToVisible ? visible : hidden
        let sources = block == .visible || block == .visibleToHidden ? visible : hidden
        var moments = Moments()
        for target in targets {
            for source in sources where source != target { moments.add(matrix[target, source]) }
        }
        return moments
    }
}
