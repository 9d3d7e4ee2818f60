import Markup
import Routes

/// Which ConnectWise, with which keys: the form, and what the last test of it found.
public struct ConnectionForm: Sendable {
  public var save: Route
  public var token: CSRF  // of `save`
  public var fields: [ConnectionInput]
  public var trouble: String = ""  // why stored keys cannot be used
  public var offersAnyway: Bool = false  // the test failed; it may be stored all the same
  public var mayChange: Bool = true
  public var test: PostButton?
  public var change: SettingChange?
  public var report: ReportCard?

  public init(
    save: Route, token: CSRF, fields: [ConnectionInput], trouble: String = "", offersAnyway: Bool = false,
    mayChange: Bool = true, test: PostButton? = nil, change: SettingChange? = nil, report: ReportCard? = nil
  ) {
    self.save = save
    self.token = token
    self.fields = fields
    self.trouble = trouble
    self.offersAnyway = offersAnyway
    self.mayChange = mayChange
    self.test = test
    self.change = change
    self.report = report
  }
}
