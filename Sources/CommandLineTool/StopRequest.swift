import Dispatch
import Foundation
import Synchronization

/// A request to stop: Ctrl-C (SIGINT), Ctrl-\ (SIGQUIT), or the SIGTERM that batch systems send.
///
/// The first signal is only recorded, so that the work can stop in good order. A second one ends the process at once.
///
/// Sendable, because nothing but the atomic flag is used once the sources run.
public final class StopRequest: @unchecked Sendable {
    private let requested = Requested()
    private let sources: [any DispatchSourceSignal]

    private final class Requested: Sendable {
        let value = Atomic(false)
    }

    /// Installs the signal handlers of this process.
    public init() {
        let signals = [SIGINT, SIGTERM, SIGQUIT]
        sources = signals.map { [requested] number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                let isSecond = requested.value.exchange(true, ordering: .relaxed)
                for number in signals { signal(number, SIG_DFL) }
                guard isSecond else { return }
                // A process inherits blocked signals from the one that starts it. Here they arrive as events only.
                var blocked = sigset_t()
                sigemptyset(&blocked)
                sigaddset(&blocked, number)
                pthread_sigmask(SIG_UNBLOCK, &blocked, nil)
                raise(number)
            }
            source.resume()
            return source
        }
    }

    /// Whether a stop was requested.
    public var isRequested: Bool { requested.value.load(ordering: .relaxed) }
}
