import Crypto
import Domain
import Routes
import Store

/// The way from a page to ConnectWise. `Web` cannot call the vendor: whoever builds the house hands this in, and plain values
/// go both ways.
public struct ConnectionDesk: Sendable {
  /// How the connection stands now; answers at once.
  public var standing: @Sendable () -> ConnectionStanding
  /// Tries a connection, or with nil the one that holds, and reads one record of everything: only for a `WorkAction`.
  public var attempt: @Sendable (ConnectionDraft?, _ by: String, Instant) -> ConnectionAttempt
  /// Something else was stored: from now on it holds, for pages and jobs.
  public var adopt: @Sendable () -> Void

  public init(
    standing: @escaping @Sendable () -> ConnectionStanding,
    attempt: @escaping @Sendable (ConnectionDraft?, String, Instant) -> ConnectionAttempt,
    adopt: @escaping @Sendable () -> Void
  ) {
    self.standing = standing
    self.attempt = attempt
    self.adopt = adopt
  }
}

/// The five things that make a connection. The stored name is also the form's field.
public enum ConnectionField: String, CaseIterable, Sendable {
  case site, company
  case publicKey = "public-key"
  case privateKey = "private-key"
  case clientID = "client-id"
}

/// How the connection to ConnectWise stands: what is set, by whom, and whether it is complete. No key is among it.
public struct ConnectionStanding: Sendable {
  public struct Entry: Sendable {
    /// What may be shown of it: of a key only its end, of a private one nothing.
    public var shown: String
    public var isSet: Bool
    /// Where it is set, if not on the settings page: "COUNTERSIGN_CONNECTWISE_SITE".
    public var lock: String

    public init(shown: String = "", isSet: Bool = false, lock: String = "") {
      self.shown = shown
      self.isSet = isSet
      self.lock = lock
    }
  }

  public var entries: [ConnectionField: Entry]
  public var isComplete: Bool
  /// Why stored keys cannot be used, in a sentence; empty when they can.
  public var trouble: String
  public var links: ConnectWiseLinks?
  /// The MSP's name, for titles and printed sheets.
  public var instance: String

  public init(
    entries: [ConnectionField: Entry] = [:], isComplete: Bool = false, trouble: String = "", links: ConnectWiseLinks? = nil,
    instance: String = "Countersign"
  ) {
    self.entries = entries
    self.isComplete = isComplete
    self.trouble = trouble
    self.links = links
    self.instance = instance
  }

  public subscript(field: ConnectionField) -> Entry { entries[field] ?? Entry() }

  /// Nothing of it is for the settings page to change.
  public var isLocked: Bool { ConnectionField.allCases.allSatisfy { !self[$0].lock.isEmpty } }
}

/// What an admin typed. A key that was left empty is nil: the stored one stays.
public struct ConnectionDraft: Sendable {
  public var site: String
  public var company: String
  public var publicKey: Secret?
  public var privateKey: Secret?
  public var clientID: String

  public init(site: String, company: String, publicKey: Secret?, privateKey: Secret?, clientID: String) {
    self.site = site
    self.company = company
    self.publicKey = publicKey
    self.privateKey = privateKey
    self.clientID = clientID
  }
}

/// What is wrong with one field of a connection.
public struct ConnectionProblem: Sendable, Equatable {
  public let field: ConnectionField
  public let sentence: String

  public init(_ field: ConnectionField, _ sentence: String) {
    self.field = field
    self.sentence = sentence
  }
}

/// What became of trying a connection.
public enum ConnectionAttempt: Sendable {
  /// Wrong before anything was sent.
  case refused([ConnectionProblem])
  /// ConnectWise was asked and did not let us in. What was typed could be stored all the same.
  case failed(ConnectionProblem, detail: String, ready: ReadyConnection?)
  case welcomed(ConnectionReport, ready: ReadyConnection?)
}

/// A connection with its keys sealed, ready to be stored.
public struct ReadyConnection: Sendable {
  public let stored: StoredConnection
  /// What will hold once it is stored, whoever set it.
  public let site: String
  public let company: String
  public let hasNewKeys: Bool

  public init(stored: StoredConnection, site: String, company: String, hasNewKeys: Bool) {
    self.stored = stored
    self.site = site
    self.company = company
    self.hasNewKeys = hasNewKeys
  }
}
