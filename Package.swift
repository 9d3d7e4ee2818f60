// swift-tools-version: 6.2
// Read top to bottom: a target may only use what stands above it. ArchitectureTests holds the sources to this list.
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "countersign",
  products: [
    .executable(name: "countersign", targets: ["countersign"]),
    .executable(name: "http-probe", targets: ["http-probe"]),
  ],
  targets: [
    // 0 · one C library each, behind a narrow header
    .target(name: "CLinux"),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),

    // Build time: templates become Swift, files become constants
    .target(name: "TemplateCompiler", swiftSettings: strict),
    .executableTarget(name: "compile-templates", dependencies: ["TemplateCompiler"], swiftSettings: strict),
    .executableTarget(name: "Embed", swiftSettings: strict),
    .plugin(name: "CompileTemplates", capability: .buildTool(), dependencies: ["compile-templates"]),
    .plugin(name: "EmbedFiles", capability: .buildTool(), dependencies: ["Embed"]),

    // 1 · machinery that knows no invoices
    .target(name: "Bytes", swiftSettings: strict),
    .target(name: "Threads", dependencies: ["CLinux"], swiftSettings: strict),
    .target(name: "HTTP", dependencies: ["CLinux", "CZlib", "Bytes", "Threads"], swiftSettings: strict),
    .target(name: "SQLite", dependencies: ["CSQLite", "CLinux", "Bytes", "Threads"], swiftSettings: strict),
    .target(name: "Curl", dependencies: ["CCurl", "Bytes"], swiftSettings: strict),
    .target(name: "Crypto", dependencies: ["CCrypto", "CArgon2", "Bytes"], swiftSettings: strict),
    .target(name: "Markup", dependencies: ["Bytes"], swiftSettings: strict),

    // 2 · what is true
    .target(name: "Domain", dependencies: ["Bytes"], swiftSettings: strict),

    // 3 · addresses, the vendor, memory
    .target(name: "Assets", dependencies: ["Markup", "Bytes"], path: "Public", swiftSettings: strict, plugins: ["EmbedFiles"]),
    .target(name: "Routes", dependencies: ["Domain", "Markup"], swiftSettings: strict),
    .target(name: "ConnectWise", dependencies: ["Curl", "Bytes"], swiftSettings: strict),
    .target(name: "Migrations", path: "migrations", swiftSettings: strict, plugins: ["EmbedFiles"]),
    .target(name: "Store", dependencies: ["SQLite", "Domain", "Crypto", "Migrations", "Bytes"], swiftSettings: strict),

    // 4 · what is seen
    .target(
      name: "Pages", dependencies: ["Markup", "Domain", "Routes", "Assets", "Bytes"], path: "Templates", swiftSettings: strict,
      plugins: ["CompileTemplates"]),

    // 5 · what is done
    .target(
      name: "Web",
      dependencies: [
        "HTTP", "Markup", "Routes", "Assets", "Pages", "Store", "SQLite", "Domain", "Crypto", "Bytes",
        "Threads",
      ],
      swiftSettings: strict),
    .target(
      name: "Jobs", dependencies: ["ConnectWise", "Curl", "Store", "SQLite", "Domain", "Crypto", "Bytes", "Threads"],
      swiftSettings: strict),
    .target(name: "Sandbox", dependencies: ["HTTP", "Markup", "Crypto", "Domain", "Threads", "Bytes"], swiftSettings: strict),

    // 6 · configuration, wiring, command line
    .executableTarget(
      name: "countersign",
      dependencies: [
        "Bytes", "HTTP", "SQLite", "Curl", "Crypto", "Markup", "Domain", "Routes", "Assets", "ConnectWise", "Store",
        "Pages", "Web", "Jobs", "Sandbox", "CLinux", "Threads",
      ], swiftSettings: strict),
    .executableTarget(name: "http-probe", dependencies: ["HTTP", "Bytes", "CLinux", "Threads"], swiftSettings: strict),
    .executableTarget(name: "write-probe", dependencies: ["SQLite", "Threads"], swiftSettings: strict),

    // Never shipped: every page in every state, for goldens and for eyes
    .target(name: "PageStates", dependencies: ["Pages", "Markup", "Domain", "Routes", "Bytes"], path: "Tests/PageStates"),
    .executableTarget(name: "page-gallery", dependencies: ["PageStates", "Assets"], path: "Tests/Gallery"),

    .executableTarget(
      name: "seed-store", dependencies: ["Store", "SQLite", "Domain", "Crypto"], path: "Tests/Bench/SeedStore",
      swiftSettings: strict),
    .executableTarget(
      name: "measure-facts", dependencies: ["Store", "SQLite", "Domain", "Crypto"], path: "Tests/Bench/MeasureFacts",
      swiftSettings: strict),
    // The parsers as functions of arbitrary bytes; scripts/fuzz links them with libFuzzer
    .target(
      name: "Fuzz", dependencies: ["HTTP", "TemplateCompiler", "Domain", "Bytes"], path: "Fuzz", exclude: ["corpus", "words"],
      swiftSettings: strict),

    // Invoices that nobody would write by hand, for the rules
    .target(name: "FactsMaker", dependencies: ["Domain"], path: "Tests/FactsMaker", swiftSettings: strict),
    .executableTarget(
      name: "rules-probe", dependencies: ["FactsMaker", "Domain"], path: "Tests/RulesProbe", swiftSettings: strict),

    // The outbox under one seed: production code, simulated world
    .target(
      name: "Simulation",
      dependencies: ["Jobs", "Sandbox", "ConnectWise", "Curl", "Store", "SQLite", "Domain", "Crypto", "Threads", "Bytes"],
      path: "Tests/Simulation", swiftSettings: strict),
    .executableTarget(
      name: "simulate-writebacks", dependencies: ["Simulation", "Bytes"], path: "Tests/SimulateWriteBacks", swiftSettings: strict),

    // Tests mirror the sources
    .testTarget(name: "BytesTests", dependencies: ["Bytes"]),
    .testTarget(name: "ThreadsTests", dependencies: ["Threads"]),
    .testTarget(name: "HTTPTests", dependencies: ["HTTP", "Bytes", "CLinux"]),
    .testTarget(name: "FuzzTests", dependencies: ["Fuzz"]),
    .target(name: "CFileFaults", dependencies: ["CSQLite"], path: "Tests/CFileFaults"),
    .testTarget(name: "SQLiteTests", dependencies: ["SQLite", "Bytes", "CSQLite", "CFileFaults", "Threads"]),
    .target(name: "Loopback", path: "Tests/Loopback"),
    .testTarget(name: "CurlTests", dependencies: ["Curl", "Bytes", "HTTP", "Loopback"]),
    .testTarget(name: "CryptoTests", dependencies: ["Crypto", "Bytes"]),
    .testTarget(name: "MarkupTests", dependencies: ["Markup", "Bytes"]),
    .testTarget(name: "EmbedTests", dependencies: ["Embed"]),
    .testTarget(name: "TemplateCompilerTests", dependencies: ["TemplateCompiler"], exclude: ["Golden"]),
    .testTarget(name: "DomainTests", dependencies: ["Domain", "FactsMaker", "Bytes"], exclude: ["Golden"]),
    .testTarget(name: "RoutesTests", dependencies: ["Routes", "Domain", "Markup"]),
    .testTarget(name: "ConnectWiseTests", dependencies: ["ConnectWise", "Curl", "Bytes", "Loopback"]),
    .testTarget(name: "StoreTests", dependencies: ["Store", "SQLite", "Domain", "Crypto", "Bytes"]),
    .testTarget(
      name: "PagesTests", dependencies: ["Pages", "PageStates", "Markup", "Domain", "Routes", "Assets", "Bytes"],
      exclude: ["Golden"]),
    .testTarget(
      name: "WebTests", dependencies: ["Web", "HTTP", "Store", "SQLite", "Domain", "Crypto", "Routes", "Bytes", "Threads"]),
    .testTarget(
      name: "JobsTests",
      dependencies: [
        "Jobs", "Simulation", "Sandbox", "ConnectWise", "Curl", "Store", "SQLite", "Domain", "Crypto", "Bytes", "Threads",
      ]),
    .testTarget(name: "SandboxTests", dependencies: ["Sandbox", "Crypto", "ConnectWise", "Curl", "HTTP", "Domain", "Bytes"]),
    .testTarget(name: "CommandTests", dependencies: ["countersign", "HTTP", "Crypto", "SQLite", "Bytes", "Domain"]),
    .testTarget(name: "ArchitectureTests"),
  ]
)
