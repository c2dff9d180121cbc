import Foundation
import TestSupport
import Testing

@testable import RunRecord

@Suite("The numbers of a JSON5 text")
struct JSON5NumbersTests {
    @Test(
        "What begins like a number and is none is found",
        arguments: [
            "1e-", "1e+", "1E-", "1.5e-", "1e", ".5e-", "0x1e-", "0x1e-5", "-0x1e-1", "0x", "0xg", "-", "+",
            ".", "-.", "1..2",
            "1e5e5", "1-5", "--1", "+Infinit", "1_000", "2.2e-\\u0031", "1é",
        ])
    func malformed(word: String) {
        for text in [
            "\(word)", "[\(word)]", "{a: \(word), b: 1}", "[1, //\r\(word)]", "[/*/ */\(word)/**/]",
            "['\\'',\(word)]",
        ] {
            #expect(JSON5Numbers.malformed(in: Data(text.utf8)) == word, "\(text)")
            #expect(throws: RunRecordError.damaged(file: "x", problem: "“\(word)” is not a number")) {
                try RunJSON.decode([Double].self, from: Data(text.utf8), file: "x")
            }
        }
    }

    @Test(
        "Numbers, strings and comments are left alone",
        arguments: [
            "0", "-1", "+1", "1.", ".5", "-.5e+7", "1.25E-03", "0x1e", "-0XFF", "Infinity", "-Infinity",
            "+NaN", "'1e-'",
            "\"1e-\"", "'\\'1e-'", "1 // 1e-", "1 // 1e-\u{2028} 2e-\n", "/* 1e-\n **/ 1", "{e1: 1}",
            "[1,-2]", "'1e-", "/* 1e-",
        ])
    func wellFormed(text: String) {
        #expect(JSON5Numbers.malformed(in: Data(text.utf8)) == nil)
    }

    @Test("Numbers made of random parts never end the process")
    func random() throws {
        let parts = [
            "0", "1", "9", ".", "-", "+", "e", "E", "x", "0x", "a", "Infinity", "NaN", "'", "\"", "\\", "/",
            "*", "//", "/*", "*/",
            "\n", "\r", " ", ",", "[", "]", "{", ":", "}", "\u{2028}", "\u{0}", "_", "\\u0031",
        ]
        var noise = Noise(seed: 5)
        var read = 0
        for _ in 0..<20_000 {
            let number = (0..<Int.random(in: 1...6, using: &noise)).compactMap { _ in
                parts.randomElement(using: &noise)
            }.joined()
            let data = Data("[1, \(number)]".utf8)
            if (try? RunJSON.decode([Double].self, from: data, file: "x")) != nil { read += 1 }
            _ = try? RunJSON.decode([Int].self, from: data, file: "x")
        }
        #expect(read > 500)
    }
}
