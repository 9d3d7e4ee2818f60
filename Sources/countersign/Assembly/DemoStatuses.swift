import Domain

/// The sandbox's billing statuses that a fresh demo writes. Their ids are part of its invented world.
enum DemoStatuses {
  static let reopened = ID<BillingStatus>(1)
  static let approved = ID<BillingStatus>(3)
  static let rejected = ID<BillingStatus>(4)
}
