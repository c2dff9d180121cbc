/// A setting that makes no training run.
public struct ConfigurationError: Error, Equatable, CustomStringConvertible {
    /// The setting's key.
    public var setting: String
    /// What is wrong with it.
    public var problem: String

    /// An error about `setting`.
    public init(setting: String, problem: String) {
        self.setting = setting
        self.problem = problem
    }

    public var description: String { "\(setting) \(problem)" }
}
