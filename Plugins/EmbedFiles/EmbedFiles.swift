import Foundation
import PackagePlugin

/// Turns the text files of a target's own folder into constants: `Public/` into assets, `migrations/` into the schema.
///
/// The folder must be the target's own: SwiftPM looks for new files nowhere else.
@main struct EmbedFiles: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? any SourceModuleTarget else { return [] }
    let files = target.sourceFiles.map(\.url)
      .filter { $0.pathExtension != "swift" && !$0.lastPathComponent.hasPrefix(".") }
      .sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "\(target.name)+Files.swift")
    return [
      .buildCommand(
        displayName: "Embedding the files of \(target.name)",
        executable: try context.tool(named: "Embed").url,
        arguments: [target.name.lowercased(), output.path, target.directoryURL.path] + files.map(\.path),
        inputFiles: files,
        outputFiles: [output])
    ]
  }
}
