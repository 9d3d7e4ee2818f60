import Bytes

/// Which ConnectWise to talk to, and with which keys. Prints without the keys.
public struct Connection: Sendable, Equatable {
  public let site: Site
  public let company: String
  public let publicKey: String
  public let privateKey: String
  public let clientID: String

  public init(site: Site, company: String, publicKey: String, privateKey: String, clientID: String) {
    self.site = site
    self.company = company
    self.publicKey = publicKey
    self.privateKey = privateKey
    self.clientID = clientID
  }

  /// `Basic base64("{company}+{publicKey}:{privateKey}")`; the `+` is literal inside (API-NOTES §1).
  var authorization: String { "Basic " + Base64.encode("\(company)+\(publicKey):\(privateKey)".utf8) }
}

extension Connection: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "\(company) at \(site.origin)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["site": site.origin, "company": company]) }
}
