/// What `demo` says once everything runs: where to look, and how to get in.
struct DemoBanner: Sendable {
  let address: String
  let signInLink: String?
  let sandbox: String?

  var text: String {
    var rows = [("Open", address)]
    if let signInLink { rows.append(("Sign in", "\(signInLink)")) }
    if let sandbox { rows.append(("Sandbox", "\(sandbox) (plays ConnectWise)")) }
    let lines = rows.map { "    \(HelpText.padded($0.0, to: 8))  \($0.1)" }
    return """

        Countersign runs with demo data.

      \(lines.joined(separator: "\n"))

        The sign-in link works once. Ctrl-C stops everything; the data is kept.


      """
  }
}

/// What `serve` says while nobody can sign in yet.
enum SetupNotice {
  static func text(_ link: String) -> String {
    "\n  Countersign is not set up yet. Open this link within 30 minutes to make the first administrator:\n\n    \(link)\n\n"
  }
}
