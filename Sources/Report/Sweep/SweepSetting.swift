import BOHP
import Foundation
import Plot
import Text

/// A setting that varies in a sweep, beside the seed.
struct SweepSetting: Sendable {
    /// The name in `sweep.csv`.
    let name: String
    /// The setting in words.
    let words: String
    /// The value of each configuration.
    let values: [SettingValue]
    /// The different values: numbers ascend, others are in the order of the sweep.
    let distinct: [SettingValue]
    /// Whether all values are numbers.
    let isNumeric: Bool
    /// Whether the numbers are positive and extend over a decade, so that their ratios matter.
    let isLogarithmic: Bool
    /// The level of each configuration. A level is a value, or, of more than ``mostLevels`` numbers, a class of neighbours,
    /// each with about equally many configurations.
    let levels: [Int]
    /// The text of each level; of a class, its greatest value.
    let labels: [String]

    /// The most levels of a number.
    static let mostLevels = 12

    init(name: String, words: String, values: [SettingValue]) {
        self.name = name
        self.words = words
        self.values = values
        let numbers = values.compactMap(Self.number)
        isNumeric = numbers.count == values.count
        var known: Set<SettingValue> = []
        var distinct = values.filter { known.insert($0).inserted }
        if isNumeric {
            distinct.sort { (Self.number($0) ?? 0) < (Self.number($1) ?? 0) }
        }
        self.distinct = distinct
        let least = numbers.min() ?? 0
        isLogarithmic = isNumeric && least > 0 && (numbers.max() ?? 0) >= 10 * least
        let places = Dictionary(distinct.enumerated().map { ($1, $0) }) { first, _ in first }
        let ranks = values.map { places[$0] ?? 0 }
        guard isNumeric, distinct.count > Self.mostLevels else {
            levels = ranks
            labels = distinct.map(\.description)
            return
        }
        // As many classes as the cube root of the sample, so that classes are neither few nor nearly empty.
        let classes = min(max(3, Int(cbrt(Double(values.count)).rounded())), Self.mostLevels)
        var before = 0
        let counts = ranks.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        let ofValue = distinct.indices.map { rank in
            defer { before += counts[rank] ?? 0 }
            return before * classes / values.count
        }
        // A value that many configurations share may leave a class empty.
        let used = Array(Set(ofValue)).sorted()
        levels = ranks.map { used.firstIndex(of: ofValue[$0]) ?? 0 }
        labels = used.map { level in
            let greatest = distinct.indices.last { ofValue[$0] == level } ?? 0
            return "≤ " + String(format: "%.3g", Self.number(distinct[greatest]) ?? 0)
        }
    }

    private static func number(_ value: SettingValue) -> Double? {
        switch value {
        case .integer(let number): Double(number)
        case .number(let number): number.isFinite ? number : nil
        case .flag, .text: nil
        }
    }

    /// Where a configuration lies on the axis.
    func position(of configuration: Int) -> Double {
        isNumeric ? Self.number(values[configuration]) ?? 0 : Double(levels[configuration])
    }

    /// The middle of the positions of a level's configurations.
    func position(ofLevel level: Int) -> Double {
        let places = levels.indices.filter { levels[$0] == level }.map(position(of:)).sorted()
        return places.isEmpty ? .nan : places[places.count / 2]
    }

    /// The number of a value of ``distinct``; of other values than numbers the index.
    func number(ofDistinct index: Int) -> Double {
        isNumeric ? Self.number(distinct[index]) ?? 0 : Double(index)
    }

    /// Whether every level is a single value.
    var isValues: Bool { labels.count == distinct.count }

    /// The axis of the setting, logarithmic if its numbers extend over a decade. Listed values have ticks.
    var axis: Axis {
        let title = RichText(plain: name)
        guard isNumeric else {
            return .bands(
                Bands(count: labels.count, labels: labels.map { RichText(plain: $0) }), title: title)
        }
        let ticks: Axis.Ticks =
            isValues
            ? .at(labels.indices.map { .init(number(ofDistinct: $0), RichText(plain: labels[$0])) })
            : .automatic
        return isLogarithmic ? .log(title: title, ticks: ticks) : .linear(title: title, ticks: ticks)
    }
}
