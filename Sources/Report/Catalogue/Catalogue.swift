import Analysis
import BOHP
import RunRecord

/// All that a report can show: the three lists that a new value, table or figure of one run is added to, and the
/// three for reports that compare several runs.
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

    /// What values can be sent through: how each filter is written, and what it does.
    public static let filters = Filter.all.map { (usage: $0.usage, summary: $0.summary) }

    /// Values of several runs.
    public static let comparisonValues: [ComparisonValue] =
        ComparisonValue.ofRuns + ComparisonValue.ofResults + ComparisonValue.shared

    /// Tables of several runs.
    public static let comparisonTables: [any ComparisonTable] = [
        DifferencesTable(), ResultsTable(), GroupsTable(), SharedSettingsTable(), CommandsTable(),
    ]

    /// Figures of several runs.
    public static let comparisonFigures: [any ComparisonFigure] = [
        ComparisonCurvesFigure(), ComparisonErrorsFigure(),
    ]

    /// What `run` offers to a template.
    public static func material(of run: Run) -> Material {
        let subject = AnalysedRun(run)
        return Material(
            values: values.map { value in
                Material.NamedValue(value.name, value.summary) { value.read(subject) }
            },
            tables: tables.map { named($0, subject) }, figures: figures.map { named($0, run) },
            elsewhere: .init(
                names: comparisonValues.map(\.name) + comparisonTables.map(\.name)
                    + comparisonFigures.map(\.name),
                place: "for a report that compares several runs"))
    }

    /// What several runs together offer to a template.
    public static func material(of comparison: RunComparison) -> Material {
        Material(
            values: comparisonValues.map { value in
                Material.NamedValue(value.name, value.summary) { value.read(comparison) }
            },
            tables: comparisonTables.map { named($0, comparison) },
            figures: comparisonFigures.map { named($0, comparison) },
            elsewhere: .init(
                names: values.map(\.name) + tables.map(\.name) + figures.map(\.name),
                place: "for the report of a single run, and this one compares several"))
    }

    private static func named<Table: CatalogueTable>(
        _ table: Table, _ subject: Table.Subject
    ) -> Material.NamedTable where Table.Subject: Sendable {
        Material.NamedTable(table.name, table.summary, options: table.options) { settings in
            table.content(of: subject, settings)
        }
    }

    private static func named<Figure: CatalogueFigure>(
        _ figure: Figure, _ subject: Figure.Subject
    ) -> Material.NamedFigure where Figure.Subject: Sendable {
        Material.NamedFigure(figure.name, figure.summary, options: figure.options) { request in
            try figure.content(of: subject, request)
        }
    }
}
