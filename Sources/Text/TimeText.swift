import Foundation

/// Dates in UTC and durations as running text prints them, without a locale.
public enum TimeText {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]

    private static func parts(_ date: Date) -> DateComponents {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
        return calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
    }

    /// `23 November 2026`
    public static func date(_ date: Date) -> String {
        let parts = parts(date)
        let month = (parts.month ?? 1) - 1
        return "\(parts.day ?? 1) \(months.indices.contains(month) ? months[month] : "") \(parts.year ?? 0)"
    }

    /// `17:57 UTC`
    public static func time(_ date: Date) -> String {
        let parts = parts(date)
        return String(format: "%02d:%02d UTC", parts.hour ?? 0, parts.minute ?? 0)
    }

    /// `23 November 2026, 17:57 UTC`
    public static func dateAndTime(_ moment: Date) -> String { "\(date(moment)), \(time(moment))" }

    /// `2026-11-23T17:57:05Z`
    public static func iso8601(_ date: Date) -> String { date.formatted(.iso8601) }

    /// The two largest units that matter: `0.83 s`, `42 s`, `1 min 15 s`, `2 h 5 min`, `3 d 4 h`. A negative number and
    /// one that is not finite are printed as numbers of seconds.
    public static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0 else { return NumberText.general(seconds) + unit("s") }
        if seconds < 1e-3 { return NumberText.si(seconds, unit: "s") }
        if seconds < 1 { return NumberText.significant(seconds, digits: 2) + unit("s") }
        if seconds < 10 { return NumberText.fixed(seconds, digits: 1) + unit("s") }
        return wholeDuration(seconds.rounded())
    }

    /// The time that remains, in whole seconds rounded up, because an estimate has no more digits: `4 s`, `2 min 5 s`.
    public static func remaining(_ seconds: Double) -> String {
        seconds.isFinite && seconds >= 0 ? wholeDuration(seconds.rounded(.up)) : "an unknown time"
    }

    private static func wholeDuration(_ seconds: Double) -> String {
        guard let whole = Int(exactly: seconds), seconds < 1e15 else {
            return NumberText.general(seconds) + unit("s")
        }
        let parts = [
            ("d", whole / 86_400), ("h", whole / 3600 % 24), ("min", whole / 60 % 60), ("s", whole % 60),
        ]
        guard let first = parts.firstIndex(where: { $0.1 > 0 }) else { return "0" + unit("s") }
        return parts[first..<min(first + 2, parts.count)].filter { $0.1 > 0 }
            .map { "\($0.1)" + unit($0.0) }.joined(separator: " ")
    }

    private static func unit(_ name: String) -> String { NumberText.noBreakSpace + name }
}

extension Duration {
    /// The duration in seconds.
    public var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
