import Foundation
import PackagePlugin

/// Writes the commit of the sources into the program, before every build.
@main
struct BuildStamp: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) async throws -> [Command] {
        let package = context.package.directoryURL
        let output = context.pluginWorkDirectoryURL
        return [
            .prebuildCommand(
                displayName: "Commit of the sources", executable: URL(fileURLWithPath: "/bin/sh"),
                arguments: [
                    package.appending(path: "Plugins/BuildStamp/stamp.sh").path, package.path, output.path,
                ],
                outputFilesDirectory: output)
        ]
    }
}
