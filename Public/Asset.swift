import Markup

/// A file of this folder, compiled into the program and served under a name that changes with its content.
///
/// The build adds `Asset.style` for `style.css` and so on, and `Asset.all`.
public struct Asset: Link, Sendable {
  /// As in the folder: `style.css`.
  public let name: StaticString
  /// As served, below the base path: `/static/style.93b41fd0c4a2e577.css`.
  public let path: StaticString
  public let contentType: StaticString
  public let text: StaticString

  public func write(to html: inout HTML) { html.append(path: path) }
}
