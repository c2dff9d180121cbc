import Dispatch
import Synchronization

extension RandomAccessCollection where Index == Int, Self: Sendable {
    /// The results of `transform` in the order of the elements, computed on all processors.
    ///
    /// - Throws: the error of the first element, in order, whose transformation fails.
    public func concurrentMap<Result: Sendable>(
        _ transform: @Sendable (Element) throws -> Result
    ) throws -> [Result] {
        let results = Mutex([Swift.Result<Result, any Error>?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { place in
            let result = Swift.Result { try transform(self[startIndex + place]) }
            results.withLock { $0[place] = result }
        }
        return try results.withLock { $0 }.compactMap { try $0?.get() }
    }
}
