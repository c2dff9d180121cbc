/// A layer of linear neurons, r = w · y + b, with `<name>.w` and `<name>.b` among a network's parameters.
///
/// A class, because its memory is reused from episode to episode.
final class LinearLayer<Scalar: NetworkScalar> {
    let inputs: Int
    let outputs: Int
    private let places: (w: Int, b: Int)
    private let learnsWeights: Bool
    /// Row by row; row = target.
    private let w: KernelStorage<Scalar>
    private let b: KernelStorage<Scalar>
    private let gradientW: KernelStorage<Scalar>
    private let gradientB: KernelStorage<Scalar>

    /// The parameters of a layer.
    static func parts(_ name: String, inputs: Int, outputs: Int) -> [NetworkDescription.Part] {
        [
            .init(shape: ParameterShape("\(name).w", [outputs, inputs])),
            .init(shape: ParameterShape("\(name).b", [outputs])),
        ]
    }

    /// The layer of the given name; `nil` if the network has none.
    init?(_ name: String, of network: NetworkDescription) {
        let parts = network.parts
        guard let place = parts.firstIndex(where: { $0.shape.name == "\(name).w" }) else { return nil }
        places = (place, place + 1)
        learnsWeights = parts[place].isLearned
        (outputs, inputs) = (parts[place].shape.rows, parts[place].shape.columns)
        w = KernelStorage(count: outputs * inputs)
        b = KernelStorage(count: outputs)
        gradientW = KernelStorage(count: w.count)
        gradientB = KernelStorage(count: b.count)
    }

    /// Takes the layer's parameters, and forgets its gradient.
    func load(_ parameters: Parameters<Scalar>) {
        parameters.layout(places.w).unpack(parameters.base(places.w), to: w.base)
        parameters.layout(places.b).unpack(parameters.base(places.b), to: b.base)
        gradientW.clear()
        gradientB.clear()
    }

    /// r = w · y + b.
    func apply(_ y: UnsafePointer<Scalar>, to r: UnsafeMutablePointer<Scalar>) {
        for target in 0..<outputs {
            let row = w.base + target * inputs
            var sum = b.base[target]
            for source in 0..<inputs { sum += row[source] * y[source] }
            r[target] = sum
        }
    }

    /// adjoint += wᵀ · dr, for the sources in a range.
    func pullBack(_ dr: UnsafePointer<Scalar>, sources: Range<Int>, to adjoint: UnsafeMutablePointer<Scalar>)
    {
        for target in 0..<outputs {
            let row = w.base + target * inputs
            for source in sources { adjoint[source] += row[source] * dr[target] }
        }
    }

    /// Adds dr ⊗ y and dr to the layer's gradient.
    func addGradient(_ dr: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>) {
        for target in 0..<outputs {
            let row = gradientW.base + target * inputs
            for source in 0..<inputs { row[source] += dr[target] * y[source] }
            gradientB.base[target] += dr[target]
        }
    }

    /// Writes the layer's gradient; that for weights only if they are learned.
    func storeGradient(in gradient: Parameters<Scalar>) {
        if learnsWeights { gradient.layout(places.w).pack(gradientW.base, to: gradient.base(places.w)) }
        gradient.layout(places.b).pack(gradientB.base, to: gradient.base(places.b))
    }
}
