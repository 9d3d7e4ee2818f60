import Testing

@testable import Embed

private func assets(_ files: (String, String)...) -> (swift: String, refusals: [String]) {
  var refusals: [Refusal] = []
  let source = AssetSource(files.map { EmbeddedFile(path: "Public/\($0.0)", name: $0.0, text: $0.1) }, refusals: &refusals)
  return (source.swift, refusals.map { "\($0.path): \($0.sentence)" })
}

private func migrations(_ names: String...) -> (swift: String, refusals: [String]) {
  var refusals: [Refusal] = []
  let source = MigrationSource(names.map { EmbeddedFile(path: $0, name: $0, text: "-- \($0)\n") }, refusals: &refusals)
  return (source.swift, refusals.map { "\($0.path): \($0.sentence)" })
}

@Test func `an asset is served under a name that changes with its content and only then`() {
  let one = assets(("js/app-shell.js", "let a = \"\\n\"\n")).swift
  #expect(one.contains("public static let `jsAppShell` = Asset("))
  #expect(one.contains(#"path: "/static/js/app-shell."#))
  #expect(one.contains(#"contentType: "text/javascript; charset=utf-8""#))
  #expect(one.contains(#"text: "let a = \"\\n\"\n""#))
  #expect(one == assets(("js/app-shell.js", "let a = \"\\n\"\n")).swift)
  #expect(contentHash("a") != contentHash("b"))
  #expect(contentHash("").count == 16)
}

@Test func `files that cannot be served are refused with what to do`() {
  #expect(
    assets(("logo.png", ""), ("a b.css", ""), ("7.css", ""), ("all.css", ""), ("app.css", ""), ("app.js", "")).refusals == [
      "Public/logo.png: has a kind that is not served; known are css, js, json, svg, txt, webmanifest",
      "Public/a b.css: may be named with letters, digits, '-', '_', '.' and '/' only",
      "Public/7.css: cannot become Asset.7: rename the file",
      "Public/all.css: cannot become Asset.all: rename the file",
      "Public/app.js: and app.css both become Asset.app: rename one of them",
    ])
}

@Test func `migrations keep their order and their numbers`() {
  let made = migrations("0002_b.sql", "0001_a.sql")
  #expect(made.refusals.isEmpty)
  #expect(
    made.swift.contains(
      """
          (name: "0001_a.sql", sql: "-- 0001_a.sql\\n"),
          (name: "0002_b.sql", sql: "-- 0002_b.sql\\n"),
      """))
  #expect(
    migrations("0001_a.sql", "0001_b.sql", "2_c.sql", "0003_d.txt").refusals == [
      "0001_b.sql: has the number of 0001_a.sql: each migration has its own",
      "2_c.sql: must be named like 0007_comments.sql",
      "0003_d.txt: must be named like 0007_comments.sql",
    ])
}

@Test(arguments: [
  ("a { b: c }\n", "a { b: c }\n"),
  ("/* x */\n\n  a {\n    b: c;  \n  }\n", "a {\nb: c;\n}\n"),
  ("a/**/b{}", "a/**/b{}"),
  ("a /* x */ b{}", "a  b{}"),
  ("a { content: \"/* x */\\\"  \n\"; }", "a { content: \"/* x */\\\"  \n\"; }"),
  ("a { b: url(data:/*x*/y) }", "a { b: url(data:/*x*/y) }"),
  ("a { b: url( \"x)y/*\" ) /* z */}", "a { b: url(\"x)y/*\" ) }"),
  ("/* never closed", ""),
  ("a { b: 'never closed", "a { b: 'never closed"),
])
func `a style sheet loses comments and indentation and nothing else`(css: String, slim: String) {
  #expect(slimmedCSS(css) == slim)
}
