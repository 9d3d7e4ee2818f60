/// The rules of the house. Each returns its complaints as sentences that name file and line.
extension House {
  static let systemModules: Set = [
    "Foundation", "FoundationEssentials", "FoundationNetworking", "Glibc", "Synchronization", "Dispatch", "PackagePlugin",
    "Testing",
    "XCTest", "Swift", "RegexBuilder",
  ]
  static let pure: Set = ["Domain", "Markup", "Routes", "Pages", "Assets", "Migrations"]
  static let withFoundation: Set = ["ConnectWise", "Sandbox", "Jobs", "countersign"]

  func importsThatAreNotDeclared() -> [String] {
    files.flatMap { file in
      file.imports.compactMap { module, line in
        let declared = manifest.target(file.target)?.dependencies ?? []
        if declared.contains(module) || House.systemModules.contains(module) { return nil }
        return "\(file.path):\(line) imports \(module), which Package.swift does not give to \(file.target)"
      }
    }
  }

  func dependenciesThatPointUpwards() -> [String] {
    manifest.targets.enumerated().flatMap { index, target in
      target.dependencies.compactMap { name in
        manifest.targets[..<index].contains { $0.name == name }
          ? nil : "Package.swift lets \(target.name) depend on \(name), which does not stand above it"
      }
    }
  }

  func systemModulesInPureTargets() -> [String] {
    files.filter { House.pure.contains($0.target) }.flatMap { file in
      file.imports.filter { House.systemModules.contains($0.module) }.map {
        "\(file.path):\($0.line) imports \($0.module); \(file.target) knows neither system nor clock"
      }
    }
  }

  /// Foundation costs 60 MB of binary and 10 MB of memory, and its formatting and JSON cost more than a page.
  func foundationInTheRequestPath() -> [String] {
    let shipped = manifest.reach(of: "countersign").subtracting(House.withFoundation)
    return files.filter { shipped.contains($0.target) }.flatMap { file in
      file.imports.filter { $0.module.hasPrefix("Foundation") }.map {
        "\(file.path):\($0.line) imports \($0.module), which \(file.target) must do without"
      }
    }
  }

  func reach(of target: String, into forbidden: [String], because reason: String) -> [String] {
    let reached = manifest.reach(of: target)
    return forbidden.filter(reached.contains).map { "Package.swift lets \(target) reach \($0); \(reason)" }
  }

  /// Where the compiler is told to trust us about threads.
  func placesThatVouchForThreads() -> [String: Int] {
    var places: [String: Int] = [:]
    for file in sources {
      let count = file.lines(with: "@unchecked Sendable").count + file.lines(with: "nonisolated(unsafe)").count
      if count > 0 { places[file.path] = count }
    }
    return places
  }

  func traps(except listed: Set<String>) -> [String] {
    sources.filter { !listed.contains($0.path) }.flatMap { file in
      ["try!", " as! ", "fatalError("].flatMap { trap in
        file.lines(with: trap).map {
          "\(file.path):\($0) uses \(trap.trimmingPrefix(" ")); outside data must never stop the program"
        }
      }
    }
  }

  func longFiles(over limit: Int, except listed: Set<String>) -> [String] {
    sources.filter { $0.lines.count > limit && !listed.contains($0.path) }
      .map { "\($0.path) has \($0.lines.count) lines; split it by subject or list it here with a reason" }
  }

  func filesWithEmptyNames() -> [String] {
    let empty: Set = [
      "Manager", "Helper", "Helpers", "Util", "Utils", "Utilities", "Service", "Core", "Common", "Base", "Impl", "Misc",
    ]
    return files.flatMap { file in
      file.name.matches(of: #/[A-Z][a-z0-9]*/#).map { String($0.0) }.filter(empty.contains)
        .map { "\(file.path) is called a \($0); name it after the product's noun or verb" }
    }
  }

  func codeThatDependsOnTheBuild() -> [String] {
    sources.flatMap { file in
      file.lines(with: "#if DEBUG").map { "\(file.path):\($0) differs between builds; what is tested must be what ships" }
    }
  }
}
