import Curl
import Foundation

/// Being told of changes (API-NOTES §7).
extension ConnectWiseClient {
  /// Asks to be told of every change of an invoice, at `url`, to which ConnectWise appends the invoice's id. Gives the number of
  /// the registration. Whether one of unknown outcome was made is found by looking through the list.
  public func registerCallback(at url: String, description: String) throws(ConnectWiseFailure) -> Int {
    let fields: [(String, Patch.Value)] = [("description", .text(description)), ("url", .text(url)), ("type", .text("invoice"))]
    let pairs = fields.map { "\"\($0.0)\":\($0.1.json)" } + [#""objectId":1,"level":"owner","inactiveFlag":false"#]
    let response = try exchange(
      Call(
        method: .post, path: "/system/callbacks", headers: [.init("Content-Type", "application/json")],
        body: Array("{\(pairs.joined(separator: ","))}".utf8), resource: .callbacks))
    guard response.status == 201 || response.status == 200 else { throw Answering.failure(response, .callbacks) }
    return try Answering.decode(CallbackRecord.self, response).id
  }

  /// One that is not there is removed already.
  public func removeCallback(_ id: Int) throws(ConnectWiseFailure) {
    let response = try exchange(Call(method: .delete, path: "/system/callbacks/\(id)", resource: .callbacks))
    guard response.status == 404 || (200..<300).contains(response.status) else {
      throw Answering.failure(response, .callbacks)
    }
  }

  /// Whether a message may name this address as the place of its key: only ConnectWise itself keeps keys, or anybody could point
  /// us at their own.
  public func isKeyAddress(_ url: String) -> Bool {
    let origins = [connection.site.origin, connection.site.apiOrigin]
    guard let origin = origins.first(where: { url.hasPrefix($0 + "/") }) else { return false }
    let rest = url.dropFirst(origin.count + 1)
    let path = rest.prefix { $0 != "?" }
    // One plain codebase, the page that hands out keys, and nothing that a server could read as another path.
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return url.utf8.count <= 500 && parts.count == 4 && KnownPlace.cleaned(codebase: String(parts[0])) != nil
      && parts[1...].elementsEqual(["system", "callbackkey", "index.rails"])
      && rest.dropFirst(path.count).utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }
  }

  /// The key that lies there. Asked without our own keys, and nothing is followed.
  public func signingKey(at url: String) throws(ConnectWiseFailure) -> String {
    guard isKeyAddress(url) else { throw .unreadable(detail: "no address of a signing key") }
    var limits = OutboundRequest.Limits.read
    limits.answer = 64 << 10
    let response = try send(OutboundRequest(.get, url, headers: [.init("Accept", "application/json")], limits: limits))
    guard response.status == 200 else { throw Answering.failure(response, .callbacks) }
    let key = try Answering.decode(SigningKey.self, response).signing_key
    guard !key.isEmpty else { throw .unreadable(detail: "an empty signing key") }
    return key
  }

  /// Where the key of one of our own registrations is expected.
  public func keyAddress(ofCallback id: Int) -> String {
    "\(connection.site.origin)/\(codebase ?? "v4_6_release/")system/callbackkey/index.rails?id=\(id)"
  }
}

private struct SigningKey: Decodable { let signing_key: String }
