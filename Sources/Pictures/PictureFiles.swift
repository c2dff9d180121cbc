import BOHP
import Foundation
import RunRecord

/// Reads the images of a folder or file for the task `Images`.
///
/// - A folder with CIFAR-10's binary files: the images of all `data_batch_*.bin`, or of all `.bin` if there are none.
/// - Any other folder: patches of all PNG and JPEG files in it and in its folders, in the order of their paths.
/// - One such file.
public enum PictureFiles {
    /// How many patches are cut at most if there are fewer files.
    static let mostPatches = 50_000

    /// Reads the images at `path` as squares of `side` pixels.
    ///
    /// - Throws: `RunRecordError` if there are none, or for the first file that cannot be read.
    public static func read(_ path: String, side: Int) throws -> ImageSet {
        let files = try files(at: path)
        let share = max(1, mostPatches / files.count)
        let pixels = try files.flatMap { file in
            let data: Data
            do {
                data = try Data(contentsOf: URL(filePath: file))
            } catch {
                throw RunRecordError.cannotRead(path: file, reason: "its contents cannot be read")
            }
            return file.lowercased().hasSuffix(".bin")
                ? try CIFAR10.pixels(data, file: file, side: side)
                : try Photograph(data, file: file).patches(side: side, most: share)
        }
        return ImageSet(pixels: pixels, side: side)
    }

    /// The files to read, in order.
    private static func files(at path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw RunRecordError.cannotRead(path: path, reason: "there is no such folder or file of images")
        }
        guard isFolder.boolValue else { return [path] }
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        func files(_ endings: Set<String>) -> [String] {
            names.filter { endings.contains(URL(filePath: $0).pathExtension.lowercased()) }.sorted()
        }
        let binary = files(["bin"])
        let batches = binary.filter { URL(filePath: $0).lastPathComponent.hasPrefix("data_batch") }
        let found = [batches, binary, files(["png", "jpg", "jpeg"])].first { !$0.isEmpty } ?? []
        guard !found.isEmpty else {
            throw RunRecordError.cannotRead(
                path: path, reason: "the folder has no PNG, JPEG or CIFAR-10 binary files")
        }
        return found.map { path + "/" + $0 }
    }
}

extension Configuration {
    /// The configuration with the data that its task needs: the task `Images` with its images, whose path is made absolute.
    ///
    /// - Throws: `RunRecordError` if they cannot be read, `ConfigurationError` if they do not suit the task or have changed.
    public func loadingData() throws -> Configuration {
        guard var task = task as? Images else { return self }
        var configuration = self
        if task.source == Images.synthetic {
            configuration.task = try task.loaded(with: .synthetic(side: task.side))
        } else {
            task.source = URL(filePath: task.source).standardizedFileURL.path(percentEncoded: false)
            while task.source.count > 1, task.source.hasSuffix("/") { task.source.removeLast() }
            configuration.task = try task.loaded(with: PictureFiles.read(task.source, side: task.side))
        }
        return configuration
    }
}
