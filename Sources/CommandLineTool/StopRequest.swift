import Dispatch
import Foundation

/// A request to stop: Ctrl-C (SIGINT), or the SIGTERM that batch systems send.
///
/// The first signal is only recorded, so that the work can stop in good order. A second one ends the process at once.
public final class StopRequest: @unchecked Sendable {
    private let lock = NSLock()
    private var requested = false
    private var sources: [any DispatchSourceSignal] = []

    /// Installs the signal handlers of this process.
    public init() {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [weak self] in self?.note(number) }
            source.resume()
            sources.append(source)
        }
    }

    private func note(_ number: Int32) {
        lock.lock()
        let isSecond = requested
        requested = true
        lock.unlock()
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
        guard isSecond else { return }
        // A process inherits blocked signals from the one that starts it. Here they arrive as events only.
        var blocked = sigset_t()
        sigemptyset(&blocked)
        sigaddset(&blocked, number)
        pthread_sigmask(SIG_UNBLOCK, &blocked, nil)
        raise(number)
    }

    /// Whether a stop was requested.
    public var isRequested: Bool {
        lock.lock()
        defer { lock.unlock() }
        return requested
    }
}
