import BOHP
import Foundation
import RunRecord
import TestSupport
import Testing

@testable import Pictures

@Suite("Images from files")
struct PictureFilesTests {
    /// A file of CIFAR-10's format with `count` images, and the sums of their pixels.
    private static func batch(_ count: Int, seed: UInt64) -> (data: Data, sums: [UInt16]) {
        var noise = Noise(seed: seed)
        var (bytes, sums): ([UInt8], [UInt16]) = ([], [])
        for label in 0..<count {
            let planes = (0..<3072).map { _ in UInt8(truncatingIfNeeded: noise.next() >> 32) }
            bytes += [UInt8(label % 10)] + planes
            sums += (0..<1024).map {
                UInt16(planes[$0]) + UInt16(planes[$0 + 1024]) + UInt16(planes[$0 + 2048])
            }
        }
        return (Data(bytes), sums)
    }

    private static func read(_ folder: URL, side: Int = 32) throws -> ImageSet {
        try PictureFiles.read(folder.path, side: side)
    }

    @Test("CIFAR-10's training files are read in order, and the test file is left out")
    func cifar() throws {
        try withTemporaryFolder { folder in
            let batches = (1...5).map { Self.batch(4, seed: UInt64($0)) }
            for (index, batch) in batches.enumerated().reversed() {
                try batch.data.write(to: folder.appending(path: "data_batch_\(index + 1).bin"))
            }
            try Self.batch(3, seed: 9).data.write(to: folder.appending(path: "test_batch.bin"))
            try folder.write("airplane\n", to: "batches.meta.txt")
            let images = try Self.read(folder)
            let expected = ImageSet(pixels: batches.flatMap(\.sums), side: 32)
            #expect(images.count == 20 && images.hash == expected.hash)
            #expect(images.pattern(19) == expected.pattern(19))
            let one = try PictureFiles.read(folder.appending(path: "test_batch.bin").path, side: 32)
            #expect(one.count == 3)
        }
    }

    /// Means and pixels of `camera.png` and `astronaut.png` as a decoder in Python reads them.
    @Test("Photographs are cut into patches")
    func photographs() throws {
        let camera = try PictureFiles.read(PythonFile.path(of: "data/camera.png", in: "skimage"), side: 32)
        #expect(camera.side == 32 && camera.count == 256)
        let data = try Data(
            contentsOf: URL(filePath: PythonFile.path(of: "data/astronaut.png", in: "skimage")))
        let astronaut = try Photograph(data, file: "astronaut.png")
        #expect(astronaut.width == 512 && astronaut.height == 512)
        let sums = astronaut.pixels.reduce(0) { $0 + Int($1) }
        #expect(abs(Double(sums) / 512 / 512 - 3 * 114.59900410970052) < 1e-9)
        // The third patch of the second row.
        let patch = Array(astronaut.patches(side: 32, most: .max)[(18 * 1024)..<(19 * 1024)])
        #expect(Array(patch[..<6]) == [550, 549, 552, 550, 537, 544])
        #expect(Array(patch[32..<38]) == [542, 544, 552, 546, 558, 543])
        // Squares of 4 × 4 pixels are averaged before the patches are cut.
        let small = astronaut.patches(side: 8, most: .max)
        // Squares of one colour are left out.
        #expect(small.count.isMultiple(of: 64) && (250...256).contains(small.count / 64))
        let corner = (0..<16).map { Int(astronaut.pixels[$0 / 4 * 512 + $0 % 4]) }
        #expect(Int(small[0]) == corner.reduce(0, +) / 16)
    }

    @Test("A folder of photographs is read in the order of its paths, and a JPEG file like a PNG file")
    func folder() throws {
        try withTemporaryFolder { folder in
            let files = FileManager.default
            try files.createDirectory(at: folder.appending(path: "a"), withIntermediateDirectories: true)
            let rocket = try PythonFile.path(of: "data/rocket.jpg", in: "skimage")
            let camera = try PythonFile.path(of: "data/camera.png", in: "skimage")
            try files.copyItem(atPath: rocket, toPath: folder.appending(path: "b.JPG").path)
            try files.copyItem(atPath: camera, toPath: folder.appending(path: "a/z.png").path)
            try folder.write("no picture", to: "notes.txt")
            let images = try Self.read(folder)
            let parts = try [camera, rocket].map { try PictureFiles.read($0, side: 32) }
            #expect(images.count == parts[0].count + parts[1].count && parts[1].count > 100)
            #expect(images.pattern(0) == parts[0].pattern(0))
            #expect(images.pattern(parts[0].count) == parts[1].pattern(0))
        }
    }

    @Test("What cannot be read is refused with its name")
    func refusals() throws {
        func error(_ path: String, side: Int = 32) -> String {
            do {
                _ = try PictureFiles.read(path, side: side)
                return ""
            } catch { return "\(error)" }
        }
        try withTemporaryFolder { folder in
            #expect(error(folder.path + "/x").hasPrefix("cannot read \(folder.path)/x: there is no such"))
            #expect(error(folder.path).hasSuffix("no PNG, JPEG or CIFAR-10 binary files"))
            let text = try folder.write("no picture", to: "a.png")
            #expect(error(folder.path) == "\(folder.path)/a.png: is not a PNG or JPEG file, or is damaged")
            #expect(error(text).hasPrefix(text))
            let camera = try PythonFile.path(of: "data/camera.png", in: "skimage")
            try Data(contentsOf: URL(filePath: camera)).prefix(200).write(to: URL(filePath: text))
            #expect(error(text).hasSuffix("or is damaged"))
            let batch = folder.appending(path: "b.bin")
            try Self.batch(2, seed: 1).data.dropLast().write(to: batch)
            #expect(error(batch.path).contains("3073 bytes an image"))
            try Self.batch(2, seed: 1).data.write(to: batch)
            #expect(error(batch.path, side: 16).contains("set image_side to 32, not 16"))
        }
    }
}
