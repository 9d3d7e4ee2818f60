import Domain
import Testing

@Suite struct RefusalTests {
  @Test func `every refusal says what happened and what to do`() {
    let refusals: [Refusal] = [
      .notSignedIn, .notAsked, .invoiceDone(status: "Closed"), .invoiceGone, .changedSinceYouLooked(seen: 1, current: 2),
      .alreadyViewed, .alreadyApproved, .alreadyRejected, .undoFirst(.approved), .nothingDecided, .nothingToUndo,
      .alreadyStale, .notSkipped, .alreadySkipped(.inactiveMember), .alreadyDecided(.rejected), .rejectionNeedsReason,
      .notTheLastNeeded, .writeBackNotPossible(from: .done, step: "be withdrawn"), .amount(.tooLarge),
    ]
    for refusal in refusals { expectSentences(refusal.sentence, atLeast: 2) }
    for right in Right.allCases { expectSentences(Refusal.mayNot(right).sentence, atLeast: 2) }
  }
}
