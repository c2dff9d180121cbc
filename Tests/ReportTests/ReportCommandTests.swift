import Foundation
import TestSupport
import Testing

@testable import Document
@testable import Report

@Suite("bohp-report") struct ReportCommandTests {
    private static let small = [
        "--pattern-size", "8", "--patterns", "2", "--evaluation-episodes", "5", "--quiet",
    ]

    /// Trains a small run of the given name in `folder`/runs.
    static func train(_ name: String, in folder: URL, _ more: [String] = []) throws {
        let result = try runProgram(
            Package.command("bohp-train"), small + ["--episodes", "40", "--name", name] + more, in: folder)
        #expect(result.status == 0, "\(result.error)")
    }

    private func report(_ arguments: [String], in folder: URL) throws -> RunningCommand.Result {
        try runProgram(Package.command("bohp-report"), arguments, in: folder)
    }

    @Test("Reports the newest run with the shipped template, and prints the page's path alone")
    func newestRun() throws {
        try withTemporaryFolder { folder in
            try Self.train("zebra", in: folder)
            // Start times in run.json are whole seconds; of two runs within one, the later name counts as newer.
            try Self.train("zorilla", in: folder)
            let result = try report([], in: folder)
            #expect(result.status == 0, "\(result.error)")
            #expect(result.output == "reports/zorilla/report.html\n")
            let files = folder.appending(path: "reports").files
            #expect(files.contains("zorilla/report.html"))
            #expect(files.allSatisfy { $0.hasPrefix("zorilla/") && !$0.contains(".tmp") })
            let beside = files.filter {
                $0.hasPrefix("zorilla/figures/") || $0.hasPrefix("zorilla/tables/")
            }
            #expect(beside.count == files.count - 2)
            for file in [
                "figures/figures.tex", "figures/references.bib", "tables/tables.tex", "tables/evaluation.csv",
            ] {
                #expect(files.contains("zorilla/" + file))
            }
            let page = try String(
                contentsOf: folder.appending(path: "reports/zorilla/report.html"), encoding: .utf8)
            #expect(XMLCheck.problem(in: page) == nil)
            #expect(page.contains("zorilla"))

            // By name and by path, elsewhere, quietly; a page that is there already is replaced.
            let other = try report(["--quiet", "--output=elsewhere", "runs/zebra"], in: folder)
            #expect(other.output == "elsewhere/zebra/report.html\n")
            #expect(other.error.isEmpty)
            let old = try folder.write("old", to: "elsewhere/zebra/report.html")
            #expect(try report(["-q", "-o", "elsewhere", "zebra"], in: folder).status == 0)
            #expect(try String(contentsOfFile: old, encoding: .utf8).hasPrefix("<!DOCTYPE html>"))
        }
    }

    @Test("Every way to fail has its exit code and one line, and leaves nothing behind")
    func failures() throws {
        try withTemporaryFolder { folder in
            try Self.train("run", in: folder)
            try folder.write("a\n\n```{figure} los-crve\n```\n", to: "figure.md")
            try folder.write("{{ run.sed }}", to: "value.md")
            try Data([0x61, 0xFF]).write(to: folder.appending(path: "latin.md"))
            try folder.write("a file", to: "file")
            try folder.write("{ \"format_version\": 1", to: "runs/damaged/run.json")
            let before = folder.files
            let cases: [(arguments: [String], status: Int32, message: String)] = [
                (["--runs", "nowhere"], 66, "there is no run in nowhere; train one with bohp-train"),
                (["rum"], 66, "there is no run “rum” in runs; did you mean run?"),
                (["damaged"], 65, "runs/damaged/run.json: it is not valid JSON"),
                (["run", "--template", "nowhere.md"], 66, "there is no template nowhere.md in "),
                (
                    ["run", "--template", "./nowhere.md"], 66,
                    "cannot read ./nowhere.md: there is no such file"
                ),
                (["run", "--template", "runs"], 66, "cannot read runs: it is a folder"),
                (["run", "--template", "latin.md"], 65, "latin.md:1: this line is not UTF-8"),
                (["run", "--template", "figure.md"], 65, "figure.md:3: there is no figure los-crve"),
                (
                    ["run", "--template", "value.md"], 65,
                    "value.md:1: there is no value run.sed; did you mean run.seed?"
                ),
                (["run", "runs/run"], 64, "the run runs/run is named twice"),
                (
                    ["run", "--template", "comparison"], 65,
                    "there is no value comparison.running: it is for the report of several runs or of a sweep"
                ),
                (["run", "--template", "repor"], 66, "/templates; did you mean report?"),
                (["run", "--every", "0"], 64, "--every takes a whole number from 1 to 86400, not “0”"),
                (["run", "--output", "file"], 73, "cannot write file/run: "),
                (["run", "--output", "file/deeper"], 73, "cannot write file/deeper"),
                (["run", "--dpi", "0"], 64, "--dpi takes a number from 50 to 2400, not “0”"),
                (["run", "--format", "png,pfd"], 64, "there is no format “pfd”; did you mean pdf or png?"),
                (["run", "--format", "png,"], 64, "there is no format “”; known are "),
                (["run", "--templat"], 64, "needs a value"),
                (["run", "--colour"], 64, "there is no option --colour"),
            ]
            for (arguments, status, message) in cases {
                let result = try report(arguments, in: folder)
                #expect(result.status == status, "\(arguments)")
                #expect(result.output.isEmpty)
                #expect(result.error.contains(message), "\(result.error)")
                #expect(result.error.hasPrefix("bohp-report: "))
                #expect(result.error.count { $0 == "\n" } == 1)
                #expect(folder.files == before, "\(arguments)")
                #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "reports").path))
            }
        }
    }

