import Bytes
import Markup
import Pages

/// One page in one state, as goldens hold it and the gallery shows it.
public struct PageState {
  public let name: String  // page-state
  private let draw: (inout HTML) -> Void

  init(_ name: String, _ page: some Renderable) {
    self.name = name
    draw = { page.render(into: &$0) }
  }

  public func html(base: String = "") -> String {
    var html = HTML(base: base)
    draw(&html)
    return html.finish().text
  }

  /// Every page in every state, in the order in which people meet them.
  public static var all: [PageState] {
    signIn + inbox + invoice + pdf + settings + errors
  }
}
