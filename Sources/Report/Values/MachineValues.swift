import Analysis

extension RunValues {
    /// `machine.` and `software.`: the machine and the program that trained the run.
    static let ofMachine: [RunValue] = [
        RunValue("machine.system", "the operating system") { .text($0.information.machine.system) },
        RunValue("machine.processor", "the processor's model") { .text($0.information.machine.processor) },
        RunValue("machine.cores", "processors available to training") {
            .integer($0.information.machine.cores)
        },
        RunValue("machine.memory", "memory in bytes") { .number(Double($0.information.machine.memory)) },
        RunValue("machine.instruction_set", "the vector instruction set that training used") {
            .text($0.information.machine.instructionSet)
        },
        RunValue("software.name", "the program that trained") { .text($0.information.software.name) },
        RunValue("software.version", "the version of that program") {
            .text($0.information.software.version)
        },
    ]
}
