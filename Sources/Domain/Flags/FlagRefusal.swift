/// Why something about a flag is not done: what happened, and what to do.
public enum FlagRefusal: Hashable, Sendable {
  case acceptanceNeedsReason
  case reasonTooLong(Int)
  case acceptanceEndsInThePast
  case alreadyAccepted
  case notAccepted
  /// The next look would accept it again.
  case acceptedByException
  case closed(Flag.Closing)
  /// What the gate says.
  case open(String)
  case exceptionEndsInThePast(Day)
  case exceptionTooLong(days: Int)
  case exceptionInvoices(most: Int, typed: Int)
  case exceptionAlreadyRevoked

  public var sentence: String {
    switch self {
    case .acceptanceNeedsReason: "Marking a flag as OK needs a reason. Choose one, or write why it is fine."
    case .reasonTooLong(let most): "The reason is longer than \(most) characters. Shorten it and try again."
    case .acceptanceEndsInThePast: "The acceptance would end before it begins. Choose a later end, or none."
    case .alreadyAccepted: "This flag is already marked as OK. Nothing was done twice."
    case .notAccepted: "This flag is not marked as OK. There is nothing to take back."
    case .acceptedByException:
      "This flag is marked as OK by an exception. Revoke the exception under Settings to open it again."
    case .closed(let closing): "This flag is closed: \(closing.phrase). There is nothing to decide."
    case .open(let sentence): "\(sentence) Look at the flags and decide again."
    case .exceptionEndsInThePast(let day): "\(day) has passed. Choose today or a later day."
    case .exceptionTooLong(let days): "An exception lasts \(days) days at most. Choose an earlier day."
    case .exceptionInvoices(let most, let typed):
      "An exception covers 1 to \(most) invoices, not \(typed). Choose a number between them."
    case .exceptionAlreadyRevoked: "This exception is already revoked. Nothing was done twice."
    }
  }

  /// A repeat of what already holds.
  public var isHarmlessRepeat: Bool {
    switch self {
    case .alreadyAccepted, .exceptionAlreadyRevoked: true
    case .acceptanceNeedsReason, .reasonTooLong, .acceptanceEndsInThePast, .notAccepted, .acceptedByException, .closed, .open,
      .exceptionEndsInThePast, .exceptionTooLong, .exceptionInvoices:
      false
    }
  }

  /// Something in the form has to be typed differently.
  public var isAboutTheForm: Bool {
    switch self {
    case .acceptanceNeedsReason, .reasonTooLong, .acceptanceEndsInThePast, .exceptionEndsInThePast, .exceptionTooLong,
      .exceptionInvoices:
      true
    case .alreadyAccepted, .notAccepted, .acceptedByException, .closed, .open, .exceptionAlreadyRevoked: false
    }
  }
}
