import Assets
import Foundation
import PageStates

/// `page-gallery DIR`: every page in every state as a file, with the assets beside it. For eyes and for axe; never shipped.
func writeGallery() {
  guard CommandLine.arguments.count == 2 else {
    FileHandle.standardError.write(Data("usage: page-gallery DIR\n".utf8))
    exit(2)
  }
  let folder = URL(fileURLWithPath: CommandLine.arguments[1])
  do {
    try FileManager.default.createDirectory(at: folder.appending(path: "static"), withIntermediateDirectories: true)
    for asset in Asset.all {
      try Data("\(asset.text)".utf8).write(to: folder.appending(path: "\(asset.path)"))
    }
    for state in PageState.all {
      try Data(state.html().utf8).write(to: folder.appending(path: "\(state.name).html"))
    }
  } catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
  }
}
