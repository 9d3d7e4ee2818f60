import Bytes

/// Markup that a page takes up whole: rows are written while the store still holds what they show, before the page is begun.
///
/// Only templates write into HTML, so a fragment is as safe as a page.
public struct Fragment: Renderable, Sendable {
  private enum Form {
    case written(Blob)
    case later(@Sendable (inout HTML) -> Void)
  }

  private let form: Form

  /// Written already; its links must have the base of the page it goes into.
  public init(_ markup: consuming HTML) { form = .written(markup.finish()) }

  /// Written with the page.
  public init(_ write: @escaping @Sendable (inout HTML) -> Void) { form = .later(write) }

  public static let empty = Fragment(HTML(capacity: 0))

  public var isEmpty: Bool {
    if case .written(let markup) = form { markup.count == 0 } else { false }
  }

  public func render(into html: inout HTML) {
    switch form {
    case .written(let markup): html.buffer.append(markup)
    case .later(let write): write(&html)
    }
  }
}
