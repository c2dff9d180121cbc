/// A task under a series of conditions, for a curve of the error: longer delays, more noise.
public struct Variation: Sendable {
    /// One condition.
    public struct Point: Sendable {
        /// The condition as a number, for the axis of the curve.
        public var condition: Double
        /// The task under this condition. It needs as many neurons as the task that was trained.
        public var task: any EpisodicTask

        /// A condition.
        public init(_ condition: Double, _ task: any EpisodicTask) {
            self.condition = condition
            self.task = task
        }
    }

    /// The name of the curve in `evaluation.json` and in the catalogue of figures: `retention`.
    public var name: String
    /// The conditions, in ascending order.
    public var points: [Point]

    /// The condition of training, if it is one of the series.
    public var trained: Double?

    /// A series of conditions.
    public init(_ name: String, _ points: [Point], trained: Double? = nil) {
        self.name = name
        self.points = points
        self.trained = trained
    }
}
