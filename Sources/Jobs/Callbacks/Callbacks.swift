import Bytes
import ConnectWise
import Crypto
import Domain
import SQLite
import Store
import Synchronization
import Threads

/// What ConnectWise tells of changes, as a hint: whoever sends it, the invoice is only marked to be read soon.
///
/// Believed is who knows the token that was registered with ConnectWise and signs with the key that lies there. Only this job asks
/// for keys; a message never makes the caller of `take` wait.
public final class Callbacks: Sendable {
  public enum Verdict: Sendable, Equatable {
    case taken
    /// Nobody has asked to be told.
    case off
    /// The key has still to be fetched; ConnectWise sends it again in two seconds.
    case later
    /// Not from ConnectWise; in words for the operator.
    case forged(String)
  }

  private struct Key {
    let hash: Secret
    let fetchedAt: Instant
  }

  private struct State {
    var keys: [String: Key] = [:]
    var missing: [String] = []
  }

  /// A key that does not fit is fetched again, but not for every forged message.
  private static let keyLasts: Int64 = 60_000
  private static let mostKeys = 4

  private let client: ConnectWiseClient
  private let database: Database
  private let random: any RandomSource
  /// What ConnectWise is to call: `https://…/callbacks/connectwise`.
  private let address: String
  private let now: @Sendable () -> Instant
  private let trouble: @Sendable (_ event: String, _ detail: String) -> Void
  private let state = Mutex(State())  // guards the signing keys and those still to be fetched
  let alarm = Alarm()

  init(
    client: ConnectWiseClient, database: Database, random: any RandomSource, address: String,
    now: @escaping @Sendable () -> Instant, trouble: @escaping @Sendable (String, String) -> Void
  ) {
    self.client = client
    self.database = database
    self.random = random
    self.address = address
    self.now = now
    self.trouble = trouble
  }

  // MARK: A message

  /// Judges a message by its raw bytes. What is genuine and of an invoice is marked; anything else leaves nothing.
  func take(_ body: [UInt8], signature: String, token: String) throws -> Verdict {
    guard let stored = try database.read({ try $0.callback() }), stored.isWanted, let registration = stored.registration else {
      return .off
    }
    guard let token = Token(token), constantTimeEqual(token.hash, registration.tokenHash) else {
      return .forged("a token that is not ours")
    }
    guard let message = CallbackMessage(body) else { return .forged("a body that is no message") }
    guard client.isKeyAddress(message.keyURL) else { return .forged("a key_url at another place: \(message.keyURL.prefix(80))") }
    let instant = now()
    guard let key = state.withLock({ $0.keys[message.keyURL] }) else {
      want(message.keyURL)
      return .later
    }
    guard let given = Base64.decode(signature), constantTimeEqual(given, key.hash.withBytes { hmacSHA256(key: Array($0), body) })
    else {
      if key.fetchedAt.milliseconds(until: instant) > Self.keyLasts { want(message.keyURL) }
      return .forged("a signature that does not fit")
    }
    if message.type == "invoice", message.record > 0 {
      try database.write { try $0.readSoon(ID(Int64(message.record)), toldAt: instant) }
    }
    return .taken
  }

  private func want(_ keyURL: String) {
    state.withLock { state in
      if !state.missing.contains(keyURL), state.missing.count < Self.mostKeys { state.missing.append(keyURL) }
    }
    alarm.ring()
  }

  // MARK: Being registered

  /// Makes ConnectWise's list agree with what is wanted, and fetches keys. False when something is to be tried again later.
  func keep() throws -> Bool {
    guard let stored = try database.read({ try $0.callback() }) else { return true }
    do {
      if stored.isWanted { try register(stored) } else { try unregister(stored.registration) }
      try fetchKeys()
      return true
    } catch let failure as ConnectWiseFailure {
      try database.write { try $0.noteCallbackProblem(failure.sentence) }
      trouble("callbacks-not-kept", failure.detail)
      return false
    }
  }

  private func register(_ stored: StoredCallback) throws {
    guard !address.isEmpty else { return }
    let site = client.connection.site.origin
    if let registration = stored.registration, registration.site == site {
      if registration.url == address, try isAlive(registration.id) {
        if !stored.problem.isEmpty { try database.write { try $0.noteCallbackProblem("") } }
        let keyURL = client.keyAddress(ofCallback: registration.id)
        state.withLock { if $0.keys[keyURL] == nil, !$0.missing.contains(keyURL) { $0.missing.append(keyURL) } }
        return
      }
      try client.removeCallback(registration.id)
    }
    // Whatever an attempt of unknown outcome, or an installation before this one, has left there.
    for old in try client.all(.callbacks).records where old.url?.hasPrefix(address + "?") == true {
      try client.removeCallback(old.id)
    }
    let token = Token(from: random)
    let id = try client.registerCallback(at: "\(address)?token=\(token.text)&recordId=", description: "Countersign: invoices")
    let registration = StoredCallback.Registration(id: id, site: site, url: address, tokenHash: token.hash)
    try database.write { try $0.save(registration) }
    state.withLock { $0.missing.append(client.keyAddress(ofCallback: id)) }
  }

  private func isAlive(_ id: Int) throws -> Bool {
    do throws(ConnectWiseFailure) {
      return try client.one(.callbacks, id).inactiveFlag != true
    } catch {
      if case .notFound = error { return false }
      throw error
    }
  }

  private func unregister(_ registration: StoredCallback.Registration?) throws {
    guard let registration else { return }
    // Another ConnectWise than the one that calls cannot be told to stop; without the registration nobody believes it.
    if registration.site == client.connection.site.origin { try client.removeCallback(registration.id) }
    try database.write { try $0.save(nil as StoredCallback.Registration?) }
    state.withLock { $0 = State() }
  }

  private func fetchKeys() throws {
    while let url = state.withLock({ $0.missing.isEmpty ? nil : $0.missing.removeFirst() }) {
      let key = Key(hash: Secret(sha256(try client.signingKey(at: url))), fetchedAt: now())
      state.withLock { state in
        if state.keys.count >= Self.mostKeys, let oldest = state.keys.min(by: { $0.value.fetchedAt < $1.value.fetchedAt }) {
          state.keys[oldest.key] = nil
        }
        state.keys[url] = key
      }
    }
  }
}
