import Foundation
import Text

/// Embeds a picture that a template shows by `![…](file.png)`, because a page refers to no other file.
enum EmbeddedPicture {
    /// The largest file in bytes. A page with larger pictures is too large for e-mail.
    private static let largestFile = 50_000_000

    /// The `data:` address of the picture at `address`, a path relative to the template.
    static func dataAddress(of address: String, beside file: TemplateFile, line: Int) throws -> String {
        func problem(_ message: String) -> TemplateError {
            TemplateError(file: file.path, line: line, message: message)
        }
        if address.hasPrefix("data:") { return address }
        if address.contains("://") || address.hasPrefix("//") {
            throw problem(
                "the picture \(address) is not on this machine; copy it into the template's folder")
        }
        let name = address.removingPercentEncoding ?? address
        let path = file.path(to: name)
        let data: Data
        do {
            data = try FileInput.contents(path, limit: largestFile)
        } catch let error as FileInput.Failure {
            throw problem("cannot read the picture \(path): \(error.reason)")
        }
        guard let type = mediaType(of: data) else {
            throw problem("the picture \(path) is not a PNG, JPEG, GIF, WebP or SVG file")
        }
        return "data:\(type);base64,\(data.base64EncodedString())"
    }

    private static func mediaType(of data: Data) -> String? {
        let start = [UInt8](data.prefix(12))
        if start.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if start.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if start.starts(with: Array("GIF8".utf8)) { return "image/gif" }
        if start.starts(with: Array("RIFF".utf8)), start.suffix(4).elementsEqual(Array("WEBP".utf8)) {
            return "image/webp"
        }
        let text = String(decoding: data.prefix(1024), as: UTF8.self)
        return text.contains("<svg") ? "image/svg+xml" : nil
    }
}
