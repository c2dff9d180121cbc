/// A setting that is unknown or has an invalid value.
public struct ConfigurationError: Error, Equatable, CustomStringConvertible {
    /// The setting's key.
    public var setting: String
    /// What is wrong with it.
    public var problem: String
    /// The known settings, if `setting` is unknown.
    public var known: [String]

    /// An error about `setting`.
    public init(setting: String, problem: String, known: [String] = []) {
        self.setting = setting
        self.problem = problem
        self.known = known
    }

    public var description: String {
        "\(setting) \(problem)" + (known.isEmpty ? "" : "; there are: \(known.joined(separator: ", "))")
    }
}
