import Foundation
import Text

/// Results as a table for a terminal.
enum ResultTable {
    private static let header = [
        "benchmark", "N", "T", "numbers", "engine", "batch", "threads", "time", "quartiles", "memory",
        "Gflop/s", "of peak", "GB/s", "of peak",
    ]

    static func text(_ report: BenchReport) -> String {
        var rows = [header]
        for result in report.results {
            for (index, measurement) in result.measurements.enumerated() {
                rows.append(row(measurement, of: result, isFirst: index == 0))
            }
        }
        var lines = [TextTable.text(rows, rightAligned: Set(1..<header.count)), ""]
        for result in report.results {
            for finding in result.findings {
                lines.append("\(result.benchmark): \(finding.name): \(String(format: "%.2f", finding.value))")
            }
        }
        let machine = report.machine
        lines.append(
            "\(machine.processor), \(machine.cores) cores, \(machine.system), \(machine.instructionSet) kernels"
        )
        return lines.joined(separator: "\n")
    }

    private static func row(
        _ measurement: Timing, of result: BenchmarkResult, isFirst: Bool
    ) -> [String] {
        let count = measurement.episodes == 1 ? "" : " (\(measurement.episodes) episodes)"
        func time(_ seconds: Double) -> String { NumberText.si(seconds, unit: "s") }
        func share(_ share: Double?) -> String { share.map { String(format: "%.0f %%", 100 * $0) } ?? "" }
        return [
            isFirst ? result.benchmark + count : "", "\(measurement.neurons)", "\(measurement.steps)",
            measurement.precision.rawValue, measurement.engine.rawValue, "\(measurement.batch)",
            "\(measurement.threads)", time(measurement.median),
            "\(time(measurement.lowerQuartile)) – \(time(measurement.upperQuartile))",
            isFirst ? result.peakMemory.map { "\($0 >> 20) MB" } ?? "" : "",
            String(format: "%.1f", measurement.arithmeticRate * 1e-9), share(measurement.arithmeticShare),
            String(format: "%.1f", measurement.bandwidth * 1e-9), share(measurement.bandwidthShare),
        ]
    }
}
