/// A tax code as ConnectWise keeps it: up to six levels, each with its rate and with what it is levied on.
public struct TaxCodeFacts: Hashable, Sendable {
  public var name: String
  public var levels: [Level]

  public init(name: String, levels: [Level]) {
    self.name = name
    self.levels = levels
  }

  public struct Level: Hashable, Sendable {
    /// As sent: 0.065 and 6.5 both stand for 6.5 % (API-NOTES §8).
    public var rate: Figure
    /// A fixed amount instead of a share of the base.
    public var isAmount: Bool
    /// The most that the level is levied on; nil or zero where there is no such limit.
    public var taxableMaximum: Figure?
    public var taxesServices: Bool
    public var taxesExpenses: Bool
    public var taxesProducts: Bool

    public init(
      rate: Figure, isAmount: Bool = false, taxableMaximum: Figure? = nil, taxesServices: Bool, taxesExpenses: Bool,
      taxesProducts: Bool
    ) {
      self.rate = rate
      self.isAmount = isAmount
      self.taxableMaximum = taxableMaximum
      self.taxesServices = taxesServices
      self.taxesExpenses = taxesExpenses
      self.taxesProducts = taxesProducts
    }
  }
}
