import CQPDF
import Foundation

/// A PDF file that qpdf has read. Used by one thread.
final class PDFFile {
    private let file: qpdf_data
    /// qpdf reads from these bytes.
    private let bytes: Data

    init(_ bytes: Data) throws {
        guard let file = qpdf_init() else { throw InspectionProblem(reason: "there is no memory") }
        self.file = file
        self.bytes = bytes
        qpdf_silence_errors(file)
        qpdf_set_suppress_warnings(file, QPDF_TRUE)
        let code = bytes.withUnsafeBytes {
            qpdf_read_memory(
                file, "figure", $0.baseAddress?.assumingMemoryBound(to: CChar.self), UInt64($0.count), nil)
        }
        if code & 2 != 0 {
            let reason = qpdf_get_error_message_detail(file, qpdf_get_error(file)).map { String(cString: $0) }
            throw InspectionProblem(reason: reason ?? "it is damaged")
        }
    }

    deinit {
        var file: qpdf_data? = file
        qpdf_cleanup(&file)
    }

    var pageCount: Int { Int(max(0, qpdf_get_num_pages(file))) }

    /// - Parameter index: counted from 0.
    func page(_ index: Int) -> Object { Object(file: self, handle: qpdf_get_page_n(file, index)) }

    /// What the file says about itself.
    var information: Object { Object(file: self, handle: qpdf_get_trailer(file))["/Info"] }

    /// The drawing operators of a page.
    func content(of page: Object) throws -> [UInt8] {
        try stream { qpdf_oh_get_page_content_data(file, page.handle, $0, $1) }
    }

    private func stream(
        _ read: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>, UnsafeMutablePointer<Int>) ->
            QPDF_ERROR_CODE
    ) throws -> [UInt8] {
        var buffer: UnsafeMutablePointer<UInt8>?
        var count = 0
        let code = read(&buffer, &count)
        defer { free(buffer) }
        guard code & 2 == 0 else {
            // qpdf prints an error that nobody asked for.
            _ = qpdf_get_error(self.file)
            throw InspectionProblem(reason: "a part of it cannot be decoded")
        }
        return Array(UnsafeBufferPointer(start: buffer, count: buffer == nil ? 0 : count))
    }

    /// A value in the file: a number, a name, a text, an array, a dictionary or a stream.
    struct Object {
        let file: PDFFile
        let handle: qpdf_oh

        private var data: qpdf_data { file.file }

        subscript(key: String) -> Object {
            let dictionary = isStream ? qpdf_oh_get_dict(data, handle) : handle
            return Object(file: file, handle: qpdf_oh_get_key_if_dict(data, dictionary, key))
        }

        subscript(index: Int) -> Object {
            Object(file: file, handle: qpdf_oh_get_array_item(data, handle, Int32(index)))
        }

        var exists: Bool { qpdf_oh_is_null(data, handle) == QPDF_FALSE }
        var isStream: Bool { qpdf_oh_is_stream(data, handle) != QPDF_FALSE }
        var isDictionary: Bool { qpdf_oh_is_dictionary(data, handle) != QPDF_FALSE }
        var isTrue: Bool {
            qpdf_oh_is_bool(data, handle) != QPDF_FALSE && qpdf_oh_get_bool_value(data, handle) != QPDF_FALSE
        }
        /// A number in the file by which it can be referred to; 0 for values inside of others.
        var number: Int32 { qpdf_oh_get_object_id(data, handle) }

        /// The items of an array.
        var items: [Object] {
            guard qpdf_oh_is_array(data, handle) != QPDF_FALSE else { return [] }
            return (0..<Int(qpdf_oh_get_array_n_items(data, handle))).map { self[$0] }
        }

        var value: Double? {
            qpdf_oh_is_number(data, handle) == QPDF_FALSE ? nil : qpdf_oh_get_numeric_value(data, handle)
        }

        /// A name with its slash, or nil.
        var name: String? {
            guard qpdf_oh_is_name(data, handle) != QPDF_FALSE else { return nil }
            return qpdf_oh_get_name(data, handle).map { String(cString: $0) }
        }

        /// A text, empty for anything else.
        var text: String {
            guard qpdf_oh_is_string(data, handle) != QPDF_FALSE else { return "" }
            return qpdf_oh_get_utf8_value(data, handle).map { String(cString: $0) } ?? ""
        }

        /// The bytes of a stream, decoded.
        func contents() throws -> [UInt8] {
            try file.stream {
                qpdf_oh_get_stream_data(data, handle, qpdf_dl_generalized, nil, $0, $1)
            }
        }
    }
}
