import BOHP
import RunRecord

/// All that a report can show of a run: the three lists that a new value, table or figure is added to.
public enum Catalogue {
    /// Values by name. Each file of `Values/` holds those that begin with one word.
    public static let values: [RunValue] =
        RunValue.ofRun + RunValue.ofConfiguration + RunValue.ofTask + RunValue.ofTraining
        + RunValue.ofEvaluation
        + RunValue.ofWeights + RunValue.ofMachine

    /// Tables of values.
    public static let tables: [any ReportTable] = [
        ConfigurationTable(), EvaluationTable(), WeightStatisticsTable(), GradientCheckTable(),
        EnvironmentTable(), CommandTable(),
    ]

    /// Figures.
    public static let figures: [any ReportFigure] = [
        LossCurveFigure(), GradientNormFigure(), LearningDynamicsFigure(), WeightDistributionsFigure(),
        RecallFigure(), CapacityFigure(), GradientAgreementFigure(),
        WeightsFigure(), PlasticityFigure(), EffectiveWeightsFigure(), HebbianTraceFigure(),
        WeightEvolutionFigure(), EpisodeFigure(), RecallExamplesFigure(),
    ]

    /// What `run` offers to a template.
    public static func material(of run: Run) -> Material {
        let subject = RunSubject(run)
        return Material(
            values: values.map { value in
                Material.NamedValue(value.name, value.summary) { value.read(subject) }
            },
            tables: tables.map { table in
                Material.NamedTable(table.name, table.summary, options: table.options) { settings in
                    table.content(of: subject, settings)
                }
            },
            figures: figures.map { figure in
                Material.NamedFigure(figure.name, figure.summary, options: figure.options) { request in
                    try figure.content(of: run, request)
                }
            })
    }
}

/// A value that a template can print.
public struct RunValue: Sendable {
    /// How a template calls it: `run.seed`.
    public let name: String
    /// What it is, in a few words.
    public let summary: String
    let read: @Sendable (RunSubject) -> Value

    init(_ name: String, _ summary: String, _ read: @escaping @Sendable (RunSubject) -> Value) {
        self.name = name
        self.summary = summary
        self.read = read
    }
}

/// A table of the catalogue: one file in `Tables/`, and one entry in ``Catalogue/tables``.
public protocol ReportTable: Sendable {
    /// How a template calls it: `weight-statistics`.
    var name: String { get }
    /// What it holds, in one sentence.
    var summary: String { get }
    var options: [AnyCatalogueOption] { get }
    /// `nil` if the run has nothing to put into it.
    func content(of subject: RunSubject, _ settings: CatalogueSettings) -> TableContent?
}

extension ReportTable {
    public var options: [AnyCatalogueOption] { [] }
}

/// A figure of the catalogue: one file in `Figures/`, and one entry in ``Catalogue/figures``.
public protocol ReportFigure: Sendable {
    /// How a template calls it, and what its files are called: `loss-curve`.
    var name: String { get }
    /// What it shows, in one sentence.
    var summary: String { get }
    /// What a template can set, beside the options that every figure has: name, alt, width, source, data.
    var options: [AnyCatalogueOption] { get }
    /// What the figure shows of `run`; `nil` if the run has nothing to draw.
    ///
    /// Data are computed here; drawing waits until ``FigureContent/draw`` is called.
    func content(of run: Run, _ request: FigureRequest) throws -> FigureContent?
}

extension ReportFigure {
    public var options: [AnyCatalogueOption] { [] }
}

/// A run with the numbers that several values and tables share, each computed once.
public struct RunSubject: Sendable {
    public let run: Run
    /// The last stretch of training, averaged; `nil` before the first episode.
    public let final: TrainingStretch?
    /// The first stretch.
    public let initial: TrainingStretch?
    /// Statistics of the weights when training stopped, if they were kept.
    public let weights: WeightStatistics?

    public init(_ run: Run) {
        self.run = run
        final = TrainingStretch(lastOf: run.metrics)
        initial = TrainingStretch(firstOf: run.metrics)
        weights = run.network.map {
            WeightStatistics(of: $0, biasNeuron: run.configuration.task.value.biasNeuron)
        }
    }

    var information: RunInformation { run.information }
    var configuration: Configuration { run.configuration }
    var evaluation: Evaluation? { run.evaluation }

    /// The associative memory, if that was the task.
    var memory: AssociativeMemory? {
        if case .associativeMemory(let memory) = configuration.task { memory } else { nil }
    }

    /// The regurgitation of sequences, if that was the task.
    var regurgitation: Regurgitation? {
        if case .regurgitation(let regurgitation) = configuration.task { regurgitation } else { nil }
    }
}

/// Means of training's numbers over neighbouring episodes.
public struct TrainingStretch: Equatable, Sendable {
    /// As many episodes as REFERENCE's table of published results averages, or a fifth of a shorter run.
    static func length(of metrics: Metrics) -> Int { min(500, max(1, metrics.count / 5)) }

    public var episodes: Int
    public var loss: Double
    public var absoluteError: Double
    public var bitErrorRate: Double
    public var gradientNorm: Double

    init?(lastOf metrics: Metrics) {
        self.init(metrics, metrics.count - Self.length(of: metrics)..<metrics.count)
    }

    init?(firstOf metrics: Metrics) {
        self.init(metrics, 0..<Self.length(of: metrics))
    }

    private init?(_ metrics: Metrics, _ range: Range<Int>) {
        guard metrics.count > 0 else { return nil }
        func mean(_ numbers: [Double]) -> Double { numbers[range].reduce(0, +) / Double(range.count) }
        episodes = range.count
        loss = mean(metrics.loss)
        absoluteError = mean(metrics.absoluteError)
        bitErrorRate = mean(metrics.bitErrorRate)
        gradientNorm = mean(metrics.gradientNorm)
    }
}

extension Optional {
    /// The value that `make` makes of what there is, or ``Value/missing``.
    func value(_ make: (Wrapped) -> Value) -> Value { map(make) ?? .missing }
}
