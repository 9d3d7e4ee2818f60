/// All rules, in the order in which settings list them (PRODUCT §3.1, §3.2).
public enum RuleBook {
  public static let all: [Rule] = [
    .lowMargin, .agreementChanged, .ticketWithoutNotes, .thinNotes, .creditIsPositive, .nonBillableTime, .staleTime,
    .workTypeBilled, .noTaxCode, .productNotTaxable, .largeExpense, .keywordOnInvoice,
    .cannotClose, .leftBehind, .rateOutOfLine, .zeroLine, .missingPurchaseOrder, .duplicate, .oddHours, .agreementDrift,
    .expenseWithoutReceipt, .taxMismatch, .internalWords, .datesAndDelivery,
  ]

  private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

  public static func rule(_ code: RuleCode) -> Rule? { byCode[code] }

  /// The name under which the timeline and pages know a rule; its code where a newer Countersign wrote it.
  public static func title(of code: RuleCode) -> String { byCode[code]?.title ?? code.rawValue }
}
