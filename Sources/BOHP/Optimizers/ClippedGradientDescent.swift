/// Plain gradient descent with every change clipped, the 2017 program's other optimizer.
///
///     θ ← θ - clip(rate · g, ±3e-4)
struct ClippedGradientDescent<Scalar: NetworkScalar> {
    /// The largest change of a parameter in one update.
    static var largestChange: Double { 3e-4 }

    let learningRate: Double

    func update(_ parameters: KernelParameters<Scalar>, along gradient: KernelParameters<Scalar>) {
        let rate = Scalar(learningRate)
        let limit = Scalar(Self.largestChange)
        for (part, gradientPart) in [(parameters.w, gradient.w), (parameters.alpha, gradient.alpha)] {
            let values = part.all
            let slopes = gradientPart.all
            for index in values.indices { values[index] -= min(max(rate * slopes[index], -limit), limit) }
        }
    }
}
