import Assets
import Domain
import Markup

/// One drawing of the icon file. Always beside its word, or hidden from readers of the screen because the word stands there.
public struct Icon: Link, Sendable {
  private let name: StaticString

  public init(_ name: StaticString) { self.name = name }

  public func write(to html: inout HTML) {
    html.append(link: Asset.icons)
    html.append(literal: "#")
    html.append(literal: name)
  }
}

extension InvoiceKind {
  var icon: Icon {
    switch self {
    case .standard: Icon("standard")
    case .fixedFee: Icon("fixed-fee")
    case .project: Icon("project")
    case .phase: Icon("phase")
    case .salesOrder: Icon("sales-order")
    case .agreement: Icon("agreement")
    case .creditMemo: Icon("credit-memo")
    case .downPayment: Icon("down-payment")
    case .progress: Icon("progress")
    case .miscellaneous: Icon("miscellaneous")
    }
  }
}

extension Tone {
  var icon: Icon {
    switch self {
    case .neutral, .accent, .info: Icon("info")
    case .ok: Icon("ok")
    case .warning: Icon("warning")
    case .error: Icon("error")
    }
  }
}

extension LineGroup.Kind {
  var icon: Icon {
    switch self {
    case .agreement: Icon("agreement")
    case .product: Icon("product")
    case .time: Icon("time")
    case .expense: Icon("expense")
    case .adjustment: Icon("adjustment")
    }
  }
}

extension TimelineEntry.Kind {
  var icon: Icon {
    switch self {
    case .seen: Icon("open")
    case .version: Icon("edit")
    case .approved: Icon("ok")
    case .rejected, .trouble: Icon("error")
    case .undone: Icon("undo")
    case .reviewer: Icon("me")
    case .writing: Icon("wait")
    case .written: Icon("sync")
    case .connectWise: Icon("info")
    case .left: Icon("out")
    case .audit: Icon("history")
    }
  }
}
