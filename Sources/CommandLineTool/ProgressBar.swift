import Foundation
import Text

/// A line on the terminal that shows how much of the work is done and how long the rest will take. Prints nothing
/// where standard error is no terminal.
public struct ProgressBar {
    private let terminal: Terminal
    private let started = ContinuousClock.now
    private var lastDrawn: ContinuousClock.Instant?
    private let startedAt: Double

    /// A bar for work of which the share `startedAt`, from 0 to 1, was done before.
    public init(on terminal: Terminal, startedAt: Double = 0) {
        self.terminal = terminal
        self.startedAt = startedAt
    }

    private var isShown: Bool { terminal.isInteractive && !terminal.isQuiet }

    /// Shows that the share `done` of the work, from 0 to 1, is done. Redraws at most ten times per second.
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

    /// The bar's line for a terminal of `width` columns. A line that is too long is cut.
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

    /// Clears the line for the next message.
    public func clear() {
        if isShown { terminal.write("\r\u{1B}[K", to: STDERR_FILENO) }
    }
}
