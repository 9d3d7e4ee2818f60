import CLinux
import Glibc

/// A range of addresses, such as `10.0.0.0/8`, `::1` or `fd00::/8`.
public struct CIDR: Sendable, Equatable {
  let address: Address
  let prefix: Int

  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first, let address = Address(String(first)) else { return nil }
    self.address = address
    guard parts.count == 2 else {
      prefix = 128
      return
    }
    var length = 0
    guard !parts[1].isEmpty, parts[1].utf8.count <= 3 else { return nil }
    for digit in parts[1].utf8 {
      guard Octet.isDigit(digit) else { return nil }
      length = length * 10 + Int(digit &- 0x30)
    }
    guard length <= (address.isIPv4 ? 32 : 128) else { return nil }
    prefix = address.isIPv4 ? length + 96 : length
  }

  public func contains(_ text: String) -> Bool {
    guard let other = Address(text) else { return false }
    return contains(other)
  }

  func contains(_ other: Address) -> Bool {
    let (highMask, lowMask) = CIDR.masks(prefix)
    return (address.high ^ other.high) & highMask == 0 && (address.low ^ other.low) & lowMask == 0
  }

  private static func masks(_ prefix: Int) -> (UInt64, UInt64) {
    let high = prefix >= 64 ? UInt64.max : prefix == 0 ? 0 : UInt64.max << UInt64(64 - prefix)
    let low = prefix <= 64 ? 0 : prefix >= 128 ? UInt64.max : UInt64.max << UInt64(128 - prefix)
    return (high, low)
  }
}

/// An IP address as 128 bits; IPv4 as `::ffff:a.b.c.d`, so that both spellings of one peer are equal.
struct Address: Sendable, Equatable {
  let high: UInt64
  let low: UInt64

  var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

  init?(_ text: String) {
    var v4 = in_addr()
    if inet_pton(AF_INET, text, &v4) == 1 {
      self.init(v4)
      return
    }
    var v6 = in6_addr()
    guard inet_pton(AF_INET6, text, &v6) == 1 else { return nil }
    self.init(v6)
  }

  init(_ v4: in_addr) {
    high = 0
    low = 0xFFFF << 32 | UInt64(UInt32(bigEndian: v4.s_addr))
  }

  init(_ v6: in6_addr) {
    let halves = withUnsafeBytes(of: v6) {
      ($0.loadUnaligned(as: UInt64.self), $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }
    high = UInt64(bigEndian: halves.0)
    low = UInt64(bigEndian: halves.1)
  }

  var text: String {
    if isIPv4 {
      return "\(low >> 24 & 255).\(low >> 16 & 255).\(low >> 8 & 255).\(low & 255)"
    }
    var v6 = in6_addr()
    withUnsafeMutableBytes(of: &v6) {
      $0.storeBytes(of: high.bigEndian, as: UInt64.self)
      $0.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
    }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      guard let start = buffer.baseAddress, inet_ntop(AF_INET6, &v6, start, 64) != nil else { return "unknown" }
      return String(cString: start)
    }
  }
}
