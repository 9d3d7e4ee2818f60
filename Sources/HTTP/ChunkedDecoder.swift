/// Takes a chunked body apart, octet by octet and to the letter (RFC 9112 §7.1): what two readers could understand
/// differently is an error, because that difference is how requests are smuggled.
package struct ChunkedDecoder: Sendable {
  package enum Step: Sendable, Equatable {
    /// All input is used up and the body is not complete.
    case needsMore
    /// These bytes of the input belong to the body.
    case data(Range<Int>)
    /// The body and its trailers are complete.
    case end
  }

  private enum State: Sendable {
    case sizeStart, size, sizeLineFeed
    case extensionName, extensionEquals, extensionValue, extensionToken, extensionQuoted, extensionEscape, extensionAfter
    case data, dataReturn, dataLineFeed
    case trailerStart, trailerName, trailerValue, trailerLineFeed, lastLineFeed
  }

  private var state = State.sizeStart
  private var remaining = 0
  private var digits = 0
  private var extensionBytes = 0
  private var extensionNameLength = 0
  private var trailerBytes = 0

  package init() {}

  /// What is left of the chunk whose size line is complete: a size half read could still turn out to be nonsense.
  package var announced: Int { state == .data ? remaining : 0 }

  package mutating func next(_ input: Span<UInt8>, _ offset: inout Int, _ limits: Limits) throws(Refusal) -> Step {
    var index = offset
    defer { offset = index }
    while index < input.count {
      let byte = input[index]
      switch state {
      case .sizeStart, .size:
        if let digit = Octet.hexValue(byte) {
          // 15 digits are below 2^60: no overflow.
          digits += 1
          guard digits <= 15 else { throw .badChunk }
          remaining = remaining << 4 | Int(digit)
          state = .size
        } else {
          guard state == .size else { throw .badChunk }
          switch byte {
          case Octet.carriageReturn: state = .sizeLineFeed
          case UInt8(ascii: ";"): try beginExtension(limits)
          default: throw .badChunk
          }
        }
        index += 1

      case .sizeLineFeed:
        guard byte == Octet.lineFeed else { throw .badChunk }
        index += 1
        digits = 0
        state = remaining == 0 ? .trailerStart : .data

      case .extensionName, .extensionEquals, .extensionValue, .extensionToken, .extensionQuoted, .extensionEscape,
        .extensionAfter:
        try readExtension(byte, limits)
        index += 1

      case .data:
        let start = index
        let length = min(remaining, input.count - index)
        remaining -= length
        index += length
        if remaining == 0 { state = .dataReturn }
        return .data(start..<index)

      case .dataReturn:
        guard byte == Octet.carriageReturn else { throw .badChunk }
        index += 1
        state = .dataLineFeed

      case .dataLineFeed:
        guard byte == Octet.lineFeed else { throw .badChunk }
        index += 1
        state = .sizeStart

      case .trailerStart:
        if byte == Octet.carriageReturn {
          state = .lastLineFeed
        } else {
          guard Octet.isToken(byte) else { throw .badTrailer }
          try countTrailer(limits)
          state = .trailerName
        }
        index += 1

      case .trailerName:
        if byte == UInt8(ascii: ":") {
          state = .trailerValue
        } else {
          guard Octet.isToken(byte) else { throw .badTrailer }
        }
        try countTrailer(limits)
        index += 1

      case .trailerValue:
        if byte == Octet.carriageReturn {
          state = .trailerLineFeed
        } else {
          guard Octet.isValue(byte) else { throw .badTrailer }
        }
        try countTrailer(limits)
        index += 1

      case .trailerLineFeed:
        guard byte == Octet.lineFeed else { throw .badTrailer }
        try countTrailer(limits)
        index += 1
        state = .trailerStart

      case .lastLineFeed:
        guard byte == Octet.lineFeed else { throw .badTrailer }
        index += 1
        return .end
      }
    }
    return .needsMore
  }

  private mutating func beginExtension(_ limits: Limits) throws(Refusal) {
    extensionNameLength = 0
    state = .extensionName
    try countExtension(limits)
  }

  /// `;name`, `;name=token` or `;name="quoted"`, with the blanks around them that RFC 9112 §7.1.1 bears with; content is ignored.
  private mutating func readExtension(_ byte: UInt8, _ limits: Limits) throws(Refusal) {
    try countExtension(limits)
    switch state {
    case .extensionName:
      if Octet.isToken(byte) {
        extensionNameLength += 1
      } else if Octet.isBlank(byte) {
        if extensionNameLength > 0 { state = .extensionEquals }
      } else {
        guard extensionNameLength > 0 else { throw .badChunk }
        try endElement(byte, mayHaveValue: true)
      }
    case .extensionEquals:
      if !Octet.isBlank(byte) { try endElement(byte, mayHaveValue: true) }
    case .extensionValue:
      if Octet.isToken(byte) {
        state = .extensionToken
      } else if byte == 0x22 {
        state = .extensionQuoted
      } else {
        guard Octet.isBlank(byte) else { throw .badChunk }
      }
    case .extensionToken:
      if Octet.isBlank(byte) {
        state = .extensionAfter
      } else if !Octet.isToken(byte) {
        try endElement(byte, mayHaveValue: false)
      }
    case .extensionQuoted:
      if byte == 0x22 {
        state = .extensionAfter
      } else if byte == 0x5C {
        state = .extensionEscape
      } else {
        guard Octet.isValue(byte) else { throw .badChunk }
      }
    case .extensionEscape:
      guard Octet.isValue(byte) else { throw .badChunk }
      state = .extensionQuoted
    default:
      if !Octet.isBlank(byte) { try endElement(byte, mayHaveValue: false) }
    }
  }

  private mutating func endElement(_ byte: UInt8, mayHaveValue: Bool) throws(Refusal) {
    switch byte {
    case Octet.carriageReturn: state = .sizeLineFeed
    case UInt8(ascii: ";"):
      extensionNameLength = 0
      state = .extensionName
    case UInt8(ascii: "=") where mayHaveValue: state = .extensionValue
    default: throw .badChunk
    }
  }

  private mutating func countExtension(_ limits: Limits) throws(Refusal) {
    extensionBytes += 1
    guard extensionBytes <= limits.chunkExtensions else { throw .chunkExtensionsTooLarge }
  }

  private mutating func countTrailer(_ limits: Limits) throws(Refusal) {
    trailerBytes += 1
    guard trailerBytes <= limits.trailers else { throw .trailersTooLarge }
  }
}
