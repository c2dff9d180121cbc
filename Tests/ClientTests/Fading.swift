import BOHP
import Testing

/// A rule of a client, as the README has it.
struct Fading: PlasticityRule {
    static let (name, words) = ("fading", "Fading trace")
    static let settings: [Setting<Fading>] = []
    let parameters = [RuleParameter("trace_rate", 0.02, isLearned: true)]
    func gate(_ y: Double, _ p: [Double]) -> (keep: Double, gain: Double) { (1 - p[0] * abs(y), p[0]) }
    func pullback(
        _ y: Double, _ p: [Double], keep: Double, gain: Double, gradient: UnsafeMutablePointer<Double>
    ) -> Double {
        gradient[0] += gain - abs(y) * keep
        return -p[0] * keep * (y < 0 ? -1 : 1)
    }
}

@Suite struct ClientRuleTests {
    @Test func aClientAddsARule() throws {
        var configuration = Configuration()
        var task = AssociativeMemory()
        task.patternSize = 12
        task.patterns = 2
        configuration.task = task
        configuration.rule = Fading()
        configuration.episodes = 20
        let trainer = try Trainer(configuration)
        let check = trainer.checkGradients(probes: 30)
        #expect(check.passes)
        #expect(check.differences.contains { $0.parameter == "trace_rate" && $0.largestAbsolute < 1e-6 })
        while !trainer.isFinished { try #expect(!trainer.trainBatch().isEmpty) }
        #expect(trainer.network.parameters["trace_rate"].elements != [0.02])
    }
}
