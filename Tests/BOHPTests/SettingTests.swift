import BOHP
import Foundation
import Testing

@Suite("Settings")
struct SettingTests {
    private static func configuration(_ json: String) throws -> Configuration {
        try JSONDecoder().decode(Configuration.self, from: Data(json.utf8))
    }

    private static func problem(_ json: String) -> String? {
        do {
            _ = try configuration(json)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test("Every key is one word in snake case, and stands for one setting of a configuration")
    func keys() {
        let repertoire = Repertoire()
        for section in repertoire.sections {
            for setting in section.settings {
                #expect(
                    setting.key.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }, "\(setting.key)")
                #expect(!setting.words.isEmpty && !setting.help.isEmpty && !setting.help.hasSuffix("."))
            }
        }
        for task in repertoire.tasks {
            for optimizer in repertoire.optimizers {
                var configuration = Configuration()
                configuration.task = task.init()
                configuration.optimizer = optimizer.init()
                let settings = repertoire.settings(of: configuration)
                #expect(Set(settings.map(\.key)).count == settings.count)
                #expect(Set(settings.map(\.option)).count == settings.count)
            }
        }
    }

    @Test("Every setting takes both ends of its range and nothing beyond, and its own default")
    func ranges() throws {
        for section in Repertoire().sections {
            for setting in section.settings {
                let standard = setting.value(in: Configuration())
                #expect(setting.converted(standard) == standard, "\(setting.key)")
                switch setting.kind {
                case .integer(let range):
                    for end in [range.lowerBound, range.upperBound] {
                        #expect(setting.converted(.text("\(end)")) == .integer(end))
                    }
                    #expect(setting.converted(.integer(range.lowerBound - 1)) == nil)
                    #expect(setting.converted(.integer(range.upperBound + 1)) == nil)
                    #expect(setting.converted(.number(0.5)) == nil && setting.converted(.text("1x")) == nil)
                case .number(let range):
                    for end in [range.lowerBound, range.upperBound] {
                        #expect(setting.converted(.text("\(end)")) == .number(end))
                    }
                    #expect(setting.converted(.number(range.lowerBound.nextDown)) == nil)
                    #expect(setting.converted(.number(range.upperBound.nextUp)) == nil)
                    #expect(setting.converted(.number(.nan)) == nil && setting.converted(.flag(true)) == nil)
                    #expect(setting.converted(.integer(Int(range.upperBound))) == .number(range.upperBound))
                case .flag:
                    #expect(setting.converted(.text("no")) == .flag(false))
                    #expect(setting.converted(.text("True")) == .flag(true))
                    #expect(setting.converted(.integer(1)) == nil && setting.converted(.text("")) == nil)
                case .choice(let choices):
                    #expect(choices.count > 1)
                    for choice in choices { #expect(setting.converted(.text(choice.name)) != nil) }
                    #expect(setting.converted(.text("none of them")) == nil)
                case .text:
                    #expect(setting.converted(.text("any")) == .text("any"))
                    #expect(setting.converted(.integer(1)) == nil)
                }
            }
        }
    }

    @Test("A setting that is written is read back, and changes no other")
    func writing() throws {
        let repertoire = Repertoire()
        for setting in repertoire.settings(of: Configuration())
        where setting.key != "name" && setting.key != "optimizer" {
            let before = Configuration()
            let standard = setting.value(in: before)
            let other: SettingValue =
                switch setting.kind {
                case .integer(let range):
                    .integer(standard == .integer(range.upperBound) ? range.lowerBound : range.upperBound)
                case .number(let range):
                    .number(standard == .number(range.lowerBound) ? range.upperBound : range.lowerBound)
                case .flag: .flag(standard == .flag(false))
                case .choice(let choices): .text(choices.map(\.name).first { .text($0) != standard } ?? "")
                case .text: .text("other")
                }
            var changed = before
            try setting.write(other, to: &changed)
            #expect(changed != before)
            for peer in repertoire.settings(of: changed) {
                let expected = peer.path == setting.path ? other : peer.value(in: before)
                #expect(peer.value(in: changed) == expected, "\(peer.path) after \(setting.path)")
            }
        }
    }

    @Test("A configuration survives JSON, with every task and every optimizer")
    func coding() throws {
        for task in Repertoire().tasks {
            for optimizer in Repertoire().optimizers {
                var configuration = Configuration()
                configuration.task = task.init()
                configuration.optimizer = optimizer.init()
                configuration.eta = 0.7
                configuration.seed = .max
                let data = try JSONEncoder().encode(configuration)
                #expect(try JSONDecoder().decode(Configuration.self, from: data) == configuration)
            }
        }
    }

    @Test("A task's settings stand in its object or at the top, in any order")
    func order() throws {
        var expected = Configuration()
        var task = Regurgitation()
        task.vectorSize = 4
        expected.task = task
        for json in [
            #"{"vector_size": 4, "task": "regurgitation"}"#,
            #"{"task": {"vector_size": 4, "name": "regurgitation"}}"#,
            #"{"task.vector_size": 4, "task": {"name": "regurgitation"}}"#,
        ] { #expect(try Self.configuration(json) == expected) }
    }

    @Test("A newly chosen optimizer has its own step size, unless another is given")
    func defaults() throws {
        func rate(_ json: String) throws -> Double? {
            (try Self.configuration(json).optimizer as? Adam2017)?.learningRate
        }
        #expect(try rate(#"{"optimizer": "adam-2017"}"#) == 3e-4)
        #expect(try rate(#"{"learning_rate": 0.5, "optimizer": "adam-2017"}"#) == 0.5)
        #expect((try Self.configuration("{}").optimizer as? Adam)?.learningRate == 3e-3)
    }

    @Test("Errors name the setting, what it takes and what was given")
    func errors() {
        #expect(
            Self.problem(#"{"episodes": 0}"#) == "episodes must be a whole number from 1 to 1000000000, not 0"
        )
        #expect(Self.problem(#"{"eta": 1.5}"#) == "eta must be a number from 0 to 1, not 1.5")
        #expect(
            Self.problem(#"{"optimizer": "adm"}"#)
                == "optimizer must be adam, adam-2017, sgd or rmsprop, not adm")
        let tasks = Repertoire().tasks.map { $0.name }
        #expect(
            Self.problem(#"{"task": "memory"}"#)
                == "task.name must be \(tasks.dropLast().joined(separator: ", ")) or \(tasks.last ?? ""), not memory"
        )
        #expect(
            Self.problem(#"{"vector_size": 4}"#)
                == "vector_size is a setting of regurgitation, which is not chosen")
        #expect(
            Self.problem(#"{"learning_rat": 1}"#)?.hasPrefix(
                "learning_rat is not a setting; there are: batch, ") == true)
        #expect(Self.problem(#"{"task": {"patterns": {"a": 1}}}"#) == "task.patterns must be a single value")
        #expect(
            Self.problem(#"{"counted_steps": 9}"#) == "counted_steps must be at most the 6 test steps, not 9")
        #expect(
            Self.problem(#"{"learn_eta": true, "engine": "rtrl"}"#)?.hasPrefix(
                "engine rtrl needs the rule decaying-hebb with a fixed eta") == true)
    }
}
