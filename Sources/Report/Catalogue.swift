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
    /// What the report of a sweep can show.
    public var sweep: CataloguePart<SweepResults>

    public init(
        run: CataloguePart<AnalysedRun> = CataloguePart(),
        comparison: CataloguePart<RunComparison> = CataloguePart(),
        sweep: CataloguePart<SweepResults> = CataloguePart()
    ) {
        self.run = run
        self.comparison = comparison
        self.sweep = sweep
    }

    /// What the report of `run` offers to its template.
    func context(of run: AnalysedRun, _ print: PrintStyle = PrintStyle()) -> CatalogueContext<AnalysedRun> {
        CatalogueContext(
            part: self.run, subject: run, print: print, otherNames: comparison.names.union(sweep.names),
            otherPlace: "for the report of several runs or of a sweep")
    }

    /// What a report on several runs offers to its template.
    func context(of runs: RunComparison, _ print: PrintStyle = PrintStyle()) -> CatalogueContext<
        RunComparison
    > {
        CatalogueContext(
            part: comparison, subject: runs, print: print, otherNames: run.names.union(sweep.names),
            otherPlace: "for the report of a single run or of a sweep, and this one compares several runs")
    }

    /// What the report of a sweep offers to its template.
    func context(of sweep: SweepResults, _ print: PrintStyle = PrintStyle()) -> CatalogueContext<SweepResults>
    {
        CatalogueContext(
            part: self.sweep, subject: sweep, print: print, otherNames: run.names.union(comparison.names),
            otherPlace: "for the report of runs, and this one is of a sweep")
    }
}

extension Catalogue {
    /// The catalogue of bohp-report.
    public static let standard = standard(for: Repertoire())

    /// The catalogue with the settings of the given tasks and optimizers: the lists to which a new value, table or figure
    /// is added.
    public static func standard(for repertoire: Repertoire) -> Catalogue {
        let settings = ConfigurationValue.ofSettings(repertoire) + ConfigurationValue.ofTask
        return Catalogue(
            run: CataloguePart(
                values: RunValues.ofRun + RunValues.ofVerdict + settings.map { $0.of(\.configuration) }
                    + RunValues.ofTraining + RunValues.ofEvaluation + RunValues.ofAblation + RunValues.ofTest
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
                    SpectrumFigure(), ImagesFigure(), PixelConnectionsFigure(), CorrelationCurveFigure(),
                ] + VariationFigure.all),
            comparison: CataloguePart(
                values: ComparisonValues.ofRuns + ComparisonValues.ofResults
                    + ComparisonValues.shared(settings),
                tables: [
                    DifferencesTable(), ResultsTable(), GroupsTable(), SharedSettingsTable(), CommandsTable(),
                ],
                figures: [SeedsFigure(), ComparisonCurvesFigure(), ComparisonErrorsFigure()]),
            sweep: CataloguePart(
                values: SweepValues.ofRuns + SweepValues.ofResults
                    + ComparisonValues.ofRuns.map { $0.ofPart(\.comparison) },
                tables: [
                    BestConfigurationsTable(), SweepFailuresTable(), SweptSettingsTable(),
                    PartTable(table: SharedSettingsTable(), part: \.comparison),
                ],
                figures: [
                    SweepImportanceFigure(), SweepHeatmapFigure(), SweepCurvesFigure(), SweepSlicesFigure(),
                    SweepParallelFigure(), PartFigure(figure: ComparisonCurvesFigure(), part: \.comparison),
                ]))
    }
}
