import Markup
import Routes

/// The invoice as ConnectWise prints it: whether a copy is here, how old it is, and how to get it.
public struct PDFPage: Sendable {
  public enum Standing: Sendable {
    case absent
    case waiting(isSlow: Bool)
    case current(version: Int)
    case older(printed: Int, now: Int)
    case gone
    case notConnected
  }

  public var shell: Shell
  public var number: String
  public var company: String
  public var amount: String
  public var standing: Standing
  public var problem: String = ""  // why the last try brought nothing
  public var file: PDFFile?
  public var ask: PostButton?
  public var back: Route

  public init(
    shell: Shell, number: String, company: String, amount: String, standing: Standing, problem: String = "",
    file: PDFFile? = nil, ask: PostButton? = nil, back: Route
  ) {
    self.shell = shell
    self.number = number
    self.company = company
    self.amount = amount
    self.standing = standing
    self.problem = problem
    self.file = file
    self.ask = ask
    self.back = back
  }
}

/// The copy that is kept here.
public struct PDFFile: Sendable {
  public var label: String
  public var size: String  // "182 kB"
  public var fetched: Moment
  public var route: Route
  public var isMain: Bool

  public init(label: String, size: String, fetched: Moment, route: Route, isMain: Bool) {
    self.label = label
    self.size = size
    self.fetched = fetched
    self.route = route
    self.isMain = isMain
  }
}

/// How an invoice's page leads to its PDF: to the page about it, or by asking for it first.
public struct PDFDoor: Sendable {
  public var page: Route
  public var ask: PostButton?

  public init(page: Route, ask: PostButton? = nil) {
    self.page = page
    self.ask = ask
  }
}

extension PDFPage {
  var isWaiting: Bool { if case .waiting = standing { true } else { false } }

  var tone: Tone {
    switch standing {
    case .absent, .gone: .neutral
    case .waiting: .info
    case .current: .ok
    case .older, .notConnected: .warning
    }
  }

  var icon: Icon { isWaiting ? Icon("wait") : tone.icon }

  var title: String {
    switch standing {
    case .absent: "There is no copy here yet"
    case .waiting: "ConnectWise is printing it"
    case .current: "Printed for this version"
    case .older: "Older than this version"
    case .gone: "Deleted in ConnectWise"
    case .notConnected: "Not connected to a ConnectWise"
    }
  }

  var text: String {
    switch standing {
    case .absent: "ConnectWise prints the invoice when you ask for it. The copy is then kept here."
    case .waiting(isSlow: false): "This page looks again by itself every two seconds."
    case .waiting(isSlow: true): "It takes longer than usual. You need not wait: the copy will be here when you come back."
    case .current(let version): "The invoice is still at version \(version), the one that was printed."
    case .older(let printed, let now):
      "It was printed for version \(printed), and the invoice is at version \(now) now. Get it again before you rely on it."
    case .gone: "It cannot be printed any more, and no copy was made before."
    case .notConnected: "Nothing can be printed until an admin connects one under Settings › ConnectWise."
    }
  }
}
