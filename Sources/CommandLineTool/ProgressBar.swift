import Foundation
import Text

/// A line on the terminal that says how far the work is and how long it will take; nothing elsewhere.
public struct ProgressBar {
    private let terminal: Terminal
    private let started = ContinuousClock.now
    private var lastDrawn: ContinuousClock.Instant?
    private let startedAt: Double

    /// A bar for work of which the share `startedAt` was done before.
    public init(on terminal: Terminal, startedAt: Double = 0) {
        self.terminal = terminal
        self.startedAt = startedAt
    }

    private var isShown: Bool { terminal.isInteractive && !terminal.isQuiet }

    /// Shows that the share `done` of the work is done, at most ten times a second.
    public mutating func update(_ done: Double, _ text: @autoclosure () -> String) {
        guard isShown else { return }
        let now = ContinuousClock.now
        if let lastDrawn, done < 1, lastDrawn.duration(to: now) < .milliseconds(100) { return }
        lastDrawn = now
        let line = Self.line(
            done: done, text: text(), remaining: remaining(done, now: now), width: terminal.width)
        let bar = terminal.usesColour ? line.replacing("█", with: "\u{1B}[36m█\u{1B}[0m") : line
        terminal.write("\r\(bar)\u{1B}[K", to: STDERR_FILENO)
    }

    private func remaining(_ done: Double, now: ContinuousClock.Instant) -> Double? {
        let gained = done - startedAt
        guard gained > 0 else { return nil }
        return started.duration(to: now).seconds * (1 - done) / gained
    }

    /// The bar's line for a terminal of `width` columns; a text that does not fit is cut.
    static func line(done: Double, text: String, remaining: Double?, width: Int) -> String {
        let share = min(max(done, 0), 1)
        let percent = "\(Int(share * 100))"
        var right = String(repeating: " ", count: 3 - percent.count) + percent + " %  " + text
        if let remaining { right += "  \(TimeText.remaining(remaining)) left" }
        let cells = min(24, max(0, width - right.count - 2))
        let full = Int(share * Double(cells))
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: cells - full)
        return String((bar + " " + right).prefix(max(width - 1, 0)))
    }

    /// Wipes the line, so that the next message starts on a clean one.
    public func clear() {
        if isShown { terminal.write("\r\u{1B}[K", to: STDERR_FILENO) }
    }
}
