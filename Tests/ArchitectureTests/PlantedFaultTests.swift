import Testing

private let manifest = """
  .target(name: "Store"),
  .target(name: "Domain", dependencies: ["Web"], swiftSettings: strict),
  .target(
    name: "Pages", dependencies: ["Domain", "Store"],
    path: "Templates", plugins: ["CompileTemplates"]),
  .target(name: "Web", dependencies: ["Pages"]),
  .executableTarget(name: "countersign", dependencies: ["Web", "Jobs"]),
  .testTarget(name: "WebTests", dependencies: ["Web"], exclude: ["Golden"]),
  """

private func house(_ path: String, _ text: String) -> House { House(manifest: manifest, files: [(path, text)]) }

@Test func `a planted import is caught, and one in a comment or a string is not`() {
  let text = [
    "import Domain", "// import Store", "let a = \"\"\"", "import Web", "\"\"\"", "@testable import Pages",
    "public import struct Curl.Thing",
  ].joined(separator: "\n")
  #expect(
    house("Sources/Web/Inbox/A.swift", text).importsThatAreNotDeclared() == [
      "Sources/Web/Inbox/A.swift:1 imports Domain, which Package.swift does not give to Web",
      "Sources/Web/Inbox/A.swift:7 imports Curl, which Package.swift does not give to Web",
    ])
  #expect(
    house("Templates/Inbox/A.swift", "import Glibc\n").systemModulesInPureTargets() == [
      "Templates/Inbox/A.swift:1 imports Glibc; Pages knows neither system nor clock"
    ])
  #expect(
    house("Sources/Web/A.swift", "/* a\n */ import FoundationEssentials\n").foundationInTheRequestPath() == [
      "Sources/Web/A.swift:2 imports FoundationEssentials, which Web must do without"
    ])
  #expect(house("Sources/Jobs/A.swift", "import Foundation\n").foundationInTheRequestPath() == [])
}

@Test func `a planted dependency is caught`() {
  #expect(
    House(manifest: manifest, files: []).dependenciesThatPointUpwards() == [
      "Package.swift lets Domain depend on Web, which does not stand above it",
      "Package.swift lets countersign depend on Jobs, which does not stand above it",
    ])
  #expect(
    House(manifest: manifest, files: []).reach(of: "Pages", into: ["Store", "SQLite"], because: "no") == [
      "Package.swift lets Pages reach Store; no"
    ])
}

@Test func `planted traps, vouchers, builds and names are caught in sources`() {
  let text = [
    "let a = try! b()", "let c = d as! E", "", "fatalError(\"x\")", "let s = \"try! \\\"as! \"",
    "final class F: @unchecked Sendable {}", "#if DEBUG",
  ].joined(separator: "\n")
  let planted = house("Sources/Web/SessionManager.swift", text)
  #expect(
    planted.traps(except: []) == [
      "Sources/Web/SessionManager.swift:1 uses try!; outside data must never stop the program",
      "Sources/Web/SessionManager.swift:2 uses as! ; outside data must never stop the program",
      "Sources/Web/SessionManager.swift:4 uses fatalError(; outside data must never stop the program",
    ])
  #expect(planted.placesThatVouchForThreads() == ["Sources/Web/SessionManager.swift": 1])
  #expect(planted.codeThatDependsOnTheBuild().count == 1)
  #expect(planted.filesWithEmptyNames().first?.hasPrefix("Sources/Web/SessionManager.swift is called a Manager;") == true)
  #expect(planted.longFiles(over: 5, except: []).count == 1)
  #expect(house("Tests/WebTests/A.swift", text).traps(except: []) == [])
  #expect(house("Sources/Web/Base64.swift", "").filesWithEmptyNames() == [])
}
