import Markup
import Routes

/// What frames every signed-in page: rail, top bar, status line, flash, and the way the viewer wants to see it.
public struct Shell: Sendable {
  /// The rail entry that is lit.
  public enum Place: Sendable { case inbox, settings, me, elsewhere }

  public var title: String  // of the tab, without the product's name: "Inbox", "48214 Northwind Legal LLP"
  public var place: Place
  public var viewer: ViewerBadge
  public var look: Look = Look()
  public var waiting: String = ""  // count beside Inbox in the rail: "23"; empty shows none
  public var search: String = ""  // what stands in the search box
  public var synced: String = ""  // foot of the rail: "Synced 09:42"
  public var notes: [StatusNote] = []
  public var flash: Flash?
  public var signOut: PostButton
  /// Whether the server knows a page fetched ahead (`Purpose: prefetch`) from one looked at. Without, the script fetches none.
  public var fetchesAhead: Bool = false
  public var showsSettings: Bool = true  // false for roles that may not read them

  public init(
    title: String, place: Place, viewer: ViewerBadge, look: Look = Look(), waiting: String = "", search: String = "",
    synced: String = "", notes: [StatusNote] = [], flash: Flash? = nil, signOut: PostButton, fetchesAhead: Bool = false,
    showsSettings: Bool = true
  ) {
    self.title = title
    self.place = place
    self.viewer = viewer
    self.look = look
    self.waiting = waiting
    self.search = search
    self.synced = synced
    self.notes = notes
    self.flash = flash
    self.signOut = signOut
    self.fetchesAhead = fetchesAhead
    self.showsSettings = showsSettings
  }
}

/// The person whose eyes these are.
public struct ViewerBadge: Sendable {
  public var name: String
  public var initials: String
  public var role: String  // "Billing manager"

  public init(name: String, initials: String, role: String) {
    self.name = name
    self.initials = initials
    self.role = role
  }
}

/// How one viewer wants pages to look and answer; printed as attributes of `html`.
public struct Look: Sendable {
  public enum Theme: String, Sendable, CaseIterable { case system, light, dark, contrast }
  public enum Density: String, Sendable, CaseIterable { case comfortable, compact }

  public var theme: Theme = .system
  public var density: Density = .comfortable
  public var shortcuts: Bool = true

  public init(theme: Theme = .system, density: Density = .comfortable, shortcuts: Bool = true) {
    self.theme = theme
    self.density = density
    self.shortcuts = shortcuts
  }
}

extension Look.Theme {
  var words: String {
    switch self {
    case .system: "As the system"
    case .light: "Light"
    case .dark: "Dark"
    case .contrast: "High contrast"
    }
  }
}

extension Look.Density {
  var words: String {
    switch self {
    case .comfortable: "Comfortable"
    case .compact: "Compact"
    }
  }
}
