import BOHP

extension Echo {
    /// A setting of a client.
    static let waitSetting = Setting<Echo>(
        "wait", \.wait, in: 0...50, unit: "steps", words: "Steps of the wait",
        help: "Steps between the pattern and its answer")
}
