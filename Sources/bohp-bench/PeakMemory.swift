import Foundation

/// The peak resident memory of this process.
enum PeakMemory {
    /// In bytes; `nil` if the system does not report it.
    static var bytes: UInt64? {
        #if canImport(Darwin)
            var usage = rusage()
            guard getrusage(RUSAGE_SELF, &usage) == 0 else { return nil }
            return UInt64(usage.ru_maxrss)
        #else
            // getrusage would include the memory of the parent at the fork.
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
