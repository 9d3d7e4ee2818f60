import HTTP

/// The names and spellings of our cookies.
///
/// Over https they carry the `__Host-` prefix: bound to this host, this path and a secure channel by the browser itself.
/// Over plain http, which is for one's own machine, the prefix would be refused.
enum Cookie {
  static let flash: StaticString = "flash"

  static func session(_ premises: Premises) -> StaticString { premises.isHTTPS ? "__Host-sid" : "sid" }
  static func preSession(_ premises: Premises) -> StaticString { premises.isHTTPS ? "__Host-pre" : "pre" }
  static func device(_ premises: Premises) -> StaticString { premises.isHTTPS ? "__Host-device" : "device" }

  static func make(_ name: StaticString, _ value: String, _ premises: Premises, seconds: Int? = nil) -> String {
    var text = "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
    if let seconds { text += "; Max-Age=\(seconds)" }
    if premises.isHTTPS { text += "; Secure" }
    return text
  }

  static func clearing(_ name: StaticString, _ premises: Premises) -> String { make(name, "", premises, seconds: 0) }
}
