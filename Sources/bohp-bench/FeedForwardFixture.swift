import BOHP

/// A feed-forward network of 2016, with the exact and the published gradient of the summed loss.
struct FeedForwardFixture: GradientFixture {
    struct Gradients: Decodable {
        var gradWxy, gradAlpha, gradWyz: [[Double]]
        var gradBy, gradBz: [Double]

        func named(readout: String) -> [String: Matrix<Double>] {
            var named = [
                "w": Matrix(gradWxy), "alpha": Matrix(gradAlpha), "b": Matrix([gradBy]),
                "output.b": Matrix([gradBz]),
            ]
            // With the identity the weights of the readout are constants.
            if readout != "identity" { named["output.w"] = Matrix(gradWyz) }
            return named
        }
    }

    var readout: String
    var gamma: Double
    var wxy, alpha, wyz: [[Double]]
    var by, bz: [Double]
    var x, target: [[Double]]
    var scored: [Int]
    var published: Gradients
    var exact: Gradients

    var cases: [FixtureCase] {
        let isIdentity = readout == "identity"
        let inputs = x.first?.count ?? 0
        let description = NetworkDescription(
            FeedForward(hiddenNeurons: by.count, readout: isIdentity ? .identity : .linear),
            rule: DecayingHebb(eta: gamma),
            task: TaskShape(inputs: inputs, outputs: bz.count, neurons: inputs))
        let network = description.network { shape in
            switch shape.name {
            case "w": Matrix(wxy).elements
            case "alpha": Matrix(alpha).elements
            case "b": by
            case "output.w": Matrix(wyz).elements
            case "output.b": bz
            default: [gamma]
            }
        }
        let steps = scored.indices.filter { scored[$0] == 1 }
        let episode = Episode(
            inputs: Matrix(x), targets: Matrix(steps.map { target[$0] }), countedSteps: steps,
            countedNeurons: 0..<bz.count)
        let objective: any Objective =
            isIdentity ? SquaredError(isHalved: false) : CrossEntropy(loggedSteps: max(1, steps.count))
        return [("exact", exact, GradientMethod.bptt), ("published", published, .published2016)].map {
            FixtureCase(
                words: $0.0, network: network, episode: episode, objective: objective, engine: $0.2,
                gradient: $0.1.named(readout: readout))
        }
    }
}
