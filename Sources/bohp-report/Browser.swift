import CommandLineTool
import Foundation

/// Opens the user's browser by the system's command for opening files.
enum Browser {
    #if os(macOS)
        private static let opener = "open"
    #else
        private static let opener = "xdg-open"
    #endif

    /// Opens a page. If that is impossible, prints a message and does not fail, because the report exists anyway.
    static func open(_ page: String, _ terminal: Terminal) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [opener, URL(fileURLWithPath: page).path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else {
            return terminal.message("\(opener) could not be started; open \(page) yourself.")
        }
        // The command either passes the page on and ends, or runs as long as the browser. In the second case stop waiting.
        let deadline = ContinuousClock.now + .seconds(3)
        while process.isRunning, ContinuousClock.now < deadline { usleep(20_000) }
        if !process.isRunning, process.terminationStatus != 0 {
            // The status by which env says that there is no such program.
            let problem = process.terminationStatus == 127 ? "is not installed" : "could not open a browser"
            terminal.message("\(opener) \(problem); open \(page) yourself.")
        }
    }
}
