import Foundation

/// The repository as its rules see it: the manifest and every Swift file below a target's folder.
struct House {
  let manifest: Manifest
  let files: [SwiftFile]

  static let here = House(root: URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL)

  init(manifest: String, files: [(path: String, text: String)]) {
    let manifest = Manifest(manifest)
    self.manifest = manifest
    self.files = files.map { file in
      let target = manifest.targets.first { file.path.hasPrefix($0.folder + "/") }?.name ?? ""
      return SwiftFile(path: file.path, target: target, text: file.text)
    }
  }

  private init(root: URL) {
    let manifest = (try? String(contentsOf: root.appendingPathComponent("Package.swift"), encoding: .utf8)) ?? ""
    var files: [(path: String, text: String)] = []
    for folder in Set(Manifest(manifest).targets.map(\.folder)).sorted() {
      let entries = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)?.allObjects ?? []
      for path in entries.compactMap({ $0 as? String }).sorted() where path.hasSuffix(".swift") {
        let url = root.appendingPathComponent(folder).appendingPathComponent(path)
        files.append(("\(folder)/\(path)", (try? String(contentsOf: url, encoding: .utf8)) ?? ""))
      }
    }
    self.init(manifest: manifest, files: files)
  }

  /// What is built into the product or builds it: everything but tests and the programs that only tests and loads start.
  var sources: [SwiftFile] {
    files.filter { file in
      manifest.target(file.target)?.kind != "testTarget" && !file.path.hasPrefix("Tests/") && !file.path.hasPrefix("Fuzz/")
    }
  }

  func files(of target: String) -> [SwiftFile] { files.filter { $0.target == target } }
}
