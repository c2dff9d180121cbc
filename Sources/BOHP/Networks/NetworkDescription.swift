/// The kind and size of a network: how it is connected, its rule of plasticity, its parameters and their constraints.
public struct NetworkDescription: Sendable {
    /// How neurons are connected.
    public let architecture: any Architecture
    /// How the Hebbian trace follows the activity.
    public let rule: any PlasticityRule
    /// What the network is shown and asked.
    public let task: TaskShape
    /// The neurons with plastic connections, N.
    public let neurons: Int
    /// The neurons or inputs that these connections come from; N in a recurrent network.
    public let sources: Int
    /// The places of the rule's parameters among `parts`.
    let rulePlaces: Range<Int>
    /// The arrays of parameters, in the order in which kernels, checkpoints and norms take them.
    public let parts: [Part]

    /// A network for a task.
    ///
    /// - Parameters:
    ///   - plastic: whether connections are plastic; if not, alpha stays zero.
    ///   - positiveAlpha: whether plasticity coefficients are kept from being negative.
    public init(
        _ architecture: any Architecture, rule: any PlasticityRule, task: TaskShape, plastic: Bool = true,
        positiveAlpha: Bool = false
    ) {
        self.architecture = architecture
        self.rule = rule
        self.task = task
        (neurons, sources) = architecture.plasticLayer(for: task)
        let ruleParameters = rule.parameters
        rulePlaces = ParameterPlace.rule..<(ParameterPlace.rule + ruleParameters.count)
        var constraints: [Constraint] = []
        if plastic {
            if architecture.clearsDiagonal { constraints.append(.zeroDiagonal) }
            if positiveAlpha { constraints.append(.range(0 ... .infinity)) }
        } else {
            constraints.append(.zero)
        }
        let alphaShape = architecture.sharesAlpha ? [] : [neurons, sources]
        parts =
            [
                Part(shape: ParameterShape("w", [neurons, sources])),
                Part(shape: ParameterShape("alpha", alphaShape), constraints: constraints),
            ]
            + ruleParameters.map {
                Part(
                    shape: ParameterShape($0.name, []), isLearned: $0.isLearned,
                    constraints: $0.isLearned ? [.range($0.range)] : [])
            } + architecture.otherParts(for: task)
    }

    /// The recurrent network of the 2017 program with `neurons` neurons.
    ///
    /// - Parameters:
    ///   - plastic: whether connections are plastic; if not, alpha stays zero.
    ///   - learnsEta: whether training changes eta.
    public init(neurons: Int, plastic: Bool = true, eta: Double, learnsEta: Bool = false) {
        self.init(
            Recurrent(), rule: DecayingHebb(eta: eta, learnsEta: learnsEta),
            task: TaskShape(inputs: neurons, outputs: neurons, neurons: neurons), plastic: plastic)
    }

    /// A constraint that an array of parameters meets after every update.
    public enum Constraint: Equatable, Sendable {
        /// All elements are zero.
        case zero
        /// The diagonal is zero: no neuron has such a connection to itself.
        case zeroDiagonal
        /// Every element lies in a range.
        case range(ClosedRange<Double>)
    }

    /// One array of parameters.
    public struct Part: Equatable, Sendable {
        /// Its name and shape.
        public var shape: ParameterShape
        /// Whether training changes it.
        public var isLearned: Bool
        /// The constraints that it meets after every update.
        public var constraints: [Constraint]

        /// An array that is learned without constraints, unless told otherwise.
        public init(shape: ParameterShape, isLearned: Bool = true, constraints: [Constraint] = []) {
            self.shape = shape
            self.isLearned = isLearned
            self.constraints = constraints
        }
    }

    /// A network with all parameters zero but those of the rule.
    func zeros<Scalar: NetworkScalar>() -> PlasticNetwork<Scalar> {
        var parameters = Parameters<Scalar>(parts.map(\.shape))
        parameters.makeUnique()
        for (place, parameter) in zip(rulePlaces, rule.parameters) {
            parameters.base(place)[0] = Scalar(parameter.value)
        }
        return PlasticNetwork(self, parameters: parameters)
    }

    /// A network of given parameters.
    ///
    /// - Parameter values: gives the numbers of an array, row by row; as many as its shape has.
    /// - Throws: what `values` throws.
    public func network(_ values: (ParameterShape) throws -> [Double]) rethrows -> PlasticNetwork<Double> {
        var network: PlasticNetwork<Double> = zeros()
        for part in parts {
            network.parameters[part.shape.name] = Matrix(
                rows: part.shape.rows, columns: part.shape.columns, elements: try values(part.shape))
        }
        return network
    }

    /// A network before training, drawn as the published program draws it.
    public func draw<Scalar: NetworkScalar>(using random: inout RandomState) -> PlasticNetwork<Scalar> {
        var network: PlasticNetwork<Scalar> = zeros()
        architecture.draw(self, using: &random, into: &network.parameters)
        constrain(&network.parameters)
        return network
    }

    /// Enforces the constraints.
    public func constrain<Scalar: NetworkScalar>(_ parameters: inout Parameters<Scalar>) {
        parameters.makeUnique()
        for (index, part) in parts.enumerated() {
            let base = parameters.base(index)
            let layout = parameters.layout(index)
            for constraint in part.constraints {
                switch constraint {
                case .zero: base.update(repeating: 0, count: layout.count)
                case .zeroDiagonal:
                    for neuron in 0..<layout.rows { base[layout.offset(target: neuron, source: neuron)] = 0 }
                case .range(let range):
                    let (least, greatest) = (Scalar(range.lowerBound), Scalar(range.upperBound))
                    for row in 0..<layout.rows {
                        for column in 0..<layout.columns {
                            let offset = layout.offset(target: row, source: column)
                            base[offset] = min(max(base[offset], least), greatest)
                        }
                    }
                }
            }
        }
    }

    /// Reduces every element of a matrix by `l1` towards zero and by the share `l2`: the gradient step of such penalties.
    /// A number of a smaller magnitude than `l1` changes its sign. Biases and single numbers are not penalized.
    func penalize<Scalar: NetworkScalar>(_ parameters: inout Parameters<Scalar>, l1: Scalar, l2: Scalar) {
        parameters.makeUnique()
        for (index, part) in parts.enumerated() where part.shape.shape.count == 2 && part.isLearned {
            let base = parameters.base(index)
            for index in 0..<parameters.layout(index).count where base[index] != 0 {
                base[index] -= (base[index] > 0 ? l1 : -l1) + l2 * base[index]
            }
        }
    }
}

extension NetworkDescription: Equatable {
    public static func == (one: NetworkDescription, other: NetworkDescription) -> Bool {
        one.architecture.isEqual(to: other.architecture) && one.rule.isEqual(to: other.rule)
            && one.task == other.task && one.parts == other.parts
    }
}

/// The place of each array in `NetworkDescription.parts`.
enum ParameterPlace {
    static let w = 0
    static let alpha = 1
    /// The first of the rule's parameters.
    static let rule = 2
}
