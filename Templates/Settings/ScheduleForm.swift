import Markup
import Routes

/// How often ConnectWise is read.
public struct ScheduleForm: Sendable {
  public var save: Route
  public var token: CSRF  // of `save`
  public var minutes: String  // as typed
  public var lock: String = ""  // why it cannot be changed here
  public var change: SettingChange?
  public var problem: String?
  public var mayChange: Bool = true

  public init(
    save: Route, token: CSRF, minutes: String, lock: String = "", change: SettingChange? = nil, problem: String? = nil,
    mayChange: Bool = true
  ) {
    self.save = save
    self.token = token
    self.minutes = minutes
    self.lock = lock
    self.change = change
    self.problem = problem
    self.mayChange = mayChange
  }
}
