import Analysis
import Foundation
import RunRecord

extension RunValue {
    /// `run.`: what happened, and when.
    static let ofRun: [RunValue] = [
        RunValue("run.name", "the run's name, which is its folder's") { .text($0.run.name) },
        RunValue("run.seed", "the seed of its random numbers") { .integer(Int($0.configuration.seed)) },
        RunValue("run.status", "running, finished, interrupted or diverged") {
            .text($0.information.status.rawValue)
        },
        RunValue("run.finished", "whether all episodes were trained on") {
            .flag($0.information.status == .finished)
        },
        RunValue("run.interrupted", "whether its user stopped it") {
            .flag($0.information.status == .interrupted)
        },
        RunValue("run.diverged", "whether it stopped because its numbers left the finite") {
            .flag($0.information.status == .diverged)
        },
        RunValue("run.running", "whether it still runs, or was killed") {
            .flag($0.information.status == .running)
        },
        RunValue("run.diverged_at", "the first episode that could not be trained on") {
            $0.information.divergedAt.value(Value.integer)
        },
        RunValue("run.episodes", "episodes trained on") { .integer($0.episodesDone) },
        RunValue("run.progress", "share of the episodes to train on that is done") {
            .number(Double($0.episodesDone) / Double(max(1, $0.configuration.episodes)))
        },
        RunValue("run.remaining", "time left at the pace so far, of a run that goes on") {
            let information = $0.information
            guard information.status == .running, information.episodesDone > 0 else { return .missing }
            let left = max(0, $0.configuration.episodes - $0.episodesDone)
            return .duration(information.seconds / Double(information.episodesDone) * Double(left))
        },
        RunValue("run.started", "when training started") { .date($0.information.started) },
        RunValue("run.ended", "when training ended") { $0.information.ended.value(Value.date) },
        RunValue("run.seconds", "time spent training") { .duration($0.information.seconds) },
        RunValue("run.episodes_per_second", "episodes trained on in a second") {
            let seconds = $0.information.seconds
            return seconds > 0 ? .number(Double($0.information.episodesDone) / seconds) : .missing
        },
        RunValue("run.command", "the command that trains the same run again") {
            .text(ShellCommand.line(of: $0.information.command))
        },
        RunValue("run.report_command", "the command that makes this report") {
            .text(ShellCommand.line(of: ["bohp-report", $0.run.name]))
        },
    ]
}

/// A command line as it can be typed.
enum ShellCommand {
    /// The words joined, those that a shell would take apart in quotes; the program by its name alone.
    static func line(of words: [String]) -> String {
        guard let program = words.first else { return "" }
        let name = program.split(separator: "/").last.map(String.init) ?? program
        return ([name] + words.dropFirst()).map(quoted).joined(separator: " ")
    }

    private static func quoted(_ word: String) -> String {
        let plain = word.unicodeScalars.allSatisfy {
            ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
                || "-_./=:,+@%".unicodeScalars.contains($0)
        }
        return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
