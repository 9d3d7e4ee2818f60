/// What only one kind of line has.
public enum LineDetail: Hashable, Sendable {
  case time(TimeDetail)
  case product(ProductDetail)
  case expense(ExpenseDetail)
  case agreement
  case adjustment
}

/// Work that somebody did.
public struct TimeDetail: Hashable, Sendable {
  public var member: Reference<Member>?
  public var workType: Reference<WorkType>?
  public var workRole: Reference<WorkRole>?
  public var start: Instant?
  public var end: Instant?
  public var actual: Hours
  /// `hoursBilled`, rounded by ConnectWise.
  public var billed: Hours
  public var invoiced: Hours
  public var hourlyCost: Price?

  public init(
    member: Reference<Member>? = nil, workType: Reference<WorkType>? = nil, workRole: Reference<WorkRole>? = nil,
    start: Instant? = nil, end: Instant? = nil, actual: Hours = .zero, billed: Hours = .zero, invoiced: Hours = .zero,
    hourlyCost: Price? = nil
  ) {
    self.member = member
    self.workType = workType
    self.workRole = workRole
    self.start = start
    self.end = end
    self.actual = actual
    self.billed = billed
    self.invoiced = invoiced
    self.hourlyCost = hourlyCost
  }
}

/// Goods, licences and services sold by the piece.
public struct ProductDetail: Hashable, Sendable {
  public var item: Reference<CatalogItem>?
  /// `Inventory`, `Service`, `Bundle`… as ConnectWise writes it.
  public var productClass: String
  public var unit: String
  public var unitCost: Price?
  public var isCancelled: Bool

  public init(
    item: Reference<CatalogItem>? = nil, productClass: String = "", unit: String = "", unitCost: Price? = nil,
    isCancelled: Bool = false
  ) {
    self.item = item
    self.productClass = productClass
    self.unit = unit
    self.unitCost = unitCost
    self.isCancelled = isCancelled
  }
}

/// Money that somebody laid out.
public struct ExpenseDetail: Hashable, Sendable {
  public var member: Reference<Member>?
  public var type: Reference<ExpenseType>?
  public var day: Day?

  public init(member: Reference<Member>? = nil, type: Reference<ExpenseType>? = nil, day: Day? = nil) {
    self.member = member
    self.type = type
    self.day = day
  }
}
