import Foundation
import Testing

@testable import Analysis

@Suite struct SavitzkyGolayTests {
    private static let signal = (0..<120).map { index in
        let x = Double(index)
        return sin(x * 0.37) + x * x * 1e-3 - 0.02 * x
    }

    /// What `scipy.signal.savgol_filter(signal, window, 3)` gives at some places.
    @Test(arguments: [
        (
            51,
            [
                0: 0.8219352879238884, 1: 0.6639248366720478, 10: -0.14350998810646676,
                25: 0.1398566693997791, 60: 2.3822857106696205, 100: 8.1047775415629,
                118: 10.894603839702956, 119: 10.974869563034938,
            ]
        ),
        (
            7,
            [
                0: -0.0033136243225328488, 1: 0.3502215237483714, 10: -0.6258016514545364,
                60: 2.194242362978909, 118: 11.239869938279792, 119: 11.83190777596684,
            ]
        ),
        (
            119,
            [
                0: 0.41723037604162866, 10: 0.05712037463698427, 60: 2.3964744997037686,
                118: 11.18325268139931, 119: 11.369235560377742,
            ]
        ),
    ])
    func agreesWithSciPy(window: Int, expected: [Int: Double]) {
        let smoothed = SavitzkyGolay(window: window).smooth(Self.signal)
        #expect(smoothed.count == Self.signal.count)
        for (place, value) in expected { #expect(abs(smoothed[place] - value) < 1e-11, "at \(place)") }
    }

    /// A cubic is its own fit, up to both ends.
    @Test(arguments: [5, 51, 301]) func aCubicStaysAsItIs(window: Int) {
        let cubic = (0..<900).map { index in
            let x = Double(index) / 300 - 1
            return 2 - x + 3 * x * x - 5 * x * x * x
        }
        let smoothed = SavitzkyGolay(window: window).smooth(cubic)
        let worst = zip(smoothed, cubic).map { abs($0 - $1) }.max() ?? .infinity
        #expect(worst < 1e-11)
    }

    /// The last of many values that only scatter must not draw the line to itself.
    @Test func oneValueAtAnEndMovesTheEndLittle() {
        var signal = [Double](repeating: 1, count: 4000)
        signal[0] = 11
        signal[3999] = 11
        let smoothed = SavitzkyGolay(window: 501).smooth(signal)
        for place in [0, 3999] { #expect(abs(smoothed[place] - 1) < 0.4, "at \(place)") }
    }

    /// Sums that are carried on must not drift away from sums made afresh.
    @Test func aLongSignalIsSmoothedAsExactlyAsItsParts() {
        let signal = (0..<50_000).map { 1e6 + sin(Double($0) * 0.013) + Double($0 % 7) }
        let filter = SavitzkyGolay(window: 2001)
        let smoothed = filter.smooth(signal)
        for centre in [1000, 1001, 2000, 2001, 4003, 30_000, 48_999] {
            let part = Array(signal[(centre - 1000)...(centre + 1000)])
            #expect(abs(filter.smooth(part)[1000] / smoothed[centre] - 1) < 1e-13, "at \(centre)")
        }
    }

    @Test func aConstantStaysAndALineStays() {
        for window in [1, 3, 5, 9] {
            for (place, value) in SavitzkyGolay(window: window).smooth([4, 4, 4, 4, 4, 4, 4, 4, 4])
                .enumerated()
            {
                #expect(abs(value - 4) < 1e-14, "at \(place)")
            }
            let line = (0..<9).map { 3 - 2 * Double($0) }
            for (value, exact) in zip(SavitzkyGolay(window: window).smooth(line), line) {
                #expect(abs(value - exact) < 1e-13)
            }
        }
    }

    @Test func windowsAreOddAndTinySignalsAreKept() {
        #expect(SavitzkyGolay(window: 50).window == 51)
        #expect(SavitzkyGolay(window: 0).window == 1)
        #expect(SavitzkyGolay(window: 1).smooth([]) == [])
        #expect(SavitzkyGolay(window: 3).smooth([1, 9, 2]) == [1, 9, 2])
        #expect(SavitzkyGolay(window: 5).smooth([1, 9, 2, 5, 5]).count { $0.isFinite } == 5)
    }
}
