import Analysis

extension RunValue {
    /// `machine.` and `software.`: where and by what the run was trained.
    static let ofMachine: [RunValue] = [
        RunValue("machine.system", "the operating system") { .text($0.information.machine.system) },
        RunValue("machine.processor", "the processor's model") { .text($0.information.machine.processor) },
        RunValue("machine.cores", "processors that training could use") {
            .integer($0.information.machine.cores)
        },
        RunValue("machine.memory", "memory in bytes") { .number(Double($0.information.machine.memory)) },
        RunValue("machine.instruction_set", "the vector instructions that training used") {
            .text($0.information.machine.instructionSet)
        },
        RunValue("software.name", "the program that trained") { .text($0.information.software.name) },
        RunValue("software.version", "its version") { .text($0.information.software.version) },
    ]
}
