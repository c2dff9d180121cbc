/// A rule that adds to the trace at a rate, which the programs of 2018 and 2019 call eta.
protocol TraceRateRule: PlasticityRule {
    /// What a step adds to the trace for two neurons with outputs of 1; its initial value if it is learned.
    var traceRate: Double { get set }
    /// Whether the trace rate is learned.
    var learnsTraceRate: Bool { get set }
}

extension TraceRateRule {
    static var rateSettings: [Setting<Self>] {
        [
            Setting(
                "trace_rate", .number(-1e6...1e6), words: "Trace rate",
                help: "What a step adds to the trace for two active neurons", get: { .number($0.traceRate) },
                set: { if case .number(let value) = $1 { $0.traceRate = value } }),
            Setting(
                "learn_trace_rate", .flag, option: "fixed-trace-rate", words: "Trace rate is learned",
                help: "Keep the trace rate at its value", get: { .flag($0.learnsTraceRate) },
                set: { if case .flag(let value) = $1 { $0.learnsTraceRate = value } }),
        ]
    }

    public var parameters: [RuleParameter] {
        [RuleParameter("trace_rate", traceRate, isLearned: learnsTraceRate)]
    }
}
