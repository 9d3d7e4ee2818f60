import Bytes
import ConnectWise
import Curl
import Glibc
import HTTP

/// How a setting's text becomes a value, and how its allowed values are told to people.
struct SettingKind<Value: Sendable>: Sendable {
  let type: String
  let allowed: String
  let parse: @Sendable (String) throws(Unfit) -> Value
}

extension SettingKind where Value == String {
  static func text(_ allowed: String, longest: Int = 200) -> SettingKind {
    SettingKind(type: "text", allowed: "\(allowed), at most \(longest) characters") { text throws(Unfit) in
      guard text.count <= longest else { throw Unfit("it has \(text.count) characters") }
      guard text.unicodeScalars.allSatisfy(Printable.isHarmless) else { throw Unfit("it contains an invisible character") }
      return text
    }
  }

  /// A secret that a machine made: too short a one could be guessed over the network.
  static func token(shortest: Int) -> SettingKind {
    SettingKind(type: "text", allowed: "\(shortest) to 200 unguessable characters without spaces") { text throws(Unfit) in
      guard (shortest...200).contains(text.count), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw Unfit() }
      return text
    }
  }

  static func choice(_ choices: [String]) -> SettingKind {
    SettingKind(type: "choice", allowed: "one of " + choices.joined(separator: ", ")) { text throws(Unfit) in
      guard choices.contains(text) else { throw Unfit() }
      return text
    }
  }

  static let path = SettingKind(type: "path", allowed: "a path of at most 1,024 bytes") { text throws(Unfit) in
    guard text.utf8.count <= 1_024 else { throw Unfit("it has \(text.utf8.count) bytes") }
    guard text.unicodeScalars.allSatisfy(Printable.isHarmless) else { throw Unfit("it contains an invisible character") }
    return text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  /// BCP 47, the plain form: language, optional script, optional region.
  static let locale = SettingKind(type: "locale", allowed: "a language with an optional country, like en-US, de or zh-Hant-TW") {
    text throws(Unfit) in
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let letters = parts.allSatisfy { part in
      part.utf8.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 >= 0x30 && $0 <= 0x39 }
    }
    guard letters, let language = parts.first, (2...3).contains(language.count), parts.count <= 3,
      parts.dropFirst().allSatisfy({ (2...4).contains($0.count) })
    else { throw Unfit() }
    return text
  }

  /// Looked up where the C library looks, so that a typing error shows now and not in the first date.
  static let timeZone = SettingKind(type: "time zone", allowed: "UTC or a name of the time zone database, like Europe/Berlin") {
    text throws(Unfit) in
    let legal = text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2F, 0x5F: true
      default: false
      }
    }
    guard legal, !text.isEmpty, text.utf8.count <= 64, !text.hasPrefix("/"), !text.contains("//") else { throw Unfit() }
    if text == "UTC" { return text }
    let database = "/usr/share/zoneinfo"
    guard access(database, F_OK) == 0 else {
      throw Unfit("this machine has no time zone database; install the package tzdata, or use UTC")
    }
    guard case .success(let bytes) = readFile("\(database)/\(text)", limit: 1 << 20), bytes.starts(with: Array("TZif".utf8))
    else {
      throw Unfit("this machine knows no time zone of that name")
    }
    return text
  }
}

extension SettingKind where Value == Int {
  static func whole(_ range: ClosedRange<Int>, _ unit: String) -> SettingKind {
    SettingKind(type: "whole number", allowed: "a whole number from \(range.lowerBound) to \(range.upperBound) (\(unit))") {
      text throws(Unfit) in
      guard let number = parseDigits(text), range.contains(number) else { throw Unfit() }
      return number
    }
  }

  /// `auto` is 0: whoever uses the value decides.
  static func wholeOrAuto(_ range: ClosedRange<Int>, _ unit: String) -> SettingKind {
    SettingKind(
      type: "whole number", allowed: "auto, or a whole number from \(range.lowerBound) to \(range.upperBound) (\(unit))"
    ) {
      text throws(Unfit) in
      if text == "auto" { return 0 }
      guard let number = parseDigits(text), range.contains(number) else { throw Unfit() }
      return number
    }
  }
}

extension SettingKind where Value == Bool {
  static let yesOrNo = SettingKind(type: "yes or no", allowed: "yes or no") { text throws(Unfit) in
    switch text.lowercased() {
    case "yes", "true", "on", "1": return true
    case "no", "false", "off", "0": return false
    default: throw Unfit()
    }
  }
}

extension SettingKind where Value == [ListenAddress] {
  static let listenAddresses = SettingKind(
    type: "addresses",
    allowed: "HOST:PORT or unix:PATH, several separated by commas; HOST is an IP address or localhost, PORT 0 to 65535"
  ) { text throws(Unfit) in
    var points: [ListenAddress] = []
    for part in list(text) { points.append(try ListenAddress(setting: part)) }
    guard !points.isEmpty, points.count <= 8 else { throw Unfit() }
    return points
  }
}

extension SettingKind where Value == ListenAddress {
  static let listenAddress = SettingKind(
    type: "address", allowed: "HOST:PORT or unix:PATH; HOST is an IP address or localhost, PORT 0 to 65535"
  ) { text throws(Unfit) in try ListenAddress(setting: text) }
}

extension SettingKind where Value == PublicURL {
  static let publicURL = SettingKind(
    type: "URL",
    allowed: "http:// or https://, a host name, an optional port and path, like https://billing.example.com/countersign"
  ) { text throws(Unfit) in try PublicURL(text) }
}

extension SettingKind where Value == [CIDR] {
  static let networks = SettingKind(
    type: "networks", allowed: "IP addresses or networks like 10.0.0.0/8 or fd00::/8, separated by commas"
  ) { text throws(Unfit) in
    var networks: [CIDR] = []
    for entry in list(text) {
      guard let network = CIDR(entry) else { throw Unfit("\(quoted(entry)) is none of these") }
      networks.append(network)
    }
    return networks
  }
}

extension SettingKind where Value == [String] {
  static let hostNames = SettingKind(type: "host names", allowed: "host names or IP addresses without port, separated by commas")
  {
    text throws(Unfit) in
    var names: [String] = []
    for name in list(text) {
      guard HostName.isLegal(name) else { throw Unfit("\(quoted(name)) is not a host name") }
      names.append(name.lowercased())
    }
    return names
  }

  /// The policy itself reads them again; asking it here puts the complaint beside all the others.
  static let outbound = SettingKind(
    type: "addresses",
    allowed: "http://host:port, https://host:port, an IP address, or a network like 10.0.0.0/8, separated by commas"
  ) { text throws(Unfit) in
    let entries = list(text)
    do throws(OutboundPolicy.Mistake) {
      _ = try OutboundPolicy(allow: entries)
    } catch { throw Unfit("\(quoted(error.entry)) is none of these") }
    return entries
  }
}

extension SettingKind where Value == ConnectWise.Site {
  static let connectWiseSite = SettingKind(
    type: "host", allowed: "the host that people type to sign in to ConnectWise, like na.myconnectwise.net"
  ) { text throws(Unfit) in
    guard let site = ConnectWise.Site(text) else { throw Unfit() }
    return site
  }
}

/// The entries of a comma-separated setting, without the space around them.
private func list(_ text: String) -> [String] {
  text.split(separator: ",").map { trimmed($0) }.filter { !$0.isEmpty }
}

func trimmed(_ text: some StringProtocol) -> String {
  let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  return String(decoding: text.utf8.drop(while: isSpace).reversed().drop(while: isSpace).reversed(), as: UTF8.self)
}
