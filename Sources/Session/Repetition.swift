import BOHP
import Foundation
import Pictures
import RunRecord

/// Training of a run once more, in memory, to see whether its numbers come out again.
public enum Repetition {
    /// The first number that came out otherwise.
    public struct Difference: Equatable, Sendable, CustomStringConvertible {
        /// Which number: `loss of episode 12`, `w[3, 4] after training`.
        public var place: String
        /// The number of the run.
        public var before: Double
        /// The number of the repetition.
        public var now: Double

        public var description: String { "\(place) was \(before) and is \(now)" }
    }

    /// Trains a run again for as many episodes as its `metrics.csv` has, and compares every logged number and, if the run
    /// has ended, every weight.
    ///
    /// - Parameters:
    ///   - threads: the number of threads; all processors if `nil`.
    ///   - isStopped: whether to stop. Threads call it.
    ///   - progress: told the share of the work that is done, 0...1.
    /// - Returns: `nil` if all numbers are equal to the bit.
    /// - Throws: `CancellationError`, `ConfigurationError`, `RunRecordError` if the task's data cannot be read, `CheckpointError`, and `DivergenceError` if training stops
    ///   before the run did.
    public static func difference(
        of run: Run, threads: Int? = nil, isStopped: @escaping @Sendable () -> Bool,
        progress: (Double) -> Void = { _ in }
    ) throws -> Difference? {
        let total = run.metrics.count
        let columns = run.metrics.columns.map { ($0, run.metrics[$0]) }
        var configuration = try run.configuration.loadingData()
        var trainer: Trainer?
        // A run that was asked for more episodes later has had a smaller batch where it ended first.
        let ends = run.information.resumptions.map(\.episodesDone).filter { (1..<total).contains($0) }
        for end in ends + [total] where end > trainer?.episodesDone ?? 0 {
            // The last batch of a run that was stopped is whole.
            configuration.episodes = end == total ? run.configuration.episodes : end
            let stage =
                try trainer.map { try Trainer(configuration, resuming: $0.checkpoint, threads: threads) }
                ?? Trainer(configuration, threads: threads)
            trainer = stage
            while stage.episodesDone < end {
                if isStopped() { throw CancellationError() }
                for episode in try stage.trainBatch(unless: isStopped) where episode.episode <= total {
                    for ((name, values), now) in zip(columns, episode.values) {
                        let before = values[episode.episode - 1]
                        if before.bitPattern != now.bitPattern {
                            return Difference(
                                place: "\(name) of episode \(episode.episode)", before: before, now: now)
                        }
                    }
                }
                progress(Double(stage.episodesDone) / Double(max(total, 1)))
            }
        }
        guard let before = run.network else { return nil }
        let now = try trainer ?? Trainer(configuration, threads: threads)
        return difference(before.parameters.arrays, now.network.parameters.arrays)
    }

    private static func difference(_ before: [NamedArray], _ now: [NamedArray]) -> Difference? {
        for (old, new) in zip(before, now) {
            for (index, (a, b)) in zip(old.values, new.values).enumerated() where a.bitPattern != b.bitPattern
            {
                let width = old.shape.last ?? 1
                let place = old.shape.count == 2 ? "[\(index / width), \(index % width)]" : ""
                return Difference(place: "\(old.name)\(place) after training", before: a, now: b)
            }
        }
        return nil
    }
}
