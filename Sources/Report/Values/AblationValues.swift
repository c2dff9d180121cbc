import Analysis
import BOHP
import Document

extension RunValues {
    /// `ablation.`: the bit error rate without parts of the network.
    static let ofAblation: [RunValue] =
        ablation("trained", "of the whole network") + ablation("alpha_zero", "without plasticity")
        + ablation("w_zero", "without baseline weights")
        + ablation("w_diagonal", "with the diagonal of w only")
        + ablation("alpha_mean", "with alpha between neurons at its mean")
        + ablation("w_diagonal_alpha_mean", "with the diagonal of w only and alpha at its mean")
        + ablation("no_bias", "without the bias neuron")
        + [
            RunValue(
                "ablation.alpha_zero_half_way",
                "whether the error rate without plasticity is at least half way from the whole network's to the best guess's"
            ) { run in
                guard let finding = run.evaluation?.findings["ablation"],
                    let guess = run.evaluation?.bitErrorRate.bestGuess
                else { return .missing }
                let rates = Dictionary(zip(finding.rows, finding["bit_error_rate"])) { first, _ in first }
                guard let trained = rates["trained"], let without = rates["alpha_zero"] else {
                    return .missing
                }
                return .flag(without - trained >= (guess - trained) / 2)
            },
            RunValue("ablation.episodes", "number of fresh episodes of these measurements") {
                ($0.evaluation?.findings["ablation"]).value { .integer($0.episodes) }
            },
        ]

    private static func ablation(_ row: String, _ words: String) -> [RunValue] {
        [
            ("", ""), ("_low", ", lower end of the 95 % interval"),
            ("_high", ", upper end of the 95 % interval"),
        ]
        .map { end, which in
            RunValue("ablation.\(row)\(end)", "error rate \(words)\(which)") { run in
                guard let finding = run.evaluation?.findings["ablation"],
                    let place = finding.rows.firstIndex(of: row)
                else { return .missing }
                let column = finding["bit_error_rate\(end)"]
                return place < column.count ? .number(column[place]) : .missing
            }
        }
    }
}
