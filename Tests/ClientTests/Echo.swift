import BOHP

/// A task of a client: a random pattern of ±1 is shown at the first step and is to be answered at the last.
struct Echo: EpisodicTask {
    static let name = "echo"
    static let words = "Echo of a pattern"
    static let settings = [
        Setting(
            "width", \Echo.width, in: 1...100, words: "Elements of the pattern",
            help: "Elements of the pattern"),
        waitSetting,
    ]

    var width = 4
    var wait = 3

    var neurons: Int { width + 2 }
    var steps: Int { wait + 2 }
    var inputStrength: Double { 2 }
    var objective: any Objective { LogisticLoss() }

    var variations: [Variation] {
        let points = (0...3).map { extra in
            var task = self
            task.wait += extra
            return Variation.Point(Double(task.wait), task)
        }
        return [Variation("longer-waits", points, trained: Double(wait))]
    }

    func episode(using random: inout RandomState) -> Episode {
        var inputs = Matrix<Double>(rows: steps, columns: width)
        var pattern = Matrix<Double>(rows: 1, columns: width, repeating: -1)
        for element in 0..<width where random.randint(2) == 1 { pattern[0, element] = 1 }
        for element in 0..<width { inputs[0, element] = pattern[0, element] * inputStrength }
        return Episode(
            inputs: inputs, targets: pattern, countedSteps: steps - 1..<steps, countedNeurons: 0..<width)
    }

    func episodeWithPhases(using random: inout RandomState) -> (episode: Episode, phases: [Phase]) {
        (
            episode(using: &random),
            [Phase("pattern", start: 0, end: 1), Phase("answer", start: steps - 1, end: steps)]
        )
    }
}
