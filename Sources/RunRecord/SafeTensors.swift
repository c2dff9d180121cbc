import Foundation
import Text

/// A file of named arrays in the safetensors format. The library of that name reads it for NumPy, PyTorch and JAX.
///
/// The file consists of the length of a JSON header in eight bytes, the header, and the arrays, little-endian and row by
/// row.
/// Source: https://github.com/huggingface/safetensors.
public struct SafeTensors: Equatable, Sendable {
    /// The numbers of an array.
    public enum Values: Equatable, Sendable {
        case f64([Double])
        case f32([Float])
        case u32([UInt32])
        case i64([Int64])

        var type: (name: String, bytes: Int) {
            switch self {
            case .f64: ("F64", 8)
            case .f32: ("F32", 4)
            case .u32: ("U32", 4)
            case .i64: ("I64", 8)
            }
        }

        /// The numbers as they are in memory. Every platform of Swift 6 is little-endian, as the format is.
        fileprivate var bytes: Data {
            switch self {
            case .f64(let values): values.withUnsafeBytes { Data($0) }
            case .f32(let values): values.withUnsafeBytes { Data($0) }
            case .u32(let values): values.withUnsafeBytes { Data($0) }
            case .i64(let values): values.withUnsafeBytes { Data($0) }
            }
        }

        var count: Int {
            switch self {
            case .f64(let values): values.count
            case .f32(let values): values.count
            case .u32(let values): values.count
            case .i64(let values): values.count
            }
        }
    }

    /// An array of a shape (empty for a single number), with its numbers row by row.
    public struct Tensor: Equatable, Sendable {
        public var shape: [Int]
        public var values: Values

        /// An array of the given shape.
        public init(shape: [Int], _ values: Values) {
            self.shape = shape
            self.values = values
        }

        /// The numbers as doubles; `nil` for integers.
        public var doubles: [Double]? {
            switch values {
            case .f64(let values): values
            case .f32(let values): values.map(Double.init)
            case .u32, .i64: nil
            }
        }
    }

    /// The arrays by name.
    public var tensors: [String: Tensor]
    /// Text by name.
    public var metadata: [String: String]

    /// A file of the given arrays.
    public init(tensors: [String: Tensor] = [:], metadata: [String: String] = [:]) {
        self.tensors = tensors
        self.metadata = metadata
    }

    /// The names of the arrays in the order in which they are written: widest numbers first, so that each array starts on a
    /// multiple of the size of its numbers.
    private var order: [String] {
        tensors.sorted { ($1.value.values.type.bytes, $0.key) < ($0.value.values.type.bytes, $1.key) }.map(
            \.key)
    }

    /// The length and the checksum of all contents, which do not depend on how the header is written.
    var mark: LogMark {
        var mark = LogMark()
        for (name, text) in metadata.sorted(by: { $0.key < $1.key }) {
            mark.add(Data("\(name)=\(text);".utf8))
        }
        for name in order {
            guard let tensor = tensors[name] else { continue }
            mark.add(Data("\(name)\(tensor.shape);".utf8) + tensor.values.bytes)
        }
        return mark
    }

    /// The file's bytes.
    public func encoded() throws -> Data {
        var header: [String: Any] = [:]
        if !metadata.isEmpty { header["__metadata__"] = metadata }
        var offset = 0
        let names = order
        for name in names {
            guard let tensor = tensors[name] else { continue }
            let end = offset + tensor.values.count * tensor.values.type.bytes
            header[name] = [
                "dtype": tensor.values.type.name, "shape": tensor.shape, "data_offsets": [offset, end],
            ]
            offset = end
        }
        var json = try JSONSerialization.data(withJSONObject: header, options: [.sortedKeys])
        while json.count % 8 != 0 { json.append(UInt8(ascii: " ")) }
        var data = Data(capacity: 8 + json.count + offset)
        withUnsafeBytes(of: UInt64(json.count).littleEndian) { data.append(contentsOf: $0) }
        data.append(json)
        for name in names { data += tensors[name]?.values.bytes ?? Data() }
        return data
    }

    /// Reads a file. Its header is checked before the arrays are read, so that no memory is taken for bytes that belong to no
    /// array.
    ///
    /// - Throws: `RunRecordError.cannotRead`, and `RunRecordError.damaged` for anything that is no such file, and for types
    ///   of numbers other than F64, F32, U32 and I64.
    public init(reading file: String) throws {
        var contents = Data()
        var size = 0
        var header: Header?
        do {
            try FileInput.read(file, size: { size = $0 }) { piece in
                contents.append(piece)
                if header == nil { header = try Header(contents, size: size, file: file) }
            }
        } catch let failure as FileInput.Failure {
            throw RunRecordError.cannotRead(path: file, reason: failure.reason)
        }
        try self.init(contents, header, file: file)
    }

