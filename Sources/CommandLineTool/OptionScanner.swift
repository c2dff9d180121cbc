@preconcurrency import CGetopt
import Foundation

/// The C library's getopt_long, with a table of options in and a list of findings out.
enum OptionScanner {
    private static let lock = NSLock()

    /// The words as pairs of option name and value, or of nothing and operand.
    static func scan<Settings>(
        _ words: [String], options: [CommandOption<Settings>], wrong: (String, Bool) -> CommandError
    ) throws -> [(name: String?, value: String)] {
        // getopt_long keeps its place in global variables.
        lock.lock()
        defer { lock.unlock() }
        var arguments: [UnsafeMutablePointer<CChar>?] = (["command"] + words).map { strdup($0) }
        let names = options.map { strdup($0.name) }
        // getopt_long may reorder `arguments`; every pointer is still there to be freed.
        defer { (arguments + names).forEach { free($0) } }
        let count = Int32(arguments.count)
        arguments.append(nil)
        let firstCode: Int32 = 256
        var table = options.indices.map { index in
            option(
                name: names[index], has_arg: options[index].value == nil ? no_argument : required_argument,
                flag: nil, val: firstCode + Int32(index))
        }
        table.append(option())
        var letters = ":"
        for option in options {
            guard let letter = option.letter else { continue }
            letters += String(letter) + (option.value == nil ? "" : ":")
        }
        #if canImport(Darwin)
            optreset = 1
            optind = 1
        #else
            // Zero makes glibc and musl start anew.
            optind = 0
        #endif
        opterr = 0
        var found: [(String?, String)] = []
        while true {
            let code = getopt_long(count, arguments, letters, table, nil)
            if code == -1 { break }
            if code == Int32(UInt8(ascii: "?")) || code == Int32(UInt8(ascii: ":")) {
                let place = max(1, min(Int(optind) - 1, Int(count) - 1))
                var word = arguments[place].map { String(cString: $0) } ?? ""
                // An unknown letter may stand among others in one word.
                if !word.hasPrefix("--"), optopt > 0, optopt < 128 {
                    word = "-" + String(UnicodeScalar(UInt8(optopt)))
                }
                throw wrong(word, code == Int32(UInt8(ascii: ":")))
            }
            let option =
                code >= firstCode
                ? options[Int(code - firstCode)]
                : options.first { $0.letter?.asciiValue.map(Int32.init) == code }
            found.append((option?.name, optarg.map { String(cString: $0) } ?? ""))
        }
        for place in Int(optind)..<Int(count) {
            found.append((nil, arguments[place].map { String(cString: $0) } ?? ""))
        }
        return found
    }
}
