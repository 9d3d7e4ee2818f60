import Markup
import Routes

/// Asks once more where an approval closes or sends the invoice; script opens the same form in a dialog.
public struct ApprovePage: Sendable {
  public var shell: Shell
  public var number: String
  public var company: String
  public var effects: [String]  // what will happen, one sentence each
  public var problem: String = ""  // why the last try was refused
  public var form: ApproveForm
  public var cancel: Route

  public init(
    shell: Shell, number: String, company: String, effects: [String], problem: String = "", form: ApproveForm, cancel: Route
  ) {
    self.shell = shell
    self.number = number
    self.company = company
    self.effects = effects
    self.problem = problem
    self.form = form
    self.cancel = cancel
  }
}
