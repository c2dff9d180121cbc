import BOHP
import Foundation
import TestSupport
import Testing

@testable import RunRecord

@Suite("safetensors files")
struct SafeTensorsTests {
    private static let sample = SafeTensors(
        tensors: [
            "w": .init(
                shape: [2, 3],
                .f64([0.1, -0.0, .greatestFiniteMagnitude, Double.leastNonzeroMagnitude, 1 / 3, -2])),
            "single": .init(shape: [3], .f32([0.1, -7, .leastNormalMagnitude])),
            "eta": .init(shape: [], .f64([0.99])),
            "words": .init(shape: [2], .u32([0, .max])),
            "count": .init(shape: [], .i64([-5])),
            "nothing": .init(shape: [0], .f64([])),
        ],
        metadata: ["note": "“quoted”\n"])

    @Test("What is written reads back the same")
    func roundTrip() throws {
        let data = try Self.sample.encoded()
        #expect(try SafeTensors(data, file: "x") == Self.sample)
        // A slice of a larger block of bytes reads the same.
        let padded = Data([9, 9, 9]) + data
        #expect(try SafeTensors(padded.dropFirst(3), file: "x") == Self.sample)
    }

    @Test("The public Python library reads it, and we read what that writes")
    func python() throws {
        try withTemporaryFolder { folder in
            let ours = folder.appending(path: "ours.safetensors").path
            let theirs = folder.appending(path: "theirs.safetensors").path
            try Self.sample.encoded().write(to: URL(filePath: ours))
            let code = """
                import sys
                import numpy as np
                from safetensors.numpy import load_file, save_file
                t = load_file(sys.argv[1])
                assert t["w"].shape == (2, 3) and t["w"].dtype == np.float64
                assert t["w"][0, 0] == 0.1 and t["w"][1, 0] == 5e-324 and np.signbit(t["w"][0, 1])
                assert t["single"].dtype == np.float32 and t["single"][0] == np.float32(0.1)
                assert t["eta"].shape == () and t["eta"] == 0.99
                assert t["words"].tolist() == [0, 2**32 - 1] and t["count"] == -5
                save_file(t, sys.argv[2], metadata={"note": "“quoted”\\n"})
                print("read", len(t))
                """
            #expect(try runPython(code, [ours, theirs]) == "read 6\n")
            let data = try Data(contentsOf: URL(filePath: theirs))
            #expect(try SafeTensors(data, file: "theirs") == Self.sample)
        }
    }

    private static func file(header: String, body: Data = Data(), length: UInt64? = nil) -> Data {
        var data = Data()
        withUnsafeBytes(of: (length ?? UInt64(header.utf8.count)).littleEndian) {
            data.append(contentsOf: $0)
        }
        return data + Data(header.utf8) + body
    }

    @Test(
        "Damaged and hostile files are refused with a reason",
        arguments: [
            (Data(), "too short"),
            (file(header: "{}", length: .max), "more than the file holds"),
            (file(header: "{}", length: 1000), "more than the file holds"),
            (file(header: "[]"), "not a JSON object"),
            (file(header: "{\"w\":"), "not a JSON object"),
            (file(header: #"{"w":{"dtype":"F64","shape":[1]}}"#), "does not describe an array"),
            (
                file(header: #"{"w":{"dtype":"F64","shape":[-1],"data_offsets":[0,8]}}"#),
                "does not describe an array"
            ),
            (file(header: #"{"w":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#), "outside the file"),
            (file(header: #"{"w":{"dtype":"F64","shape":[1],"data_offsets":[8,0]}}"#), "outside the file"),
            (
                file(
                    header: #"{"w":{"dtype":"F64","shape":[4611686018427387904,4],"data_offsets":[0,8]}}"#,
                    body: Data(count: 8)), "is not [4611686018427387904, 4] numbers"
            ),
            (
                file(
                    header: #"{"w":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}"#, body: Data(count: 8)),
                "is not [2] numbers"
            ),
            (
                file(
                    header: #"{"w":{"dtype":"BF16","shape":[4],"data_offsets":[0,8]}}"#, body: Data(count: 8)),
                "of type BF16"
            ),
            (file(header: #"{"__metadata__":{"a":1}}"#), "metadata is not text"),
            (file(header: "{}", body: Data(count: 3)), "3 bytes follow its arrays"),
            (
                file(
                    header: #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, body: Data(count: 8)),
                "does not start where the one before it ends"
            ),
            (
                file(
                    header: #"{"v":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
                        + #""w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, body: Data(count: 4)),
                "does not start where the one before it ends"
            ),
        ])
    func hostile(data: Data, reason: String) {
        #expect {
            try SafeTensors(data, file: "bad.safetensors")
        } throws: { error in
            let text = "\(error)"
            return text.hasPrefix("bad.safetensors: ") && text.contains(reason)
        }
    }

    @Test("Random damage is refused, or gives arrays that are the same after writing and reading again")
    func fuzz() throws {
        let good = try Self.sample.encoded()
        var random = RandomState(seed: 1)
        var (accepted, refused) = (0, 0)
        for _ in 0..<2000 {
            var bad = good
            for _ in 0..<random.randint(4) { bad[random.randint(bad.count)] = UInt8(random.randint(256)) }
            // A quarter of the files are cut as well.
            if random.randint(4) == 0 { bad = bad.prefix(random.randint(bad.count)) }
            do {
                let file = try SafeTensors(bad, file: "x")
                let again = try SafeTensors(file.encoded(), file: "x")
                // Bytes, because a damaged number may be NaN.
                #expect(try again.encoded() == file.encoded())
                #expect(again.tensors.mapValues(\.shape) == file.tensors.mapValues(\.shape))
                accepted += 1
            } catch {
                #expect("\(error)".hasPrefix("x: "))
                refused += 1
            }
        }
        #expect(accepted > 100 && refused > 1000, "\(accepted) accepted, \(refused) refused")
    }
}
