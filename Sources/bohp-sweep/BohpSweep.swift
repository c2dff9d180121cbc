import Sweep
@main enum BohpSweep {
    static func main() throws {
        let plan = try SweepPlan(SweepFile(path: CommandLine.arguments[1]));
        for run in plan.runs { print(run.name) }
    }
}
