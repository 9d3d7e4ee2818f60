import Foundation
import PackagePlugin

/// Compiles the HTML files in a target's own folder, whatever subfolder they lie in.
///
/// The folder must be the target's own: SwiftPM looks for new files nowhere else.
@main struct CompileTemplates: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? any SourceModuleTarget else { return [] }
    let templates = target.sourceFiles.map(\.url)
      .filter { $0.pathExtension == "html" && !$0.lastPathComponent.hasPrefix(".") }
      .sorted { $0.path < $1.path }
    var byName: [String: URL] = [:]
    for template in templates {
      if let other = byName.updateValue(template, forKey: template.lastPathComponent) {
        Diagnostics.error("\(template.path):1:1: error: \(other.path) has the same name; a struct has one template.")
        return []
      }
    }
    guard !templates.isEmpty else { return [] }
    let output = context.pluginWorkDirectoryURL
    let imports = target.dependencies.flatMap { dependency -> [String] in
      guard case .target(let module) = dependency else { return [] }
      return ["--import", module.name]
    }
    return [
      .buildCommand(
        displayName: "Compiling \(templates.count) templates of \(target.name)",
        executable: try context.tool(named: "compile-templates").url,
        arguments: [output.path] + imports + templates.map(\.path),
        inputFiles: templates,
        outputFiles: templates.map { output.appending(path: "\($0.lastPathComponent).swift") })
    ]
  }
}
