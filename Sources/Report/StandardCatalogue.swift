import Document

extension Catalogue {
    /// The catalogue of bohp-report: the lists to which a new value, table or figure is added.
    public static let standard = Catalogue(
        run: Part(
            values: RunValues.ofRun + RunValues.ofConfiguration + RunValues.ofTask + RunValues.ofTraining
                + RunValues.ofEvaluation + RunValues.ofWeights + RunValues.ofMachine,
            tables: [
                ConfigurationTable(), EvaluationTable(), WeightStatisticsTable(), GradientCheckTable(),
                EnvironmentTable(), CommandTable(),
            ],
            figures: [
                LossCurveFigure(), GradientNormFigure(), LearningDynamicsFigure(),
                WeightDistributionsFigure(),
                RecallFigure(), CapacityFigure(), GradientAgreementFigure(), WeightsFigure(),
                PlasticityFigure(), EffectiveWeightsFigure(), HebbianTraceFigure(), WeightEvolutionFigure(),
                EpisodeFigure(), RecallExamplesFigure(),
            ]),
        comparison: Part(
            values: ComparisonValues.ofRuns + ComparisonValues.ofResults + ComparisonValues.shared,
            tables: [
                DifferencesTable(), ResultsTable(), GroupsTable(), SharedSettingsTable(), CommandsTable(),
            ],
            figures: [ComparisonCurvesFigure(), ComparisonErrorsFigure()]))
}
