import Foundation

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
        let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var lines = rows.map { row in
            row.indices.map { column in
                let gap = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 0 ? row[column] + gap : gap + row[column]
            }.joined(separator: "  ")
        }
        lines.append("")
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
        _ measurement: Measurement, of result: BenchmarkResult, isFirst: Bool
    ) -> [String] {
        let times = measurement.quartiles
        let count = measurement.episodes == 1 ? "" : " (\(measurement.episodes) episodes)"
        let name = isFirst ? result.benchmark + count : ""
        func share(_ rate: Double, _ limit: Double?) -> String {
            limit.map { String(format: "%.0f %%", 100 * rate / $0) } ?? ""
        }
        return [
            name, "\(measurement.neurons)", "\(measurement.steps)",
            measurement.precision.rawValue, measurement.engine.rawValue, "\(measurement.batch)",
            "\(measurement.threads)", duration(times.median),
            "\(duration(times.lower)) – \(duration(times.upper))",
            isFirst ? result.peakMemory.map { "\($0 >> 20) MB" } ?? "" : "",
            String(format: "%.1f", measurement.arithmeticRate * 1e-9),
            share(measurement.arithmeticRate, measurement.limits?.arithmetic),
            String(format: "%.1f", measurement.bandwidth * 1e-9),
            share(measurement.bandwidth, measurement.limits?.bandwidth),
        ]
    }

    /// A time with three digits and a unit.
    static func duration(_ seconds: Double) -> String {
        let (value, unit) =
            seconds < 1e-3 ? (seconds * 1e6, "µs") : seconds < 1 ? (seconds * 1e3, "ms") : (seconds, "s")
        let decimals = value < 10 ? 2 : value < 100 ? 1 : 0
        return String(format: "%.\(decimals)f \(unit)", value)
    }
}
