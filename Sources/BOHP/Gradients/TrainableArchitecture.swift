/// An architecture with a way to compute gradients. A configuration chooses it by name.
///
/// To add one: write a type that conforms, and add it to `Repertoire.architectures`.
public protocol TrainableArchitecture: Architecture {
    /// What computes gradients of networks of this description by `method`.
    func startEngine<Scalar: NetworkScalar>(
        _: Scalar.Type, _ network: NetworkDescription, method: GradientMethod, objective: any Objective,
        traceMemory: TraceMemory, team: WorkerTeam
    ) -> any GradientEngine<Scalar>
    /// Throws `ConfigurationError` if the gradient of such a network over `steps` steps cannot be computed as asked.
    func validate<Scalar: NetworkScalar>(
        _: Scalar.Type, _ network: NetworkDescription, steps: Int, method: GradientMethod,
        traceMemory: TraceMemory) throws
}
