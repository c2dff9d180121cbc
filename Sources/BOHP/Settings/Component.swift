/// A part of a configuration that is chosen by its name and brings settings of its own: a task, a network, a rule, an optimizer.
///
/// A fresh value holds the defaults.
public protocol Component: Equatable, Sendable {
    /// The name in files and on the command line.
    static var name: String { get }
    /// What tables and help call it.
    static var words: String { get }
    /// Its settings, in the order in which tables show them.
    static var settings: [Setting<Self>] { get }
    /// The component with its defaults.
    init()
    /// Throws `ConfigurationError` for settings that do not fit together, though each is within its range.
    func validate() throws
}

extension Component {
    public func validate() throws {}

    func isEqual(to other: any Component) -> Bool { (other as? Self) == self }
}
