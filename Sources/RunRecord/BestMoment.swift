import BOHP

/// The parameters at the moment of training with the smallest test error, the first of equal ones.
///
/// A checkpoint holds them too, because `best.safetensors` may be newer than the checkpoint that training continues from.
struct BestMoment: Equatable {
    /// The number of episodes that the network was trained on.
    var episode: Int
    var error: TestError
    /// The parameters by name.
    var parameters: [NamedArray]

    private static let prefix = "best."
    private static let moment = "best.moment"

    /// Adds the moment to a checkpoint's file.
    func add(to file: inout SafeTensors) {
        let numbers = [Double(episode), error.bitErrorRate, error.standardDeviation, error.absoluteError]
        file.tensors[Self.moment] = .init(shape: [numbers.count], .f64(numbers))
        for array in parameters {
            file.tensors[Self.prefix + array.name] = .init(shape: array.shape, .f64(array.values))
        }
    }

    /// Takes the moment out of a checkpoint's file; `nil` if the file holds none.
    init?(from file: inout SafeTensors) {
        let own = file.tensors.filter { $0.key.hasPrefix(Self.prefix) }
        for name in own.keys { file.tensors[name] = nil }
        guard let numbers = own[Self.moment]?.doubles, numbers.count == 4,
            let episode = Int(exactly: numbers[0])
        else { return nil }
        self.episode = episode
        error = TestError(
            bitErrorRate: numbers[1], standardDeviation: numbers[2], absoluteError: numbers[3])
        parameters = own.compactMap { name, tensor in
            name == Self.moment
                ? nil
                : tensor.doubles.map {
                    NamedArray(String(name.dropFirst(Self.prefix.count)), shape: tensor.shape, values: $0)
                }
        }
    }

    /// The moment of a network.
    init(episode: Int, error: TestError, parameters: [NamedArray]) {
        (self.episode, self.error, self.parameters) = (episode, error, parameters)
    }

    /// The contents of `best.safetensors`: the parameters by name, and the number of episodes as metadata.
    func file(_ precision: Configuration.Precision) -> SafeTensors {
        var file = SafeTensors(parameters: parameters, precision)
        file.metadata["episode"] = "\(episode)"
        return file
    }
}

extension SafeTensors {
    /// Parameters by name, in the precision that they were trained in.
    init(parameters: [NamedArray], _ precision: Configuration.Precision) {
        self.init()
        for array in parameters {
            tensors[array.name] = .init(
                shape: array.shape,
                precision == .double ? .f64(array.values) : .f32(array.values.map(Float.init)))
        }
    }
}
