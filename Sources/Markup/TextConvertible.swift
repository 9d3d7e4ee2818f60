import Bytes

/// Something that has one spelling as text. What it writes is escaped on its way.
public protocol TextConvertible {
  func writeText(to html: inout HTML)
}

extension String: TextConvertible {
  public func writeText(to html: inout HTML) { html.append(text: self) }
}

extension Substring: TextConvertible {
  public func writeText(to html: inout HTML) { html.appendEscaped(utf8.span) }
}

extension Character: TextConvertible {
  public func writeText(to html: inout HTML) { html.append(text: String(self)) }
}

extension Int: TextConvertible {
  public func writeText(to html: inout HTML) { html.buffer.append(self) }
}

extension Int64: TextConvertible {
  public func writeText(to html: inout HTML) { html.buffer.append(self) }
}

extension StaticString: TextConvertible {
  public func writeText(to html: inout HTML) { html.append(LentText(stringLiteral: self)) }
}
