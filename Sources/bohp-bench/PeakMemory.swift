import Foundation

/// The most memory that this process has had in use.
enum PeakMemory {
    /// In bytes; `nil` where the system does not say.
    static var bytes: UInt64? {
        #if canImport(Darwin)
            var usage = rusage()
            guard getrusage(RUSAGE_SELF, &usage) == 0 else { return nil }
            return UInt64(usage.ru_maxrss)
        #else
            // getrusage would count what the parent had in use when it started this process.
            guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
                let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
                let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({
                    UInt64($0)
                })
            else { return nil }
            return kilobytes << 10
        #endif
    }
}
