import BOHP
import Foundation

/// A gradient check as a table for a terminal.
enum GradientTable {
    static func text(_ check: GradientCheck) -> String {
        var rows = [["bptt against", "of", "largest absolute", "relative", "tolerance", "at [b,a]", ""]]
        for difference in check.differences {
            rows.append([
                difference.second, difference.parameter,
                String(format: "%.2e", difference.largestAbsolute),
                String(format: "%.2e", difference.largestRelative),
                String(format: "%.0e", difference.tolerance),
                "[\(difference.target),\(difference.source)]", difference.passes ? "agrees" : "DISAGREES",
            ])
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
                .joined(separator: "  ").trimmingCharacters(in: .whitespaces)
        }.joined(separator: "\n")
    }
}
