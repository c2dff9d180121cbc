import BOHP

extension EpisodicTask {
    /// What the best guess at the task is called.
    var bestGuessWords: String {
        self is any RecallTask
            ? "best guess without memory"
            : self is Images ? "random guess of the hidden half" : "best constant answer"
    }
}
