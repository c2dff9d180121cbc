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
        let folders = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
        let program = folders.map { "\($0)/\(opener)" }.first(where: FileManager.default.isExecutableFile)
        guard let program else {
            terminal.message(
                "\(opener) is not installed, so no browser can be opened; open \(page) yourself.")
            return
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = [URL(fileURLWithPath: page).path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            terminal.message("\(program) could not be started; open \(page) yourself.")
            return
        }
        // The command either passes the page on and ends, or runs as long as the browser. In the second case stop waiting.
        let deadline = ContinuousClock.now + .seconds(3)
        while process.isRunning, ContinuousClock.now < deadline { usleep(20_000) }
        if !process.isRunning, process.terminationStatus != 0 {
            terminal.message("\(opener) could not open a browser; open \(page) yourself.")
        }
    }
}
