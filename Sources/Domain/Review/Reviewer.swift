/// Somebody who is asked to decide on an invoice.
public struct Reviewer: Hashable, Sendable {
  /// 0 until stored.
  public let id: ID<Reviewer>
  public var name: String
  public var member: ID<Member>?
  public var person: ID<Person>?
  /// In ConnectWise's order, from 1.
  public var position: Int
  public var source: ReviewerSource
  public var state: ReviewerState

  public init(
    id: ID<Reviewer> = ID(0), name: String, member: ID<Member>? = nil, person: ID<Person>? = nil, position: Int,
    source: ReviewerSource, state: ReviewerState = .waiting
  ) {
    self.id = id
    self.name = name
    self.member = member
    self.person = person
    self.position = position
    self.source = source
    self.state = state
  }

  public var initials: String { Initials.of(name) }

  /// The same human being, by account or by ConnectWise member.
  public func isPerson(_ other: Person) -> Bool {
    if let person, person == other.id { return true }
    if let member, let theirs = other.member { return member == theirs }
    return false
  }
}

/// How somebody became a reviewer.
public enum ReviewerSource: String, CaseIterable, Hashable, Sendable {
  case routingList = "routing-list"
  case billingSetup = "billing-setup"
  case companyTeam = "company-team"
  case added
  case handedOver = "handed-over"
  /// Decided without having been asked, by right.
  case override
}

/// Where an invoice's first reviewers came from (PRODUCT §2.3, §3.4).
public enum SeedSource: String, CaseIterable, Hashable, Sendable {
  case routingList = "routing-list"
  case billingSetup = "billing-setup"
  case companyTeam = "company-team"
  case nowhere

  /// Completes "Reviewers were taken from …".
  public var phrase: String {
    switch self {
    case .routingList: "the invoice's routing list"
    case .billingSetup: "the billing setup's default routing"
    case .companyTeam: "the company team"
    case .nowhere: "nowhere"
    }
  }

  public var reviewerSource: ReviewerSource? {
    switch self {
    case .routingList: .routingList
    case .billingSetup: .billingSetup
    case .companyTeam: .companyTeam
    case .nowhere: nil
    }
  }
}

/// Why the source before was not used.
public enum SeedGap: String, CaseIterable, Hashable, Sendable {
  case none, empty, denied, missing

  /// Completes "… because the routing list …"; empty when there is nothing to explain.
  public var phrase: String {
    switch self {
    case .none: ""
    case .empty: "is empty"
    case .denied: "may not be read with this key"
    case .missing: "is not offered by this ConnectWise"
    }
  }
}
