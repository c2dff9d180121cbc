import BOHP
import Foundation
import Text

/// A gradient check as a table for a terminal.
enum GradientTable {
    static func text(_ check: GradientCheck) -> String {
        var rows = [
            ["bptt against", "of", "largest absolute", "relative", "tolerance", "rounding", "at [b,a]", ""]
        ]
        for difference in check.differences {
            rows.append([
                difference.second, difference.parameter,
                String(format: "%.2e", difference.largestAbsolute),
                String(format: "%.2e", difference.largestRelative),
                String(format: "%.0e", difference.tolerance), String(format: "%.0e", difference.floor ?? 0),
                "[\(difference.target),\(difference.source)]", difference.passes ? "agrees" : "DISAGREES",
            ])
        }
        return TextTable.text(rows)
    }
}
