import Analysis
import BOHP

extension RunValues {
    /// `configuration.`: what decided the run's numbers, under the names of `run.json`.
    static let ofConfiguration: [RunValue] = [
        RunValue("configuration.task", "the name of the task") { .text($0.configuration.task.name) },
        RunValue("configuration.episodes", "episodes to train on") { .integer($0.configuration.episodes) },
        RunValue("configuration.seed", "the seed of the random numbers") {
            .integer(Int($0.configuration.seed))
        },
        RunValue("configuration.batch", "episodes averaged for one update") {
            .integer($0.configuration.batch)
        },
        RunValue("configuration.plastic", "whether connections are plastic") {
            .flag($0.configuration.plastic)
        },
        RunValue("configuration.eta", "share of the Hebbian trace that a step keeps") {
            .number($0.configuration.eta)
        },
        RunValue("configuration.engine", "how the gradient is computed: bptt or rtrl") {
            .text($0.configuration.engine.rawValue)
        },
        RunValue("configuration.trace_memory", "what backpropagation keeps of the trace") {
            .text($0.configuration.traceMemory.rawValue)
        },
        RunValue("configuration.optimizer", "adam, adam-2017 or sgd") {
            .text($0.configuration.optimizer.rawValue)
        },
        RunValue("configuration.learning_rate", "the optimizer's step size") {
            .number($0.configuration.learningRate)
        },
        RunValue("configuration.l1_penalty", "what every weight's magnitude loses in an update") {
            .number($0.configuration.l1Penalty)
        },
        RunValue("configuration.precision", "double or float") { .text($0.configuration.precision.rawValue) },
    ]

    /// `task.`: the task's numbers; those of other tasks are missing.
    static let ofTask: [RunValue] = [
        RunValue("task.neurons", "neurons of the network") { .integer($0.configuration.task.value.neurons) },
        RunValue("task.steps", "steps of an episode") { .integer($0.configuration.task.value.steps) },
        RunValue("task.input_strength", "what all inputs are multiplied by") {
            .number($0.configuration.task.value.inputStrength)
        },
        RunValue("task.pattern_size", "neurons that hold a pattern") {
            $0.memory.value { .integer($0.patternSize) }
        },
        RunValue("task.patterns", "patterns shown in an episode") {
            $0.memory.value { .integer($0.patterns) }
        },
        RunValue("task.orthogonal", "whether patterns are orthogonal to each other") {
            $0.memory.value { .flag($0.orthogonal) }
        },
        RunValue("task.cycles", "how often all patterns are shown") {
            $0.memory.value { .integer($0.cycles) }
        },
        RunValue("task.presentation_steps", "steps for which a pattern is shown") {
            $0.memory.value { .integer($0.presentationSteps) }
        },
        RunValue("task.delay_steps", "steps without pattern after each presentation") {
            $0.memory.value { .integer($0.delaySteps) }
        },
        RunValue("task.test_steps", "steps for which the degraded pattern is shown") {
            $0.memory.value { .integer($0.testSteps) }
        },
        RunValue("task.counted_steps", "last steps whose outputs count for the error") {
            $0.memory.value { .integer($0.countedSteps) }
        },
        RunValue("task.degraded_share", "share of the test pattern that is set to zero") {
            $0.memory.value { .number($0.degradedShare) }
        },
        RunValue("task.degraded_bits", "elements of the test pattern that are set to zero") {
            $0.memory.value { .integer($0.degradedBits) }
        },
        RunValue("task.bias_input", "the bias neuron's input before scaling") {
            $0.memory.value { .number($0.biasInput) }
        },
        RunValue("task.vector_size", "elements of a vector of a sequence") {
            $0.regurgitation.value { .integer($0.vectorSize) }
        },
        RunValue("task.sequence_length", "vectors of a sequence") {
            $0.regurgitation.value { .integer($0.sequenceLength) }
        },
    ]
}