    /// Reads a file's bytes.
    ///
    /// - Parameter file: the path that errors name.
    /// - Throws: `RunRecordError.damaged`.
    public init(_ data: Data, file: String) throws {
        // A copy, because the first index of a slice need not be 0.
        let data = Data(data)
        try self.init(data, Header(data, size: data.count, file: file), file: file)
    }

    private init(_ data: Data, _ header: Header?, file: String) throws {
        guard let header else {
            throw RunRecordError.damaged(file: file, problem: "too short for a safetensors file")
        }
        metadata = header.metadata
        tensors = [:]
        for array in header.arrays {
            let bytes = data.dropFirst(header.end + array.bytes.lowerBound).prefix(array.bytes.count)
            guard let tensor = Tensor(type: array.type, shape: array.shape, bytes: bytes) else {
                throw RunRecordError.damaged(
                    file: file,
                    problem: "the array “\(array.name)” is not \(array.shape) numbers of type \(array.type)")
            }
            tensors[array.name] = tensor
        }
    }

    /// What a file says of its arrays.
    private struct Header {
        /// The largest length in bytes.
        private static let longest = 16 << 20

        var metadata: [String: String] = [:]
        /// In the order of their bytes, which are counted from the end of the header.
        var arrays: [(name: String, type: String, shape: [Int], bytes: Range<Int>)] = []
        /// The place of the first byte behind the header.
        var end = 8

        /// Reads the header at the start of a file of `size` bytes; `nil` if `data` does not hold all of it.
        init?(_ data: Data, size: Int, file: String) throws {
            func damaged(_ problem: String) -> RunRecordError { .damaged(file: file, problem: problem) }
            guard data.count >= 8 else { return nil }
            let length = data.prefix(8).enumerated().reduce(UInt64(0)) {
                $0 | UInt64($1.element) << (8 * $1.offset)
            }
            guard length <= min(size - 8, Self.longest) else {
                throw damaged(
                    "its header is \(length) bytes long by its first bytes, more than the file holds or more than "
                        + "\(Self.longest)")
            }
            end += Int(length)
            guard data.count >= end else { return nil }
            guard let object = try? JSONSerialization.jsonObject(with: data[8..<end]),
                let header = object as? [String: Any]
            else { throw damaged("its header is not a JSON object") }
            for (name, entry) in header {
                if name == "__metadata__" {
                    guard let text = entry as? [String: String] else {
                        throw damaged("its metadata is not text")
                    }
                    metadata = text
                    continue
                }
                guard let entry = entry as? [String: Any], let type = entry["dtype"] as? String,
                    let shape = entry["shape"] as? [Int], let offsets = entry["data_offsets"] as? [Int],
                    offsets.count == 2, shape.allSatisfy({ $0 >= 0 })
                else { throw damaged("the entry “\(name)” does not describe an array") }
                guard offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= size - end else {
                    throw damaged("the array “\(name)” lies outside the file")
                }
                arrays.append((name, type, shape, offsets[0]..<offsets[1]))
            }
            // The format forbids overlaps, gaps, and bytes behind the arrays.
            arrays.sort {
                ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound)
            }
            let last = try arrays.reduce(0) { place, array in
                guard array.bytes.lowerBound == place else {
                    throw damaged("the array “\(array.name)” does not start where the one before it ends")
                }
                return array.bytes.upperBound
            }
            guard last == size - end else { throw damaged("\(size - end - last) bytes follow its arrays") }
        }
    }
}

extension SafeTensors.Tensor {
    /// The array in `bytes`, or `nil` if they are not `shape` numbers of a known type.
    fileprivate init?(type: String, shape: [Int], bytes: Data) {
        let widths = ["F64": 8, "F32": 4, "U32": 4, "I64": 8]
        guard let width = widths[type] else { return nil }
        var count = 1
        for extent in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: extent)
            guard !overflow else { return nil }
            count = product
        }
        let (size, overflow) = count.multipliedReportingOverflow(by: width)
        guard !overflow, size == bytes.count else { return nil }
        func words<Word: FixedWidthInteger>(_: Word.Type) -> [Word] {
            bytes.withUnsafeBytes { raw in
                (0..<count).map {
                    Word(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * width, as: Word.self))
                }
            }
        }
        self.shape = shape
        switch type {
        case "F64": values = .f64(words(UInt64.self).map(Double.init(bitPattern:)))
        case "F32": values = .f32(words(UInt32.self).map(Float.init(bitPattern:)))
        case "U32": values = .u32(words(UInt32.self))
        default: values = .i64(words(Int64.self))
        }
    }
}
