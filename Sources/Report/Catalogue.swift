import Analysis
import BOHP

/// Everything that reports can show. A client adds to the lists of a copy:
///
///     var catalogue = Catalogue.standard
///     catalogue.run.figures.append(MyFigure())
///     try RunReport(of: run, style: style, catalogue: catalogue)
public struct Catalogue: Sendable {
    /// What the report of one run can show.
    public var run: CataloguePart<AnalysedRun>
    /// What a report that compares several runs can show.
    public var comparison: CataloguePart<RunComparison>

    public init(
        run: CataloguePart<AnalysedRun> = CataloguePart(),
        comparison: CataloguePart<RunComparison> = CataloguePart()
    ) {
        self.run = run
        self.comparison = comparison
    }

    /// What the report of `run` offers to its template.
    func context(of run: AnalysedRun) -> CatalogueContext<AnalysedRun> {
        CatalogueContext(
            part: self.run, subject: run, otherNames: comparison.names,
            otherPlace: "for a report that compares several runs")
    }

    /// What a report on several runs offers to its template.
    func context(of runs: RunComparison) -> CatalogueContext<RunComparison> {
        CatalogueContext(
            part: comparison, subject: runs, otherNames: run.names,
            otherPlace: "for the report of a single run, and this one compares several")
    }
}

extension Catalogue {
    /// The catalogue of bohp-report.
    public static let standard = standard(for: Repertoire())

    /// The catalogue with the settings of the given tasks and optimizers: the lists to which a new value, table or figure
    /// is added.
    public static func standard(for repertoire: Repertoire) -> Catalogue {
        let settings = RunValues.ofSettings(repertoire) + RunValues.ofTask
        return Catalogue(
            run: CataloguePart(
                values: RunValues.ofRun + RunValues.ofVerdict + settings + RunValues.ofTraining
                    + RunValues.ofEvaluation + RunValues.ofAblation + RunValues.ofTest
                    + RunValues.ofWeights + RunValues.ofMachine,
                tables: [
                    ConfigurationTable(), EvaluationTable(), WeightStatisticsTable(), GradientCheckTable(),
                    EnvironmentTable(), CommandTable(), CitationTable(),
                ],
                figures: [
                    LossCurveFigure(), GradientNormFigure(), LearningDynamicsFigure(),
                    WeightDistributionsFigure(), RecallFigure(), CapacityFigure(), GradientAgreementFigure(),
                ] + ConnectionHeatmap.all + [
                    WeightEvolutionFigure(), EpisodeFigure(), RecallExamplesFigure(),
                    TestErrorFigure(), AblationFigure(), OverlapFigure(), HopfieldWeightsFigure(),
                    SpectrumFigure(),
                ] + VariationFigure.all),
            comparison: CataloguePart(
                values: ComparisonValues.ofRuns + ComparisonValues.ofResults
                    + ComparisonValues.shared(settings),
                tables: [
                    DifferencesTable(), ResultsTable(), GroupsTable(), SharedSettingsTable(), CommandsTable(),
                ],
                figures: [ComparisonCurvesFigure(), ComparisonErrorsFigure()]))
    }
}
