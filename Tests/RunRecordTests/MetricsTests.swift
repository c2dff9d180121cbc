import BOHP
import Foundation
import TestSupport
import Testing

@testable import RunRecord

@Suite("metrics.csv")
struct MetricsTests {
    private static let columns = Configuration().columns
    private static let header = Metrics.header(columns)

    private static func metrics(_ count: Int) -> [EpisodeMetrics] {
        var random = RandomState(seed: 1)
        return (1...count).map { episode in
            let values: [Double] = [
                random.randn() * pow(10, Double(random.randint(40) - 20)), random.rand(),
                Double(random.randint(29)) / 28, 1 / 3,
            ]
            return EpisodeMetrics(episode: episode, columns: columns, values: values)
        }
    }

    @Test("Every number reads back to the same double, here and in NumPy")
    func roundTrip() throws {
        let episodes = Self.metrics(500)
        let text = Self.header + episodes.map(Metrics.line).joined()
        let read = try Metrics(Data(text.utf8), columns: Self.columns, file: "m", allowsCutEnd: false)
        #expect(read.count == 500)
        for (index, column) in Self.columns.enumerated() {
            #expect(read[column] == episodes.map { $0.values[index] })
        }
        #expect(read.loss == read["loss"] && read.absoluteError == read["absolute_error"])
        #expect(read.bitErrorRate == read["bit_error_rate"] && read.gradientNorm == read["gradient_norm"])
        #expect(read["no such column"].isEmpty)
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "metrics.csv")
            try Data(text.utf8).write(to: file)
            let code = """
                import csv, sys
                rows = list(csv.DictReader(open(sys.argv[1], newline="")))
                print(list(rows[0]))
                print([float(row["loss"]).hex() for row in rows] == sys.argv[2].split(), len(rows))
                """
            let python = try runPython(
                code, [file.path, episodes.map { hex($0.values[0]) }.joined(separator: " ")])
            #expect(
                python
                    == "['episode', 'loss', 'absolute_error', 'bit_error_rate', 'gradient_norm']\nTrue 500\n")
        }
    }

    @Test("A long run stays in its file, column by column, and what the file lost since is NaN")
    func longRun() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "metrics.csv")
            let text = Self.header + Self.metrics(300).map(Metrics.line).joined()
            try Data((text + "301,2").utf8).write(to: file)
            func read(most: Int) throws -> Metrics {
                try Metrics(reading: file.path, columns: Self.columns, allowsCutEnd: true, most: most)
            }
            let (short, long) = (try read(most: 1200), try read(most: 1199))
            #expect(long.count == 300 && long == short)
            try Data((text + "301,2,3,4,5\r\n").utf8).write(to: file)
            #expect(long == short)
            var longer = long
            longer.append([1, 2, 3, 4])
            #expect(longer.count == 301 && longer["loss"] == short["loss"] + [1])
            let cut = Self.header + Self.metrics(300).prefix(7).map(Metrics.line).joined()
            try Data(cut.utf8).write(to: file)
            let loss = long["loss"]
            #expect(loss.count == 300 && Array(loss.prefix(7)) == Array(short["loss"].prefix(7)))
            #expect(!loss.dropFirst(7).contains { !$0.isNaN })
            try FileManager.default.removeItem(at: file)
            #expect(long["loss"].filter(\.isNaN).count == 300 && short["loss"].filter(\.isNaN).isEmpty)
        }
    }

    /// A double as Python's float.hex writes it.
    private func hex(_ value: Double) -> String {
        let digits = String(value.significandBitPattern, radix: 16)
        let mantissa = String(repeating: "0", count: 13 - digits.count) + digits
        return "\(value < 0 ? "-" : "")0x1.\(mantissa)p\(value.exponent < 0 ? "" : "+")\(value.exponent)"
    }

    @Test(
        "Damage is named with its line",
        arguments: [
            ("", "line 1: has no header"),
            ("episode,loss\r\n", "line 1: has no column “absolute_error”"),
            ("1,2,3,4\r\n", "line 2: does not have 5 values"),
            ("1,2,3,4,5,6\r\n", "line 2: does not have 5 values"),
            ("1,2,x,4,5\r\n", "line 2: the value of “absolute_error” is not a number"),
            ("1,2,3,4,5\r\n3,2,3,4,5\r\n", "line 3: should be episode 2"),
            ("1,2,3,4,5\r\n2,2,3,", "line 3: is cut off"),
            ("\r\n", "line 2: the value of “episode” is not a number"),
        ])
    func damage(body: String, problem: String) {
        let text = body.hasPrefix("episode") || body.isEmpty ? body : Self.header + body
        #expect(throws: RunRecordError.damaged(file: "m.csv", problem: problem)) {
            try Metrics(Data(text.utf8), columns: Self.columns, file: "m.csv", allowsCutEnd: false)
        }
    }

    /// Steele, Lea and Flood's generator: any 64 bits, the same in every run of the test.
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var bits = state
            bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
            bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
            return bits ^ bits >> 31
        }
    }

    /// Reads one number that stands between commas, and says whether all of it was read.
    private func scanned(_ text: String) -> Double? {
        Array((text + ",").utf8).withUnsafeBufferPointer { bytes in
            var scanner = NumberScanner(bytes, position: 0)
            let value = scanner.number()
            return scanner.take(UInt8(ascii: ",")) ? value : nil
        }
    }

    @Test("Every decimal number is read as the double nearest to it")
    func exactness() throws {
        var random = SplitMix(state: 7)
        for _ in 0..<20_000 {
            // Any double at all, as it is written; and any 1 to 20 digits with the point anywhere.
            let any = Double(bitPattern: random.next())
            let written = any.isNaN ? "nan" : "\(any)"
            let digits = String(random.next() >> UInt64.random(in: 0...60, using: &random))
            let point = Int.random(in: 0...digits.count, using: &random)
            let exponent = Int.random(in: -30...5, using: &random)
            let fraction = String(digits.prefix(point)) + "." + digits.dropFirst(point)
            for text in [written, digits, fraction, fraction + "e\(exponent)", "-0.000\(digits)E-7"] {
                let expected = try #require(Double(text))
                let value = scanned(text)
                #expect(value == expected || value?.isNaN == true && expected.isNaN, "\(text)")
            }
        }
    }

    @Test(
        "Numbers half-way between two doubles go to the even one, and odd spellings are read",
        arguments: [
            ("9007199254740993", 9_007_199_254_740_992), ("9007199254740995", 9_007_199_254_740_996),
            ("4503599627370497.5", 4_503_599_627_370_498), ("4503599627370496.5", 4_503_599_627_370_496),
            ("18446744073709551616", 18_446_744_073_709_551_616.0), ("0.1", 0.1), ("1.", 1), (".5", 0.5),
            ("-0", -0.0), ("00012.50", 12.5), ("5e-324", .leastNonzeroMagnitude), ("1e400", .infinity),
            ("1e-99999999999", 0),
            ("inf", .infinity), ("1e+2", 100), ("123456789012345678901234567890e-29", 1.2345678901234567),
        ] as [(String, Double)])
    func spellings(text: String, value: Double) throws {
        let read = try #require(scanned(text))
        #expect(read.bitPattern == value.bitPattern)
    }

    @Test("What is no number is not read", arguments: ["", "-", ".", "e5", "x", "1x", "1e", "--1", "1 2"])
    func noNumbers(text: String) { #expect(scanned(text) == nil) }

    @Test("The last line of a killed run is passed over; other columns and orders are read")
    func tolerance() throws {
        let cut = Self.header + "1,2,3,4,5\r\n2,3,4"
        #expect(try Metrics(Data(cut.utf8), columns: Self.columns, file: "m", allowsCutEnd: true).count == 1)
        let other = "extra,gradient_norm,episode,bit_error_rate,loss,absolute_error\n9,5,1,4,2,3\n"
        let metrics = try Metrics(Data(other.utf8), columns: Self.columns, file: "m", allowsCutEnd: false)
        #expect(metrics.loss == [2] && metrics.absoluteError == [3] && metrics.gradientNorm == [5])
    }
}
