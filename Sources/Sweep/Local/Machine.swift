import Foundation

/// The processors and the memory that this process may use.
public struct MachineShare: Sendable {
    /// The number of processors.
    public var processors: Int
    /// Memory, in bytes.
    public var memory: Double

    /// A share of the given size.
    public init(processors: Int, memory: Double) {
        self.processors = max(1, processors)
        self.memory = memory
    }

    /// The whole machine, or what Slurm and the control group of the process leave of it.
    public static var current: MachineShare {
        let process = ProcessInfo.processInfo
        func slurm(_ name: String) -> Double? { process.environment["SLURM_\(name)"].flatMap(Double.init) }
        let processors = min(
            Double(process.activeProcessorCount),
            slurm("CPUS_PER_TASK") ?? slurm("JOB_CPUS_PER_NODE") ?? .infinity)
        let group = (try? String(contentsOfFile: "/sys/fs/cgroup/memory.max", encoding: .utf8))
            .flatMap { Double($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        let job = slurm("MEM_PER_NODE") ?? slurm("MEM_PER_CPU").map { $0 * processors }
        let limits = [group, job.flatMap { $0 > 0 ? $0 * 1_048_576 : nil }].compactMap(\.self)
        let memory = limits.reduce(Double(process.physicalMemory), min)
        // The rest is for the system, and for what the estimates leave out.
        return MachineShare(processors: Int(processors), memory: 0.8 * memory)
    }
}
