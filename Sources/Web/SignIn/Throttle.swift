import Store

/// How fast somebody may guess. A pure rule: what is known of a bucket and the time in, what to do out.
///
/// Three kinds of bucket, so that an attacker who does not stop never locks the owner out: the account seen from unknown
/// devices, the account seen from one known device, and the network the attempt comes from (RELIABILITY: sign-in).
public enum Throttle {
  public struct Limit: Equatable, Sendable {
    /// Failures that cost nothing.
    let free: Int
    /// The first wait; each further failure doubles it.
    let firstWait: Int64
    let longestWait: Int64
    /// Failures allowed per window; beyond them the bucket waits for the window to end.
    let perWindow: Int
    let window: Int64

    /// Five tries, then 1 s doubling to 15 min, and never more than 100 in an hour.
    static let account = Limit(free: 5, firstWait: 1_000, longestWait: 900_000, perWindow: 100, window: 3_600_000)
    /// Thirty in ten minutes from one /24 or /64, whoever they try to be.
    static let network = Limit(free: 30, firstWait: 60_000, longestWait: 600_000, perWindow: 30, window: 600_000)
  }

  /// Seconds to wait before the next try is even looked at; nil when it may be made now.
  public static func wait(_ record: ThrottleRecord, now: Int64) -> Int? {
    record.blockedUntil > now ? Int((record.blockedUntil - now + 999) / 1_000) : nil
  }

  public static func afterFailure(_ record: ThrottleRecord, limit: Limit, now: Int64) -> ThrottleRecord {
    var next = record
    if now - record.windowStarted >= limit.window {
      next = ThrottleRecord(failures: 0, windowStarted: now, blockedUntil: record.blockedUntil)
    }
    next.failures += 1
    let beyond = next.failures - limit.free
    if next.failures >= limit.perWindow {
      next.blockedUntil = max(next.blockedUntil, next.windowStarted + limit.window)
    } else if beyond >= 0 {
      let doubled = limit.firstWait << Int64(min(beyond, 20))
      next.blockedUntil = max(next.blockedUntil, now + min(doubled, limit.longestWait))
    }
    return next
  }

  /// The network an address belongs to: /24 of IPv4, /64 of IPv6, one for everybody on a Unix socket.
  public static func network(of address: String) -> String {
    if address.contains(":") {
      // An address is written with `::` anywhere; only the groups before it are certain, which is what a prefix needs.
      let head = address.prefix(upTo: address.firstRange(of: "::")?.lowerBound ?? address.endIndex)
      return head.split(separator: ":").prefix(4).joined(separator: ":") + "::/64"
    }
    let parts = address.split(separator: ".")
    return parts.count == 4 ? parts.prefix(3).joined(separator: ".") + ".0/24" : address
  }
}

extension String {
  fileprivate func firstRange(of needle: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
      start = index(after: start)
    }
    return nil
  }
}
