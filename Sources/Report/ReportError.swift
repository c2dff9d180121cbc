/// Why a figure could not be drawn: the one failure of a report that is no mistake in a template.
public struct ReportError: Error, CustomStringConvertible {
    public let description: String
}