    @Test("Several runs make one report, in a folder of all their names")
    func severalRuns() throws {
        try withTemporaryFolder { folder in
            try Self.train("first", in: folder)
            try Self.train("second", in: folder, ["--no-plasticity"])
            let result = try report(["second", "first", "--dpi", "72"], in: folder)
            #expect(result.status == 0, "\(result.error)")
            #expect(result.output == "reports/second-vs-first/report.html\n")
            let files = folder.appending(path: "reports").files
            #expect(files.contains("second-vs-first/tables/tables.tex"))
            #expect(
                files.filter { !$0.contains("/tables/") }
                    == ["second-vs-first/.runs"]
                    + [
                        "comparison-curves.csv", "comparison-curves.pdf", "comparison-curves.png",
                        "comparison-errors.csv", "comparison-errors.pdf", "comparison-errors.png",
                        "figures.tex",
                    ].map { "second-vs-first/figures/" + $0 } + ["second-vs-first/report.html"])
            let page = try String(
                contentsOf: folder.appending(path: "reports/second-vs-first/report.html"), encoding: .utf8)
            #expect(page.contains("<code>plastic</code>"))
            #expect(page.contains("bohp-report second first</code>"))
            // The template of one run has no place here, and says so.
            let wrong = try report(["first", "second", "-t", "report"], in: folder)
            #expect(wrong.status == 65)
            #expect(wrong.error.contains("it is for the report of a single run"))
        }
    }

    @Test("Figures for print are written in the formats that are asked for, and the page is the same")
    func formats() throws {
        try withTemporaryFolder { folder in
            try Self.train("run", in: folder)
            try folder.write("```{figure} loss-curve\n```\n", to: "own.md")
            func files(_ formats: String) throws -> [String] {
                let output = formats.replacing(",", with: "-")
                let result = try report(
                    ["run", "-t", "own.md", "--format", formats, "--dpi", "72", "-o", output], in: folder)
                #expect(result.status == 0, "\(result.error)")
                return folder.appending(path: "\(output)/run/figures").files
            }
            #expect(try files("svg") == ["loss-curve.csv", "loss-curve.svg"])
            let both = ["figures.tex", "loss-curve.csv", "loss-curve.pdf", "loss-curve.png"]
            #expect(try files("pdf,png,pdf") == both)
            let pages = try ["svg", "pdf-png-pdf"].map {
                try Data(contentsOf: folder.appending(path: "\($0)/run/report.html"))
            }
            #expect(pages[0] == pages[1])
            let picture = try String(
                contentsOf: folder.appending(path: "svg/run/figures/loss-curve.svg"), encoding: .utf8)
            #expect(picture.contains("<title>loss-curve of the run run</title>\n<desc>Absolute error over "))
        }
    }

    @Test("Figures of any program are checked, and the exit code tells whether they meet the rules")
    func checkedFigures() throws {
        try withTemporaryFolder { folder in
            try Self.train("run", in: folder)
            try folder.write("```{figure} loss-curve\n```\n", to: "own.md")
            let written = try report(
                ["run", "-t", "own.md", "--for", "nature", "--format", "pdf,eps,svg"], in: folder)
            #expect(written.status == 0)
            #expect(
                written.error.contains(#/type size +5 to 7 pt, letters 8 pt bold .* met\n/#),
                "\(written.error)")
            #expect(!written.error.contains("pdf: ") && written.error.contains("loss-curve.svg: svg "))
            let figures = ["pdf", "eps"].map { "reports/run/figures/loss-curve.\($0)" }
            let sound = try report(["--check-figures", "--for", "nature"] + figures, in: folder)
            #expect(sound.status == 0 && sound.error.isEmpty)
            #expect(sound.output.contains(#/width +at most 183 mm +.* met\n/#), "\(sound.output)")
            let broken = try report(["--check-figures", "--for", "plos", figures[0]], in: folder)
            #expect(broken.status == 65 && broken.error.isEmpty)
            #expect(broken.output.contains(#/format +tif or eps +pdf +broken\n/#), "\(broken.output)")
            try folder.write("no figure", to: "notes.txt")
            let cases: [(paths: [String], status: Int32, message: String)] = [
                ([], 64, "--check-figures needs the names of figures' files"),
                ([figures[0], "nowhere.pdf"], 66, "cannot read nowhere.pdf: there is no such file"),
                (["notes.txt"], 65, "cannot inspect notes.txt: it is no PDF, PNG, TIFF, SVG or EPS"),
            ]
            for (paths, status, message) in cases {
                let result = try report(["--check-figures"] + paths, in: folder)
                #expect(result.status == status && result.output.isEmpty)
                #expect(result.error.hasPrefix("bohp-report: \(message)"), "\(result.error)")
                #expect(result.error.count { $0 == "\n" } == 1)
            }
        }
    }

    @Test("A page that is there stays as it is if a new one cannot be written whole")
    func nothingIsLost() throws {
        try withTemporaryFolder { folder in
            try Self.train("run", in: folder)
            try folder.write("the page before", to: "reports/run/report.html.d/x")
            try FileManager.default.createDirectory(
                at: folder.appending(path: "reports/run/report.html"), withIntermediateDirectories: true)
            try folder.write("kept", to: "reports/run/report.html/inside")
            let before = folder.files
            let result = try report(["run"], in: folder)
            #expect(result.status == 73)
            #expect(folder.files == before)
        }
    }

    @Test("An interrupted and a still running run have reports that say so")
    func otherStates() throws {
        try withTemporaryFolder { folder in
            try Self.train("run", in: folder)
            let path = folder.appending(path: "runs/run/run.json")
            let text = try String(contentsOf: path, encoding: .utf8)
            for (status, words) in [
                ("interrupted", "Training was interrupted"), ("diverged", "Training diverged:"),
                ("running", "Training is still running, or it was killed."),
            ] {
                try text.replacing("\"finished\"", with: "\"\(status)\"")
                    .write(to: path, atomically: true, encoding: .utf8)
                for isBare in [false, true] {
                    if isBare {
                        for file in ["weights.safetensors", "evaluation.json"] {
                            try? FileManager.default.removeItem(
                                at: folder.appending(path: "runs/run/" + file))
                        }
                    }
                    let result = try report(["run"], in: folder)
                    #expect(result.status == 0, "\(result.error)")
                    let page = try String(
                        contentsOf: folder.appending(path: "reports/run/report.html"), encoding: .utf8)
                    #expect(page.contains("<strong>\(words)</strong>"))
                    #expect(XMLCheck.problem(in: page) == nil)
                }
            }
            // Before the first episode.
            let metrics = folder.appending(path: "runs/run/metrics.csv")
            let header = try String(contentsOf: metrics, encoding: .utf8).prefix { !$0.isNewline } + "\r\n"
            try String(header).write(to: metrics, atomically: true, encoding: .utf8)
            let result = try report(["run"], in: folder)
            #expect(result.status == 0, "\(result.error)")
        }
    }

    @Test("The list names everything that a template can use")
    func list() throws {
        try withTemporaryFolder { folder in
            let result = try report(["--list"], in: folder)
            #expect(result.status == 0)
            let (run, comparison) = (Catalogue.standard.run, Catalogue.standard.comparison)
            let names = run.values.map(\.name) + run.tables.map(\.name) + run.figures.map(\.name)
            let comparing =
                comparison.values.map(\.name) + comparison.tables.map(\.name)
                + comparison.figures.map(\.name)
            let options =
                run.figures.flatMap(\.options) + run.tables.flatMap(\.options)
                + comparison.figures.flatMap(\.options)
            for name in names + comparing { #expect(result.output.contains("  \(name) "), "\(name)") }
            for option in options { #expect(result.output.contains(":\(option.name): \(option.summary); ")) }
            for filter in Filter.all { #expect(result.output.contains("  \(filter.usage) ")) }
            #expect(Set(names).count == names.count && Set(comparing).count == comparing.count)
        }
    }

    @Test("The other task's report is whole, too")
    func regurgitation() throws {
        try withTemporaryFolder { folder in
            let trained = try runProgram(
                Package.command("bohp-train"),
                ["--task", "regurgitation", "--episodes", "20", "--evaluation-episodes", "5", "--quiet"],
                in: folder)
            #expect(trained.status == 0, "\(trained.error)")
            let result = try report([], in: folder)
            #expect(result.status == 0, "\(result.error)")
        }
    }
}
