import CommandLineTool
import Foundation

/// The user's browser, opened by the system's own way to open a file.
enum Browser {
    #if os(macOS)
        private static let opener = "open"
    #else
        private static let opener = "xdg-open"
    #endif

    /// Opens a page; says so if that is not to be had, and never fails: the report is there all the same.
    static func open(_ page: String, _ terminal: Terminal) {
        let folders = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
        let program = folders.map { "\($0)/\(opener)" }.first(where: FileManager.default.isExecutableFile)
        guard let program else {
            terminal.message("There is no \(opener) here to open a browser with; open \(page) yourself.")
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
            terminal.message("\(program) cannot be started; open \(page) yourself.")
            return
        }
        // It hands the page on and ends, or it stays as long as the browser does: nobody waits for that.
        let deadline = ContinuousClock.now + .seconds(3)
        while process.isRunning, ContinuousClock.now < deadline { usleep(20_000) }
        if !process.isRunning, process.terminationStatus != 0 {
            terminal.message("\(opener) could not open a browser; open \(page) yourself.")
        }
    }
}
