import Analysis
import BOHP
import RunRecord
import Testing

@Suite("Test error during training")
struct TestCourseTests {
    private func run(_ rates: [Double], absolute: [Double]? = nil, episodes: Int? = 50) -> Run {
        var information = RunInformation(name: "made", configuration: Configuration(), command: [])
        information.evaluation.testEpisodes = episodes
        var history = WeightHistory()
        let spread = WeightSample.Spread(mean: 1, lowerQuartile: 0, upperQuartile: 2)
        history.samples = rates.indices.map { index in
            WeightSample(
                episode: 10 * index, wSelf: spread, wBetween: spread, alphaBetween: spread,
                test: TestError(
                    bitErrorRate: rates[index], standardDeviation: 0.5 * rates[index],
                    absoluteError: absolute?[index] ?? 1))
        }
        return Run(
            path: "/nowhere", information: information, metrics: Metrics(columns: Configuration().columns),
            history: history, network: nil, evaluation: nil)
    }

    @Test("The best moment has the fewest wrong bits, then the smallest absolute error, then it is the first")
    func best() throws {
        let course = try #require(
            TestCourse(of: run([0.2, 0.1, 0.1, 0.1, 0.3], absolute: [0, 3, 2, 2, 0])))
        #expect(course.best.episode == 20 && course.last.episode == 40 && course.moments.count == 5)
        #expect(TestCourse(of: run([])) == nil && TestCourse(of: run([0.1], episodes: nil)) == nil)
    }

    @Test(
        "Intervals are Wilson's from mean and standard deviation; a moment without an error takes the others' size"
    )
    func intervals() throws {
        let course = try #require(TestCourse(of: run([0.2, 0])))
        // 0.2 · 0.8 / 0.1² = 16 trials an episode.
        let (trials, z) = (50.0 * 16, 1.959963984540054)
        let high = (z * z / trials) / (1 + z * z / trials)
        #expect(abs(course.last.bitErrorRate.high - high) < 1e-12 && course.last.bitErrorRate.low == 0)
        let centre = (0.2 + z * z / (2 * trials)) / (1 + z * z / trials)
        let half = z / (1 + z * z / trials) * (0.16 / trials + z * z / (4 * trials * trials)).squareRoot()
        #expect(abs(course.moments[0].bitErrorRate.low - (centre - half)) < 1e-12)
    }

    @Test("Forgetting is said only if the last moments are all surely worse than the best")
    func forgetting() throws {
        func forgot(_ rates: [Double]) throws -> Bool {
            try #require(TestCourse(of: run(rates))).hasForgotten
        }
        #expect(try forgot([0.25, 0.01, 0.2, 0.2, 0.2]))
        #expect(try !forgot([0.25, 0.01, 0.2, 0.01, 0.2]), "one of the last three is as good")
        #expect(try !forgot([0.25, 0.2, 0.19, 0.19, 0.2]), "the difference is uncertain")
        #expect(try !forgot([0.01, 0.2]), "two moments are too few")
    }

    @Test("Eigenvalues of symmetric parts: closed forms, and none of what is not finite")
    func eigenvalues() {
        let rotation = Matrix(rows: 2, columns: 2, elements: [2.0, 3, 1, 2])
        for (ours, expected) in zip(rotation.symmetricEigenvalues, [4.0, 0]) {
            #expect(abs(ours - expected) < 1e-14)
        }
        let huge = Matrix(rows: 2, columns: 2, elements: [1e300, 0, 0, -1e300])
        #expect(huge.symmetricEigenvalues == [1e300, -1e300])
        #expect(Matrix(rows: 1, columns: 1, elements: [7.0]).symmetricEigenvalues == [7])
        #expect(Matrix(rows: 1, columns: 1, elements: [Double.nan]).symmetricEigenvalues.isEmpty)
        #expect(Matrix<Double>(rows: 0, columns: 0).symmetricEigenvalues.isEmpty)
        // The second difference has the eigenvalues 2 - 2 cos(k π / 51).
        let size = 50
        var chain = Matrix<Double>(rows: size, columns: size)
        for index in 0..<size {
            chain[index, index] = 2
            if index > 0 { (chain[index, index - 1], chain[index - 1, index]) = (-1, -1) }
        }
        let expected = (1...size).map { 2 - 2 * Self.cosine(Double($0) * .pi / Double(size + 1)) }.sorted(
            by: >)
        for (ours, theirs) in zip(chain.symmetricEigenvalues, expected) {
            #expect(abs(ours - theirs) < 1e-13)
        }
    }

    /// By its series, which has an accuracy of 1e-15 up to π.
    private static func cosine(_ x: Double) -> Double {
        var (sum, term) = (1.0, 1.0)
        for k in 1...25 {
            term *= -x * x / Double((2 * k - 1) * (2 * k))
            sum += term
        }
        return sum
    }
}
