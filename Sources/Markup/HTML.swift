import Bytes

/// A page in the making: it takes fixed markup from templates, escaped text and links, and nothing else.
///
/// There is no way to append markup that came from data: `literal` is a `StaticString`, which only source code can make.
public struct HTML: ~Copyable {
  @usableFromInline var buffer: ByteBuffer
  var spelling: LinkSpelling = .attribute
  @usableFromInline var linkHasQuery = false

  /// The path under which the whole site is installed: `""` or `"/countersign"`.
  public let base: String

  public init(base: String = "", capacity: Int = 16 * 1024) {
    self.base = base
    self.buffer = ByteBuffer(capacity: capacity)
  }

  public var count: Int { buffer.count }

  public consuming func finish() -> Blob { buffer.finish() }

  /// Markup exactly as the template's author wrote it. Made part of the templates' code, where its length is known.
  @inlinable @inline(__always) public mutating func append(literal: StaticString) { buffer.append(literal) }
}

// What `{{ value }}` becomes between tags: text is escaped, a component writes itself.
extension HTML {
  public mutating func append(_ text: String) { appendEscaped(text.utf8.span) }
  public mutating func append(_ text: LentText) { appendEscaped(text.bytes) }
  @inlinable public mutating func append(_ value: some TextConvertible) { value.writeText(to: &self) }
  @inlinable public mutating func append(_ component: some Renderable) { component.render(into: &self) }

  @available(*, unavailable, message: "this value may be nil: unwrap it with {% if let … %} or give it a default with ??")
  public mutating func append<T>(_ value: T?) {}
  @available(
    *, unavailable, message: "this has no text of its own: write one of its fields, or make it TextConvertible or Renderable"
  )
  public mutating func append<T>(_ value: T) {}
  @available(*, unavailable, message: "a link stands in an attribute such as href; between tags write its text")
  public mutating func append(_ link: some Link) {}
  @available(*, unavailable, message: "format the number first: how many decimals, which separator?")
  public mutating func append(_ number: Double) {}
  @available(*, unavailable, message: "true and false are no words for a reader: write {% if … %}yes{% else %}no")
  public mutating func append(_ flag: Bool) {}
}

// What `{{ value }}` becomes where only text may stand: attribute values, <title>, <textarea>.
extension HTML {
  public mutating func append(text: String) { appendEscaped(text.utf8.span) }
  public mutating func append(text: LentText) { appendEscaped(text.bytes) }
  @inlinable public mutating func append(text: some TextConvertible) { text.writeText(to: &self) }

  @available(*, unavailable, message: "this value may be nil: unwrap it with {% if let … %} or give it a default with ??")
  public mutating func append<T>(text: T?) {}
  @available(*, unavailable, message: "this has no text of its own: write one of its fields, or make it TextConvertible")
  public mutating func append<T>(text: T) {}
  @available(*, unavailable, message: "a component cannot stand in an attribute, <title> or <textarea>: only text can")
  public mutating func append(text: some Renderable) {}
  @available(*, unavailable, message: "this attribute is not one that takes a link")
  public mutating func append(text: some Link) {}
  @available(*, unavailable, message: "format the number first: how many decimals, which separator?")
  public mutating func append(text: Double) {}
  @available(*, unavailable, message: "an attribute that is there or not is written {% if … %} checked{% end %}")
  public mutating func append(text: Bool) {}
}

// What `{{ value }}` becomes in href, src, action and their like.
extension HTML {
  @inlinable public mutating func append(link: some Link) {
    linkHasQuery = false
    link.write(to: &self)
  }

  @available(*, unavailable, message: "this attribute takes a link (a Route, an Asset, an ExternalLink), never text")
  public mutating func append(link: String) {}
  @available(*, unavailable, message: "this attribute takes a link (a Route, an Asset, an ExternalLink), never text")
  public mutating func append(link: Substring) {}
  @available(*, unavailable, message: "this link may be nil: unwrap it with {% if let … %}")
  public mutating func append<T>(link: T?) {}
  @available(*, unavailable, message: "this attribute takes a link (a Route, an Asset, an ExternalLink)")
  public mutating func append<T>(link: T) {}
}
