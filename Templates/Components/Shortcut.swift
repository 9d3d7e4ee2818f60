/// Every key the product listens to: the one table from which hints, the help dialog and the script's bindings come (UX §2.8).
///
/// A control prints `key` in `data-key`; the script binds what it finds on the page and nothing else.
public enum Shortcut: CaseIterable, Sendable {
  case next, previous, open, back, approve, undo, search, nextTab, lines, connectWise, pdf, help, inbox, settings, submit

  /// As the script reads it; alternatives are separated by blanks, a chord by `+` between its strokes.
  public var key: String {
    switch self {
    case .next: "j ArrowDown"
    case .previous: "k ArrowUp"
    case .open: "o Enter"
    case .back: "u Escape"
    case .approve: "a"
    case .undo: "z"
    case .search: "/"
    case .nextTab: "n"
    case .lines: "l"
    case .connectWise: "v"
    case .pdf: "p"
    case .help: "?"
    case .inbox: "g+i"
    case .settings: "g+,"
    case .submit: "Control+Enter"
    }
  }

  /// As it is printed on a control.
  public var hint: String {
    switch self {
    case .next: "J"
    case .previous: "K"
    case .open: "O"
    case .back: "U"
    case .approve: "A"
    case .undo: "Z"
    case .search: "/"
    case .nextTab: "N"
    case .lines: "L"
    case .connectWise: "V"
    case .pdf: "P"
    case .help: "?"
    case .inbox: "G I"
    case .settings: "G ,"
    case .submit: "Ctrl Enter"
    }
  }

  /// What it does, for the list of keys.
  public var act: String {
    switch self {
    case .next: "Next invoice"
    case .previous: "Previous invoice"
    case .open: "Open the invoice"
    case .back: "Back to the list, close"
    case .approve: "Approve"
    case .undo: "Undo the last act"
    case .search: "Search"
    case .nextTab: "Next view"
    case .lines: "Go to the lines"
    case .connectWise: "Open in ConnectWise"
    case .pdf: "See the PDF"
    case .help: "Show the keys that work here"
    case .inbox: "Go to the inbox"
    case .settings: "Go to settings"
    case .submit: "Send the form you are in"
    }
  }
}
