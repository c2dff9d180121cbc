/// What reports call the numbers of an objective.
public struct ObjectiveWords: Equatable, Sendable {
    /// What training descends, in a sentence: `half the squared error`.
    public var descended: String
    /// What is logged as `loss`: `mean squared error`.
    public var loss: String
    /// One answer: `bit`.
    public var answer: String
    /// The share of wrong answers: `bit error rate`.
    public var errorRate: String
    /// What that share counts, of the scored outputs: `outputs with the wrong sign`.
    public var wrongAnswers: String
    /// When an answer is wrong, as a sentence.
    public var whenWrong: String

    /// The words of a loss; without further words an answer is an output, which is wrong if its sign is.
    public init(
        descended: String = "the loss", loss: String = "loss", answer: String = "output",
        errorRate: String = "error rate", wrongAnswers: String = "outputs with the wrong sign",
        whenWrong: String = "An output is wrong if it has the wrong sign."
    ) {
        self.descended = descended
        self.loss = loss
        self.answer = answer
        self.errorRate = errorRate
        self.wrongAnswers = wrongAnswers
        self.whenWrong = whenWrong
    }
}
