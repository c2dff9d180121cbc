import Foundation
import Text

/// Finds templates: in the current folder, or with the program.
public struct TemplateLocator: Sendable {
    /// The folders that are searched, in this order.
    public let folders: [String]

    /// - Parameter executable: the path of the running program. From its folder upwards, every folder `templates` (of
    ///   a checkout) and `share/bohp/templates` (of an installation) is searched.
    public init(executable: String?) {
        var folders = ["templates"]
        if let executable {
            var folder = URL(fileURLWithPath: executable).resolvingSymlinksInPath()
                .deletingLastPathComponent()
            while folder.path != "/", !folder.path.isEmpty {
                folders.append(folder.appendingPathComponent("templates").path)
                folders.append(folder.appendingPathComponent("share/bohp/templates").path)
                folder = folder.deletingLastPathComponent()
            }
        }
        self.folders = folders.filter(FileManager.default.isFolder)
    }

    /// The path of a template.
    ///
    /// - Parameter name: a path, or the name of a shipped template with or without `.md`.
    ///
    /// - Throws: ``TemplateFileError/notFound(name:places:near:)``. A path is not checked.
    public func template(_ name: String) throws -> String {
        let manager = FileManager.default
        if name.contains("/") { return name }
        let candidates = [name] + folders.flatMap { ["\($0)/\(name)", "\($0)/\(name).md"] }
        let found = candidates.filter(manager.fileExists(atPath:))
        if let file = found.first(where: { !manager.isFolder($0) }) ?? found.first { return file }
        let known = Set(folders.flatMap { (try? manager.contentsOfDirectory(atPath: $0)) ?? [] })
            .filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }
        throw TemplateFileError.notFound(
            name: name, places: folders.isEmpty ? ["templates"] : folders,
            near: NearestNames.to(name, among: known))
    }

    /// The path of the shipped bibliography, which has the sources of the methods; `nil` if it is not there.
    public var bibliography: String? {
        folders.map { "\($0)/references.bib" }.first(where: FileManager.default.fileExists)
    }

    /// The path of the style sheet for a template: the first of the style sheet with the template's name in the
    /// template's folder, `report.css` in that folder, and the shipped `report.css`.
    ///
    /// - Throws: ``TemplateFileError/notFound(name:places:near:)``.
    public func styleSheet(for template: String) throws -> String {
        let folder = template.contains("/") ? FilePath.folder(of: template) : "."
        let own = URL(fileURLWithPath: template).deletingPathExtension().lastPathComponent + ".css"
        let shared = "report.css"
        let candidates = ["\(folder)/\(own)"] + ([folder] + folders).map { "\($0)/\(shared)" }
        if let found = candidates.first(where: FileManager.default.fileExists) { return found }
        throw TemplateFileError.notFound(name: shared, places: [folder] + folders, near: [])
    }
}
