import Analysis
import Document
import Foundation
import RunRecord

extension RunValues {
    /// `run.`: the state, times and commands of the run.
    static let ofRun: [RunValue] = [
        RunValue("run.name", "the name of the run and of its folder") { .text($0.run.name) },
        RunValue("run.seed", "the seed of its random numbers") { .integer(Int($0.configuration.seed)) },
        RunValue("run.status", "running, finished, interrupted or diverged") {
            .text($0.information.status.rawValue)
        },
        status(.finished, "whether all episodes were trained on"),
        status(.interrupted, "whether the user stopped training"),
        status(
            .diverged, "whether training diverged: a loss or gradient became infinite or undefined (NaN)"),
        status(.running, "whether training is still running, or was killed"),
        RunValue("run.diverged_at", "the episode in which training diverged") {
            $0.information.divergedAt.value(Value.integer)
        },
        RunValue("run.episodes", "episodes trained on") { .integer($0.episodesDone) },
        RunValue("run.progress", "completed fraction of the episodes") {
            .number(Double($0.episodesDone) / Double(max(1, $0.configuration.episodes)))
        },
        RunValue("run.remaining", "estimated time left of a run that is still running") {
            let information = $0.information
            guard information.status == .running, information.episodesDone > 0 else { return .missing }
            let left = max(0, $0.configuration.episodes - $0.episodesDone)
            return .duration(information.seconds / Double(information.episodesDone) * Double(left))
        },
        RunValue("run.started", "when training started") { .date($0.information.started) },
        RunValue("run.ended", "when training ended") { $0.information.ended.value(Value.date) },
        RunValue("run.seconds", "time spent training") { .duration($0.information.seconds) },
        RunValue("run.episodes_per_second", "episodes per second of training") {
            let seconds = $0.information.seconds
            return seconds > 0 ? .number(Double($0.information.episodesDone) / seconds) : .missing
        },
        RunValue("run.command", "the command that reproduces the run") {
            .text(ShellCommand.line(of: $0.information.command))
        },
        RunValue("run.report_command", "the command that reproduces this report") {
            .text(ShellCommand.line(of: ["bohp-report", $0.run.name]))
        },
    ]

    private static func status(_ status: RunInformation.Status, _ summary: String) -> RunValue {
        RunValue("run.\(status.rawValue)", summary) { .flag($0.information.status == status) }
    }
}

/// A command line that can be pasted into a shell.
enum ShellCommand {
    /// The words joined by spaces, with quotes where a shell needs them; the program without its folder.
    static func line(of words: [String]) -> String {
        guard let program = words.first else { return "" }
        return ([(program as NSString).lastPathComponent] + words.dropFirst()).map(quoted)
            .joined(separator: " ")
    }

    private static func quoted(_ word: String) -> String {
        let isPlain = word.wholeMatch(of: /[A-Za-z0-9\-_.\/=:,+@%]+/) != nil
        return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
