import BOHP
import Text

/// Why a run could not be read or written.
public enum RunRecordError: Error, Equatable, CustomStringConvertible {
    /// There is no such run. The message says where the program looked, and what to do.
    case noSuchRun(String)
    /// A file of a run is damaged.
    case damaged(file: String, problem: String)
    /// A file cannot be read, for a reason other than its contents.
    case cannotRead(path: String, reason: String)
    /// A file or folder cannot be written.
    case cannotWrite(path: String, reason: String)
    /// Another process writes the run in the folder `path`.
    case locked(path: String, holder: String)

    /// A file with invalid settings.
    static func damaged(file: String, _ error: ConfigurationError) -> RunRecordError {
        let hint = error.known.isEmpty ? "" : NearestNames.suggestion(for: error.setting, among: error.known)
        return .damaged(file: file, problem: "\(error.setting) \(error.problem)\(hint)")
    }

    /// The exit code of a command that ends with this error, as in BSD's sysexits.h.
    public var exitCode: Int32 {
        switch self {
        case .noSuchRun, .cannotRead: 66
        case .damaged: 65
        case .cannotWrite, .locked: 73
        }
    }

    public var description: String {
        switch self {
        case .noSuchRun(let message): message
        case .damaged(let file, let problem): "\(file): \(problem)"
        case .cannotRead(let path, let reason): "cannot read \(path): \(reason)"
        case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
        case .locked(let path, let holder): "\(path) is in use: \(holder), and a run has one writer"
        }
    }
}
