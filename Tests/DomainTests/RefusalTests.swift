import Domain
import Testing

@Suite struct RefusalTests {
  @Test func `every refusal says what happened and what to do`() {
    let refusals: [Refusal] = [
      .notSignedIn, .notAsked, .invoiceDone(status: "Closed"), .invoiceGone, .changedSinceYouLooked(seen: 1, current: 2),
      .alreadyViewed, .alreadyApproved, .alreadyRejected, .undoFirst(.approved), .nothingDecided, .nothingToUndo,
      .alreadyStale, .notSkipped, .alreadySkipped(.inactiveMember), .alreadyDecided(.rejected), .rejectionNeedsReason,
      .notTheLastNeeded, .writeBackNotPossible(from: .done, step: "be withdrawn"), .amount(.tooLarge),
      .flag(.acceptanceNeedsReason), .flag(.reasonTooLong(1000)), .flag(.acceptanceEndsInThePast), .flag(.alreadyAccepted),
      .flag(.notAccepted), .flag(.acceptedByException), .flag(.closed(.fixedInConnectWise)), .flag(.closed(.settings)),
      .flag(.open("2 errors are open.")),
      .flag(.exceptionEndsInThePast(day("2026-07-14"))), .flag(.exceptionTooLong(days: 730)),
      .flag(.exceptionInvoices(most: 100, typed: 0)), .flag(.exceptionAlreadyRevoked),
    ]
    for refusal in refusals { expectSentences(refusal.sentence, atLeast: 2) }
    for right in Right.allCases { expectSentences(Refusal.mayNot(right).sentence, atLeast: 2) }
  }
}
