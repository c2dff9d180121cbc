import Foundation
import Testing

@testable import Report

@Suite struct SavitzkyGolayTests {
    private static let signal = (0..<120).map { index in
        let x = Double(index)
        return sin(x * 0.37) + x * x * 1e-3 - 0.02 * x
    }

    /// What `scipy.signal.savgol_filter(padded, window, 3)` gives for the signal, mirrored about its ends as
    /// here, at some places.
    @Test(arguments: [
        (
            51,
            [
                0: 0.0, 1: 0.020480056280756484, 10: -0.12104078482192937, 25: 0.1398566693997791,
                60: 2.3822857106696205, 100: 7.940009436064264, 118: 11.587640531922998,
                119: 11.828684760002169,
            ]
        ),
        (
            7,
            [
                0: 0, 1: 0.3403380661357084, 10: -0.6258016514545364, 60: 2.194242362978909,
                119: 11.828684760003553,
            ]
        ),
    ])
    func agreesWithSciPy(window: Int, expected: [Int: Double]) {
        let smoothed = SavitzkyGolay(window: window).smooth(Self.signal)
        #expect(smoothed.count == Self.signal.count)
        for (place, value) in expected { #expect(abs(smoothed[place] - value) < 1e-11, "at \(place)") }
    }

    /// A cubic is its own fit, wherever the window does not reach beyond the ends.
    @Test(arguments: [5, 51, 301]) func aCubicStaysAsItIs(window: Int) {
        let cubic = (0..<900).map { index in
            let x = Double(index) / 300 - 1
            return 2 - x + 3 * x * x - 5 * x * x * x
        }
        let smoothed = SavitzkyGolay(window: window).smooth(cubic)
        let half = window / 2
        let worst = (half..<(900 - half)).map { abs(smoothed[$0] - cubic[$0]) }.max() ?? .infinity
        #expect(worst < 1e-12)
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
