import Text

/// The comparison of figures with the rules of a publisher.
public struct FigureCheck: Sendable {
    private let rules: FigureRules
    private let files: [(name: String, facts: FigureFacts)]

    public init(_ rules: FigureRules, files: [(name: String, facts: FigureFacts)]) {
        self.rules = rules
        self.files = files
    }

    private enum Outcome: String {
        case met
        case broken
        /// A recommendation that is not followed.
        case advice = "not met, advice"
    }

    /// The names of the files that break a rule, in their order. Recommendations do not count.
    public var broken: [String] {
        files.filter { file in
            FigureRule.all.contains { !$0.isAdvice && outcome($0, file.facts)?.outcome == .broken }
        }.map(\.name)
    }

    private func outcome(_ rule: FigureRule, _ facts: FigureFacts) -> (found: String, outcome: Outcome)? {
        guard rule.demand(rules) != nil, let (found, isMet) = rule.finding(facts, rules) else { return nil }
        return (found, isMet ? .met : rule.isAdvice ? .advice : .broken)
    }

    /// A line for each rule that some file can meet or break: the demand, what the files have, and the outcome. Of several
    /// files, those that do not meet a rule are named with what they have.
    public var table: String {
        let rows: [[String]] = FigureRule.all.flatMap { rule -> [[String]] in
            let all = files.compactMap { file in outcome(rule, file.facts).map { (file.name, $0) } }
            guard let demand = rule.demand(rules), let first = all.first else { return [] }
            let missed = all.filter { $0.1.outcome != .met }
            if missed.isEmpty {
                let found = Set(all.map(\.1.found)).count == 1 ? first.1.found : "all \(all.count) files"
                return [[rule.title, demand, found, Outcome.met.rawValue]]
            }
            return missed.enumerated().map { index, miss in
                [
                    index == 0 ? rule.title : "", index == 0 ? demand : "",
                    files.count == 1 ? miss.1.found : "\(miss.0): \(miss.1.found)", miss.1.outcome.rawValue,
                ]
            }
        }
        return TextTable.text([["rule", "demanded by \(rules.title)", "found", ""]] + rows)
    }
}
