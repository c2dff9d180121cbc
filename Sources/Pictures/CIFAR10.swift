import Foundation
import RunRecord

/// The binary files of CIFAR-10 (Krizhevsky 2009): a label and 32 × 32 pixels for each image, first red, then green, then
/// blue.
enum CIFAR10 {
    private static let side = 32

    /// Sums of red, green and blue, image by image.
    ///
    /// - Throws: `RunRecordError.damaged` if the file has another length, or `side` is not 32.
    static func pixels(_ data: Data, file: String, side: Int) throws -> [UInt16] {
        let size = Self.side * Self.side
        guard side == Self.side else {
            throw RunRecordError.damaged(
                file: file, problem: "has images of 32 × 32 pixels; set image_side to 32, not \(side)")
        }
        guard !data.isEmpty, data.count.isMultiple(of: 1 + 3 * size) else {
            throw RunRecordError.damaged(
                file: file,
                problem: "is not a binary file of CIFAR-10, which has \(1 + 3 * size) bytes an image")
        }
        let bytes = [UInt8](data)
        return stride(from: 0, to: bytes.count, by: 1 + 3 * size).flatMap { first in
            (1...size).map { pixel in
                (0..<3).reduce(0) { $0 + UInt16(bytes[first + pixel + $1 * size]) }
            }
        }
    }
}
