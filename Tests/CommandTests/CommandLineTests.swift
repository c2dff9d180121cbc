import Foundation
import Testing

@testable import CommandLineTool

@Suite("The command line")
struct CommandLineTests {
    private struct Settings: Equatable {
        var log: [String] = []
    }

    private static let parser = CommandLineParser<Settings>(
        command: "tool", version: "7", summary: "Tests.", operands: "[FILE ...]",
        groups: [
            (
                "All",
                [
                    .flag("quiet", letter: "q", "Print nothing") { $0.log.append("quiet") },
                    .flag("quick", "Hurry") { $0.log.append("quick") },
                    .init("output", letter: "o", .text("DIR"), "Folder", default: "here") {
                        $0.log.append("output \($1)")
                    },
                    .init("output-name", .text("NAME"), "Name") {
                        $0.log.append("output-name \($1)")
                    },
                    .init("count", .integer(1...9), "Count", default: "3") {
                        $0.log.append("count \($1)")
                    },
                    .init("seed", .integer(0...Int(UInt32.max)), "Seed", default: "0") {
                        $0.log.append("seed \($1)")
                    },
                    .init("rate", .number(-1e6...1e6), "Rate", default: "0.5") {
                        $0.log.append("rate \($1)")
                    },
                    .init("colour", .choice(["red", "green", "blue"]), "Colour", default: "red") {
                        $0.log.append("colour \($1 == "blue")")
                    },
                ]
            )
        ])

    @Test(
        "Options and operands are told apart by GNU's conventions",
        arguments: [
            ("", "", ""), ("--output x", "output x", ""), ("--output=x", "output x", ""),
            ("--output=a=b", "output a=b", ""), ("--output=", "output ", ""),
            ("--output -q", "output -q", ""),
            ("--output --", "output --", ""), ("-o x", "output x", ""), ("-ox", "output x", ""),
            ("-qox", "quiet|output x", ""), ("-qo x", "quiet|output x", ""), ("-qq", "quiet|quiet", ""),
            ("--output-n x", "output-name x", ""), ("--col blue", "colour true", ""),
            ("a -q b", "quiet", "a|b"), ("a -- -q --x", "", "a|-q|--x"), ("- -q", "quiet", "-"),
            ("--rate -1e2 --count 4", "rate -100.0|count 4", ""),
            ("--count 4 --count 5", "count 4|count 5", ""),
        ])
    func conventions(line: String, options: String, operands: String) throws {
        let words = line.split(separator: " ").map(String.init)
        var settings = Settings()
        guard case .work(let found) = try Self.parser.parse(words, into: &settings) else {
            Issue.record("nothing to do")
            return
        }
        #expect(settings.log.joined(separator: "|") == options)
        #expect(found.joined(separator: "|") == operands)
    }

    @Test(
        "A mistake is named with the word that has it",
        arguments: [
            ("--outpt x", "there is no option --outpt; did you mean --output?"),
            ("--outpt=x", "there is no option --outpt; did you mean --output?"),
            ("--=x", "there is no option --"), ("-z", "there is no option -z"),
            ("-qz", "there is no option -z"),
            ("--qui", "--qui is ambiguous: --quiet or --quick?"), ("--output", "--output needs a value"),
            ("--outp", "--outp is ambiguous: --output or --output-name?"),
            ("-o", "-o needs a value"), ("-qo", "-o needs a value"), ("--quie=1", "--quiet takes no value"),
            ("--count 10", "--count takes a whole number from 1 to 9, not “10”"),
            ("--count 1.5", "--count takes a whole number from 1 to 9, not “1.5”"),
            ("--rate nan", "--rate takes a number from -1000000 to 1000000, not “nan”"),
            ("--rate x", "--rate takes a number from -1000000 to 1000000, not “x”"),
            ("--colour pink", "--colour takes red, green or blue, not “pink”"),
        ])
    func mistakes(line: String, message: String) throws {
        let words = line.split(separator: " ").map(String.init)
        let error = #expect(throws: CommandError.self) {
            var settings = Settings()
            _ = try Self.parser.parse(words, into: &settings)
        }
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
        #expect(error?.message.hasSuffix("(see tool --help)") == true)
        #expect(error?.code == .usage)
    }

    @Test("Help has each option's value, limits and default, and needs no sound values beside it")
    func help() throws {
        var settings = Settings()
        guard case .print(let text) = try Self.parser.parse(["--count", "0", "-h"], into: &settings) else {
            Issue.record("no help")
            return
        }
        let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(lines.contains("Usage: tool [options] [FILE ...]"))
        for line in [
            "-q, --quiet                 Print nothing.",
            "-o, --output DIR            Folder (default here).",
            "--count N               Count (1 to 9; default 3).",
            "--seed N                Seed (at least 0; default 0).",
            "--rate X                Rate (default 0.5).",
            "--colour NAME           Colour (red, green or blue; default red).",
        ] {
            #expect(lines.contains(line), "\(line)\n\(text)")
        }
        guard case .print(let version) = try Self.parser.parse(["--version", "--help"], into: &settings)
        else {
            Issue.record("no version")
            return
        }
        #expect(version == "tool 7")
    }
}

@Suite("The progress bar")
struct ProgressBarTests {
    @Test(
        "The line is narrower than the terminal, whatever its text",
        arguments: [(80, 79), (40, 39), (10, 9), (1, 0), (0, 0)])
    func width(width: Int, count: Int) {
        let line = ProgressBar.line(done: 0.5, text: "episode 5000 of 10,000", remaining: 61, width: width)
        #expect(line.count <= count)
    }

    @Test("The line has share, text and remaining time, and a share beyond its range is clamped")
    func content() {
        let line = ProgressBar.line(done: 0.25, text: "measuring", remaining: 61, width: 80)
        #expect(
            line.hasSuffix(" 25 %  measuring  1 min 1\u{A0}s left".replacing("1 min", with: "1\u{A0}min")))
        #expect(line.hasPrefix("██████░░░"))
        #expect(ProgressBar.line(done: 7, text: "", remaining: nil, width: 80).contains("100 %"))
        #expect(ProgressBar.line(done: -7, text: "", remaining: nil, width: 80).contains("  0 %"))
    }
}
