import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

/// What went wrong with a request itself, in the words of the person who made it.
public enum Failure: Error, Sendable, Equatable {
  case notFound(String)
  case forgedForm
  case foreignOrigin
  case unreadableForm
  case unknownField(String)
  case repeatedField(String)
  case busy(seconds: Int)
}

/// The only table from an error to a status and a sentence.
struct FailureAnswer {
  var status: Status
  /// More particular than the standing words of the page; empty when there is nothing to add.
  var sentence = ""
  var retryAfter: Int?
  /// For the operator. The person sees the request's number and never this.
  var detail = ""

  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self.init(failure)
    case let refusal as Refusal: self.init(refusal)
    case let error as SQLiteError: self.init(error)
    case let damage as Damage: self.init(.internalError, damage.sentence, detail: damage.description)
    default: self.init(.internalError, detail: "\(error)")
    }
  }

  init(_ status: Status, _ sentence: String = "", detail: String = "") {
    (self.status, self.sentence, self.detail) = (status, sentence, detail)
  }

  private init(_ failure: Failure) {
    switch failure {
    case .notFound(let sentence): (status, self.sentence) = (.notFound, sentence)
    case .forgedForm:
      (status, sentence) = (
        .forbidden, "The form you sent is too old, or came from somewhere else. Go back, reload the page and send it again."
      )
    case .foreignOrigin:
      (status, sentence) = (.forbidden, "This was sent by another site. Countersign takes changes only from its own pages.")
    case .unreadableForm:
      (status, sentence) = (.badRequest, "What was sent is not a form this server can read.")
    case .unknownField(let name):
      (status, sentence) = (.badRequest, "The form has a field “\(Self.shown(name))” that this page does not know.")
    case .repeatedField(let name):
      (status, sentence) = (.badRequest, "The form has the field “\(Self.shown(name))” twice.")
    case .busy(let seconds):
      (status, retryAfter) = (.unavailable, seconds)
      sentence = "Many people are doing this at the same moment. Try again in \(seconds) s."
    }
    detail = "\(failure)"
  }

  private init(_ refusal: Refusal) {
    sentence = refusal.sentence
    detail = "\(refusal)"
    switch refusal {
    case .notSignedIn, .mayNot, .notAsked: status = .forbidden
    case .rejectionNeedsReason, .amount: status = .unprocessable
    case .flag(let refusal): status = refusal.isAboutTheForm ? .unprocessable : .conflict
    case .invoiceDone, .invoiceGone, .changedSinceYouLooked, .alreadyViewed, .alreadyApproved, .alreadyRejected, .undoFirst,
      .nothingDecided, .nothingToUndo, .alreadyStale, .notSkipped, .alreadySkipped, .alreadyDecided, .notTheLastNeeded,
      .writeBackNotPossible:
      status = .conflict
    }
  }

  private init(_ error: SQLiteError) {
    detail = error.detail
    switch error {
    case .full:
      (status, sentence) = (.insufficientStorage, "The disk is full, so nothing was saved. Reading goes on.")
    case .readOnly:
      (status, sentence) = (.insufficientStorage, "The database can only be read right now, so nothing was saved.")
    case .busy, .overloaded:
      (status, retryAfter) = (.unavailable, 2)
    default: status = .internalError
    }
  }

  /// What somebody typed, cut to what a sentence bears.
  private static func shown(_ text: String) -> String { text.count <= 40 ? text : text.prefix(40) + "…" }
}
