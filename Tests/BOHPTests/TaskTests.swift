import BOHP
import Foundation
import Testing

@Suite("Tasks")
struct TaskTests {
    @Test("An episode of the associative memory is laid out as the 2017 program does")
    func associativeMemory() {
        let task = AssociativeMemory()
        var random = RandomState(seed: 11)
        for _ in 0..<50 {
            let drawn = task.drawRecall(using: &random)
            let (episode, cue) = (drawn.episode, drawn.cue)
            let patterns = drawn.presentations.suffix(3).map { drawn.patterns[$0] }
            #expect(episode.inputs.rows == 66)
            #expect(episode.inputs.columns == 29)
            #expect(episode.countedSteps == [65])
            #expect((0..<66).allSatisfy { episode.inputs[$0, 28] == 200 })
            for first in 0..<3 {
                #expect(patterns[first].reduce(0, +) == 0)
                for second in 0..<first {
                    #expect(zip(patterns[first], patterns[second]).reduce(0) { $0 + $1.0 * $1.1 } == 0)
                }
            }
            // The second cycle's presentations.
            for (place, pattern) in patterns.enumerated() {
                for step in 0..<10 {
                    let row = Array(episode.inputs.row(30 + place * 10 + step).prefix(28))
                    #expect(row == (step < 6 ? pattern.map { $0 * 20 } : [Double](repeating: 0, count: 28)))
                }
            }
            #expect(cue.count { $0 == 0 } == 14)
            #expect(zip(cue, drawn.target).allSatisfy { $0 == 0 || $0 == $1 })
            #expect(Array(episode.targets.row(0)) == drawn.target)
            for step in 60..<66 { #expect(Array(episode.inputs.row(step).prefix(28)) == cue.map { $0 * 20 }) }
            #expect(Set(drawn.presentations.prefix(3)) == [0, 1, 2])
        }
        let (_, phases) = task.episodeWithPhases(using: &random)
        #expect(phases.map(\.start) == [0, 10, 20, 30, 40, 50, 60])
        #expect(phases.map(\.end) == [6, 16, 26, 36, 46, 56, 66])
    }

    @Test("Counted steps, shares and sizes other than the published ones")
    func otherNumbers() {
        var task = AssociativeMemory()
        task.patternSize = 7
        task.patterns = 9
        task.orthogonal = false
        task.countedSteps = 4
        task.degradedShare = 1
        var random = RandomState(seed: 1)
        let episode = task.episode(using: &random)
        #expect(episode.countedSteps == Array((episode.steps - 4)..<episode.steps))
        #expect(episode.targets.rows == 4)
        #expect(episode.inputs.row(episode.steps - 1).prefix(7).allSatisfy { $0 == 0 })
        #expect(episode.targets.row(0).reduce(0, +) == 1)
    }

    @Test("Regurgitation asks for the sequence it showed")
    func regurgitation() {
        let task = Regurgitation()
        var random = RandomState(seed: 4)
        let episode = task.episode(using: &random)
        #expect(episode.steps == 12)
        #expect(episode.inputs.columns == 6)
        #expect(episode.countedSteps == Array(6..<12))
        for step in 0..<6 {
            #expect(episode.inputs.row(step).sorted() == [-1, -1, -1, -1, -1, 1])
            #expect(Array(episode.inputs.row(step)) == Array(episode.targets.row(step)))
            #expect(episode.inputs.row(step + 6).allSatisfy { $0 == 0 })
        }
    }

    /// Of 12 neurons, one episode in a hundred begins with three patterns to which no fourth is orthogonal.
    @Test("Four orthogonal patterns are found even after three that admit no fourth")
    func deadEnds() throws {
        var task = AssociativeMemory()
        task.patternSize = 12
        task.patterns = 4
        var random = RandomState(seed: 0)
        for _ in 0..<300 {
            let patterns = task.drawRecall(using: &random).patterns
            for (index, a) in patterns.enumerated() {
                for b in patterns[..<index] { #expect(zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } == 0) }
            }
        }
    }

    @Test("A network learns to regurgitate: its error falls by half")
    func learnsRegurgitation() throws {
        var configuration = Configuration()
        configuration.task = Regurgitation()
        configuration.episodes = 1500
        let trainer = try Trainer(configuration)
        var losses: [Double] = []
        while !trainer.isFinished { losses += try trainer.trainBatch().compactMap { $0["loss"] } }
        let before = losses.prefix(50).reduce(0, +) / 50
        let after = losses.suffix(50).reduce(0, +) / 50
        #expect(after < before / 2)
    }
}
