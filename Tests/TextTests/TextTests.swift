import Foundation
import Testing

@testable import Text

@Suite("Nearest names")
struct NearestNamesTests {
    @Test(
        "The edit distance counts substitutions, insertions, deletions and swaps",
        arguments: [
            ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "abd", 1),
            ("abc", "acb", 1), ("abc", "ab", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
        ])
    func distance(first: String, second: String, expected: Int) {
        #expect(NearestNames.editDistance(first, second) == expected)
        #expect(NearestNames.editDistance(second, first) == expected)
    }

    @Test("The nearest name comes first, names that only share an end come last, and far names not at all")
    func order() {
        let names = ["run.seed", "seed", "need", "episodes"]
        #expect(NearestNames.to("sede", among: names) == ["seed", "need"])
        #expect(NearestNames.to("SEED", among: names) == ["seed", "need", "run.seed"])
        #expect(NearestNames.to("seed", among: names, limit: 1) == ["seed"])
        #expect(NearestNames.to("xyzzy", among: names).isEmpty)
    }

    @Test(
        "A suggestion names what is near, or else everything, unless that is too much",
        arguments: [
            ("ada", ["adam", "sgd"], "; did you mean adam?"),
            ("ab", ["aa", "ac", "ad"], "; did you mean aa, ac or ad?"),
            ("quux", ["sgd", "adam"], "; known are adam and sgd"), ("quux", [], ""),
            ("quux", (1...13).map { "name \($0)" }, ""),
        ])
    func suggestion(word: String, names: [String], expected: String) {
        #expect(NearestNames.suggestion(for: word, among: names) == expected)
    }
}

@Suite("Phrases, numbers and times")
struct PhraseTests {
    @Test("A list has commas and one conjunction")
    func list() {
        #expect(Phrase.list([]) == "")
        #expect(Phrase.list(["a"]) == "a")
        #expect(Phrase.list(["a", "b"]) == "a and b")
        #expect(Phrase.list(["a", "b", "c"], "or") == "a, b or c")
    }

    @Test("Counts have a plural, and one form for several things")
    func counts() {
        #expect(Phrase.count(1, "episode") == "1 episode")
        #expect(Phrase.count(0, "episode") == "0 episodes")
        #expect(Phrase.counts([], "episode") == "0 episodes")
        #expect(Phrase.counts([7], "episode") == "7 episodes")
        #expect(Phrase.counts([7, 7], "episode") == "7 episodes each")
        #expect(Phrase.counts([20_000, 1000], "episode") == "1,000 to 20,000 episodes")
    }

    @Test("A change that cannot be seen in print is none")
    func change() {
        #expect(Phrase.change(from: "1", to: "1", rises: true, start: "!", end: "?") == "stays at 1")
        #expect(Phrase.change(from: "1", to: "2", rises: true, start: "!", end: "?") == "rises from 1! to 2?")
        #expect(Phrase.change(from: "2", to: "1", rises: false) == "falls from 2 to 1")
    }

    @Test(
        "Thousands are grouped from ten thousand on",
        arguments: [
            (0, "0"), (9999, "9999"), (-9999, "\u{2212}9999"), (10_000, "10,000"), (1_002_003, "1,002,003"),
            (-12_345, "\u{2212}12,345"), (Int.max, "9,223,372,036,854,775,807"),
            (Int.min, "\u{2212}9,223,372,036,854,775,808"),
        ])
    func grouped(number: Int, expected: String) { #expect(NumberText.grouped(number) == expected) }

    @Test(
        "Remaining time is in whole seconds, rounded up",
        arguments: [
            (0.0, "0 s"), (0.2, "1 s"), (59.5, "1 min"), (125, "2 min 5 s"), (11_520, "3 h 12 min"),
            (1e20, "1 × 10²⁰ s"), (.nan, "an unknown time"), (.infinity, "an unknown time"),
        ])
    func remaining(seconds: Double, expected: String) {
        #expect(TimeText.remaining(seconds).replacing("\u{A0}", with: " ") == expected)
    }

    @Test(
        "A duration without a usual unit is a number of seconds",
        arguments: [
            (-2.0, "\u{2212}2 s"), (.nan, "not a number s"), (.infinity, "∞ s"), (1e16, "1 × 10¹⁶ s"),
            (0, "0 s"), (9.96, "10.0 s"), (10.4, "10 s"), (86_399.6, "1 d"),
        ])
    func duration(seconds: Double, expected: String) {
        #expect(TimeText.duration(seconds).replacing("\u{A0}", with: " ") == expected)
    }

    @Test("A Duration in seconds has its fraction")
    func seconds() {
        #expect(Duration.milliseconds(1500).seconds == 1.5)
        #expect(Duration.seconds(-2).seconds == -2)
        #expect(Duration.zero.seconds == 0)
    }
}

@Suite("Tables of text")
struct TextTableTests {
    @Test("Columns line up on their sides, and no line ends in spaces")
    func alignment() {
        let table = TextTable.text(
            [["name", "N", ""], ["a", "1000", "yes"], ["bc"]], rightAligned: [1])
        #expect(table == "name     N\na     1000  yes\nbc")
        #expect(TextTable.text([]) == "")
        #expect(
            TextTable.text([["a", "b"], ["cc", "ddd"]], rightAligned: [0, 1], indent: 1)
                == "  a    b\n cc  ddd")
    }

    @Test("A long last cell is broken between words, below a first cell that is too wide")
    func wrapping() {
        let rows = [["-a", "one two three"], ["--longer", "four"], ["-b", "unbreakable word"]]
        let table = TextTable.text(rows, indent: 1, columnWidth: 4...4, lineWidth: 14)
        #expect(
            table == """
                 -a    one two
                       three
                 --longer
                       four
                 -b    unbreakable
                       word
                """)
    }
}

@Suite("Paths")
struct FilePathTests {
    @Test(
        "A path is its folder and its name",
        arguments: [
            ("a", "", "a"), ("a/", "", "a"), ("a//", "", "a"), ("/a", "/", "a"), ("//a", "/", "a"),
            ("a/b", "a", "b"), ("a//b/", "a", "b"), ("/a/b", "/a", "b"), ("./a", ".", "a"), ("..", "", ".."),
            ("é", "", "é"), ("/", "/", ""), ("//", "/", ""), ("", "", ""),
        ])
    func parts(path: String, folder: String, name: String) {
        #expect(FilePath.folder(of: path) == folder && FilePath.name(of: path) == name)
    }

    @Test("A name is put behind its folder")
    func joining() {
        #expect(FilePath.join("a", "b") == "a/b" && FilePath.join("a/", "b") == "a/b")
        #expect(FilePath.join("", "b") == "b" && FilePath.join("/", "b") == "/b")
    }
}
