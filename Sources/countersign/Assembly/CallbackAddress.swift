import Markup
import Routes

/// Where ConnectWise would call us, and whether it can.
enum CallbackAddress {
  static func of(_ url: PublicURL) -> String { url.origin + Route.takeCallback(token: "").address(base: url.basePath) }

  /// Why it cannot, in a sentence; empty when it can. A ConnectWise on this machine, which is the sandbox, reaches everything here.
  static func obstacle(_ url: PublicURL, site: String, isComplete: Bool) -> String {
    if !isComplete { return "Connect to a ConnectWise first." }
    let isHere = ["http://127.0.0.1", "http://localhost", "http://[::1]"].contains { site == $0 || site.hasPrefix($0 + ":") }
    if url.isLocal {
      return isHere
        ? ""
        : "ConnectWise cannot reach \(url). Set COUNTERSIGN_PUBLIC_URL to the https address under which Countersign is reached from outside."
    }
    return url.isSecure ? "" : "ConnectWise calls only over https. Set COUNTERSIGN_PUBLIC_URL to an https address."
  }
}
