import Bytes

/// Where a reader can go: the only thing that may stand in `href`, `src`, `action` and their like.
///
/// A link writes itself with `append(path:)`, `append(segment:)`, `append(query:_:)` and `append(fragment:)`, which know
/// the base path, percent-encoding and attribute escaping. The same spelling serves the header `Location` through `address`.
public protocol Link {
  func write(to html: inout HTML)
}

/// Whether an ampersand between two query fields stands in an attribute or in a bare address.
enum LinkSpelling {
  case attribute, address
}

extension HTML {
  /// The base path, then a path fixed in source code. Begins every link within the site.
  public mutating func append(path: StaticString) {
    if !base.isEmpty { append(text: base) }
    buffer.append(path)
  }

  /// One path segment, percent-encoded; a slash within becomes `%2F`.
  ///
  /// Browsers drop `.` and climb at `..` even when percent-encoded, so these two are written `-` and `--`.
  public mutating func append(segment: some StringProtocol) {
    if segment == "." || segment == ".." {
      for _ in 0..<segment.utf8.count { buffer.append(byte: UInt8(ascii: "-")) }
    } else {
      appendPercentEncoded(segment.utf8)
    }
  }

  public mutating func append(segment: Int64) { buffer.append(segment) }

  /// `?name=value`, or `&name=value` after the first.
  public mutating func append(query name: StaticString, _ value: some StringProtocol) {
    if !linkHasQuery {
      buffer.append(byte: UInt8(ascii: "?"))
    } else {
      buffer.append(spelling == .attribute ? "&amp;" : "&")
    }
    linkHasQuery = true
    buffer.append(name)
    buffer.append(byte: UInt8(ascii: "="))
    appendPercentEncoded(value.utf8)
  }

  public mutating func append(query name: StaticString, _ value: some FixedWidthInteger) {
    append(query: name, String(value))
  }

  public mutating func append(fragment: some StringProtocol) {
    buffer.append(byte: UInt8(ascii: "#"))
    appendPercentEncoded(fragment.utf8)
  }

  /// RFC 3986 §2.3: everything but the unreserved characters, byte by byte.
  private mutating func appendPercentEncoded(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        buffer.append(byte: byte)
      default:
        buffer.append(byte: UInt8(ascii: "%"))
        buffer.append(byte: hexDigit(byte >> 4))
        buffer.append(byte: hexDigit(byte & 15))
      }
    }
  }

  private func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}

extension Link {
  /// The same link as a bare address, for the header `Location`, a mail or a log.
  public func address(base: String = "") -> String {
    var html = HTML(base: base, capacity: 64)
    html.spelling = .address
    html.append(link: self)
    return html.finish().text
  }

  /// The same link, pointing at a place within the page: `Asset.icons.fragment("flag")`.
  public func fragment(_ name: String) -> FragmentLink<Self> { FragmentLink(link: self, name: name) }
}

/// A link to a place within the page that another link leads to.
public struct FragmentLink<Target: Link>: Link {
  let link: Target
  let name: String

  public func write(to html: inout HTML) {
    link.write(to: &html)
    html.append(fragment: name)
  }
}

extension FragmentLink: Sendable where Target: Sendable {}
extension FragmentLink: Equatable where Target: Equatable {}

/// A link to a place within this page.
public struct PagePlace: Link, Sendable, Equatable {
  let name: String
  public init(_ name: String) { self.name = name }
  public func write(to html: inout HTML) { html.append(fragment: name) }
}
