import Analysis

extension RunValues {
    /// `machine.` and `software.`: the machine and the program that trained the run.
    static let ofMachine: [RunValue] =
        RunValue.family(
            "machine", of: \.information.machine,
            .init("system", "the operating system") { .text($0.system) },
            .init("processor", "the processor's model") { .text($0.processor) },
            .init("cores", "processors available to training") { .integer($0.cores) },
            .init("memory", "memory in bytes") { .number(Double($0.memory)) },
            .init("instruction_set", "the vector instruction set that training used") {
                .text($0.instructionSet)
            }
        )
        + RunValue.family(
            "software", of: \.information.software,
            .init("name", "the program that trained") { .text($0.name) },
            .init("version", "the version of that program") { .text($0.version) }
        )
}
