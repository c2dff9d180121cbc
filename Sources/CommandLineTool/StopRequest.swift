import Dispatch
import Foundation

/// Whether the user has asked the process to stop, by Ctrl-C or by the TERM signal that batch systems send.
///
/// The first request is noted, for the work to end in good order; a second one ends the process at once.
public final class StopRequest: @unchecked Sendable {
    private let lock = NSLock()
    private var requested = false
    private var sources: [any DispatchSourceSignal] = []

    /// Starts to listen.
    public init() {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [weak self] in self?.note() }
            source.resume()
            sources.append(source)
        }
    }

    private func note() {
        lock.lock()
        requested = true
        lock.unlock()
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }

    /// Whether a request has come.
    public var isRequested: Bool {
        lock.lock()
        defer { lock.unlock() }
        return requested
    }
}
