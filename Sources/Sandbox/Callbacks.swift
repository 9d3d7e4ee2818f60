import Bytes
import Crypto

/// One message to somebody who asked to be told (API-NOTES §7). The sandbox makes it; whoever runs the sandbox sends it.
public struct CallbackDelivery: Sendable, Equatable {
  /// Counts from 1.
  public let number: Int
  public let url: String
  public let headers: [Header]
  public let body: [UInt8]
  /// Not before; milliseconds since 1970.
  public fileprivate(set) var due: Int64
  public fileprivate(set) var attempt: Int

  public struct Header: Sendable, Equatable {
    public let name: String
    public let value: String
  }
}

extension Sandbox {
  /// Types that can be watched, and how narrowly.
  static let callbackLevels: [String: Set<String>] = [
    "invoice": ["owner", "status", "company", "invoice"], "agreement": ["owner", "type", "company", "agreement"],
    "time": ["owner", "company", "time"], "expense": ["owner", "chargetotype", "type", "class", "company", "expense"],
    "ticket": ["owner", "board", "project", "phase", "status", "ticket"], "productcatalog": ["owner"],
    "member": ["owner", "location", "securityrole", "member"], "company": ["owner", "territory", "status", "type", "company"],
    "contact": ["owner", "company", "contact"], "project": ["owner", "company", "project"],
  ]

  private static let watched: [Family: String] = [
    .invoices: "invoice", .agreements: "agreement", .timeEntries: "time", .expenses: "expense", .tickets: "ticket",
    .projectTickets: "ticket", .catalog: "productcatalog", .members: "member", .companies: "company", .contacts: "contact",
    .projects: "project",
  ]

  /// The key that a callback's messages are signed with.
  static func signingKey(_ callback: Int) -> String { "sandbox-\(identifier(UInt64(bitPattern: Int64(callback)) ^ 0x5163_4E1D))" }

  /// base64(HMAC-SHA256(SHA256(key), body)), over the raw bytes.
  static func signature(_ body: [UInt8], key: String) -> String { Base64.encode(hmacSHA256(key: sha256(key), body)) }

  /// The document behind `key_url`.
  static func callbackKey(_ request: SandboxRequest) -> SandboxAnswer? {
    guard let id = request.value("id").flatMap({ Int($0) }) else { return nil }
    return .init(status: 200, headers: [], body: JSON.record([("signing_key", .text(signingKey(id)))]).bytes)
  }

  /// Queues a message for everybody who watches the record.
  mutating func announce(
    _ action: String, _ kind: RecordKind, _ record: JSON, _ request: SandboxRequest, by member: String = apiMember, now: Int64
  ) {
    guard let type = Self.watched[kind.family], let callbacks = world.overlay.created[RecordKind(.callbacks)] else { return }
    let id = record["id"]?.int ?? 0
    for (callback, entry) in callbacks.sorted(by: { $0.key < $1.key }) {
      guard entry["type"]?.string?.lowercased() == type, entry["inactiveFlag"]?.bool != true,
        !(entry["isSelfSuppressedFlag"]?.bool == true && member == Self.apiMember),
        concerns(entry["level"]?.string?.lowercased() ?? "", entry["objectId"]?.int ?? 0, type, record)
      else { continue }
      delivered += 1
      let host = request.headers["host"] ?? "localhost"
      let body = JSON.record([
        ("MessageId", .text(Self.identifier(UInt64(delivered) &* 7919))), ("FromUrl", .text(host)),
        ("CompanyId", .text(Self.company)),
        ("MemberId", .text(member)), ("Action", .text(action)), ("Type", .text(type)), ("ID", .integer(id)),
        ("ProductInstanceId", .text("\(Self.company)-sandbox")), ("PartnerId", .text(Self.identifier(88))),
        ("Entity", .text(String(decoding: record.bytes, as: UTF8.self))),
        (
          "Metadata",
          .record([("key_url", .text("\(request.origin)/\(codebase)system/callbackkey/index.rails?id=\(callback)"))])
        ), ("CallbackObjectRecId", .integer(callback)),
      ]).bytes
      deliveries.append(
        CallbackDelivery(
          number: delivered, url: "\(entry["url"]?.string ?? "")\(id)&action=\(action)",
          headers: [
            .init(name: "Content-Type", value: "application/json"),
            .init(name: "x-content-signature", value: Self.signature(body, key: Self.signingKey(callback))),
          ], body: body, due: now, attempt: 1))
    }
  }

  private func concerns(_ level: String, _ object: Int, _ type: String, _ record: JSON) -> Bool {
    switch level {
    case "owner": true
    case type: record["id"]?.int == object
    default: record[level]?["id"]?.int == object
    }
  }

  /// Hands out what is due; `settle` says how each ended.
  public mutating func takeDeliveries(now: Int64) -> [CallbackDelivery] {
    let due = deliveries.filter { $0.due <= now }
    deliveries.removeAll { $0.due <= now }
    return due
  }

  /// Any 2xx is success. Retried twice, after 2 and 4 seconds, for 404, 409, 419 and 429; given up otherwise.
  public mutating func settle(_ delivery: CallbackDelivery, status: Int?, now: Int64) {
    guard let status, [404, 409, 419, 429].contains(status), delivery.attempt < 3 else { return }
    var again = delivery
    again.attempt += 1
    again.due = now + (delivery.attempt == 1 ? 2_000 : 4_000)
    deliveries.append(again)
  }
}
