import Foundation

/// libFuzzer calls this function with the bytes of each attempt. A trap or an exit inside of it is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func attempt(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    try? reader(Data(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
}

/// The reader that the environment names.
private let reader: @Sendable (Data) throws -> Void = {
    guard let reader = readers[ProcessInfo.processInfo.environment["FUZZ_READER"] ?? ""] else {
        print("FUZZ_READER has to name one of", readers.keys.sorted().joined(separator: " "))
        exit(64)
    }
    return reader
}()
