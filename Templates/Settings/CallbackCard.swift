import Markup
import Routes

/// Whether ConnectWise tells us of changes at once, and how that stands.
public struct CallbackCard: Sendable {
  public var pill: StatusPill
  public var problem: String = ""  // why it is not as wanted
  public var obstacle: String = ""  // why it cannot be switched on
  public var address: String = ""  // what ConnectWise calls
  public var last: LastCallback?
  public var count: String = ""  // how many have come; empty for none
  public var toggle: PostButton?
  public var again: PostButton?
  public var change: SettingChange?

  public init(
    pill: StatusPill, problem: String = "", obstacle: String = "", address: String = "", last: LastCallback? = nil,
    count: String = "", toggle: PostButton? = nil, again: PostButton? = nil, change: SettingChange? = nil
  ) {
    self.pill = pill
    self.problem = problem
    self.obstacle = obstacle
    self.address = address
    self.last = last
    self.count = count
    self.toggle = toggle
    self.again = again
    self.change = change
  }
}

/// The newest word from ConnectWise.
public struct LastCallback: Sendable {
  public var number: String
  public var route: Route
  public var moment: Moment

  public init(number: String, route: Route, moment: Moment) {
    self.number = number
    self.route = route
    self.moment = moment
  }
}
