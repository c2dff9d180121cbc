import Analysis
import Report

/// A value of a client.
let oddName = CatalogueValue<AnalysedRun>("run.odd_name", "the name backwards") {
    .text(String($0.run.name.reversed()))
}
