import Foundation

/// Dates in UTC and lengths of time, as running text has them and without a locale.
public enum TimeText {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]

    private static func parts(_ date: Date) -> DateComponents {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
        return calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
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
    public static func iso8601(_ date: Date) -> String {
        let parts = parts(date)
        return String(
            format: "%04d-%02d-%02dT%02d:%02d:%02dZ", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0,
            parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0)
    }

    /// The two largest units that matter: `0.83 s`, `42 s`, `1 min 15 s`, `2 h 5 min`, `3 d 4 h`.
    public static func duration(_ seconds: Double) -> String {
        let space = NumberText.noBreakSpace
        guard seconds.isFinite, seconds >= 0 else { return NumberText.general(seconds) + space + "s" }
        if seconds < 1e-3 { return NumberText.si(seconds, unit: "s") }
        if seconds < 1 { return NumberText.significant(seconds, digits: 2) + space + "s" }
        if seconds < 10 { return NumberText.fixed(seconds, digits: 1) + space + "s" }
        // Beyond this many seconds a whole number no longer holds them.
        guard seconds < 1e15 else { return NumberText.general(seconds) + space + "s" }
        let whole = Int(seconds.rounded())
        let units = [
            ("d", whole / 86_400), ("h", whole / 3600 % 24), ("min", whole / 60 % 60), ("s", whole % 60),
        ]
        guard let first = units.firstIndex(where: { $0.1 > 0 }) else { return "0\(space)s" }
        return units[first..<min(first + 2, units.count)].filter { $0.1 > 0 }
            .map { "\($0.1)\(space)\($0.0)" }.joined(separator: " ")
    }
}
