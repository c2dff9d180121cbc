import Report

/// The figure of a client's conditions.
let waitFigure = VariationFigure(
    "longer-waits", summary: "Bit error rate against the wait.", title: "Wait (steps)",
    words: "the number of steps of the wait", column: "wait_steps")
