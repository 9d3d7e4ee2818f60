/// Reads a request's head octet by octet, wherever the network cut it; the same bytes give the same result in any pieces.
///
/// One pass, one state, nothing read twice. The first octet that no request may have there ends it (RFC 9112 §2.2, §3, §5).
package struct HeadParser: Sendable {
  private enum State: Sendable {
    case start, leadingLineFeed, begin
    case method, target, version, requestLineFeed
    case fieldStart, name, valueStart, value, valueLineFeed
    case lastLineFeed
  }

  private var state = State.start
  private var head = Head()
  /// Where the element now being read begins, counted from the head's first byte.
  private var elementStart = 0
  private var lineStart = 0
  private var sectionStart = 0
  private var field = Field(nameStart: 0, nameEnd: 0, valueStart: 0, valueEnd: 0)

  package init() {}

  /// Nothing has been read yet: the connection is idle.
  package var isEmpty: Bool { head.bytes.isEmpty }
  package var heldBytes: Int { head.bytes.count }
  /// An answer to HEAD has no body, even one that refuses it.
  package private(set) var isHead = false

  /// Reads from `offset` on and moves it behind what was read. Returns the head when its last byte was read, else nil.
  package mutating func read(_ input: Span<UInt8>, _ offset: inout Int, _ limits: Limits) throws(Refusal) -> Head? {
    let start = offset
    var isComplete = false
    var refusal: Refusal?
    do throws(Refusal) {
      isComplete = try scan(input, &offset, limits)
    } catch {
      refusal = error
    }
    let end = offset
    input.withUnsafeBufferPointer { head.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[start..<end])) }
    guard isComplete || refusal != nil else { return nil }
    isHead = head.bytes.span.extracting(head.methodRange).equals("HEAD")
    if let refusal { throw refusal }
    var complete = Head()
    swap(&complete, &head)
    state = .start
    try complete.check()
    return complete
  }

  private mutating func scan(_ input: Span<UInt8>, _ offset: inout Int, _ limits: Limits) throws(Refusal) -> Bool {
    // Positions in the head are indices of the input plus `base`.
    let base = head.bytes.count - offset
    let end = input.count
    var index = offset
    defer { offset = index }

    while index < end {
      switch state {
      case .start:
        // One empty line before the request is ignored (RFC 9112 §2.2).
        if input[index] == Octet.carriageReturn {
          index += 1
          state = .leadingLineFeed
        } else {
          state = .begin
        }

      case .leadingLineFeed:
        guard input[index] == Octet.lineFeed else { throw .badRequestLine }
        index += 1
        state = .begin

      case .begin:
        elementStart = base + index
        lineStart = elementStart
        state = .method

      case .method:
        let stop = min(end, elementStart - base + limits.methodLength)
        while index < stop, Octet.isToken(input[index]) { index += 1 }
        guard index < end else { break }
        if input[index] == Octet.space, base + index > elementStart {
          head.methodRange = elementStart..<(base + index)
          index += 1
          elementStart = base + index
          state = .target
        } else if index == stop, Octet.isToken(input[index]) {
          throw .unknownMethod
        } else {
          throw .badRequestLine
        }

      case .target:
        let stop = min(end, lineStart - base + limits.requestLine - " HTTP/1.1".utf8.count)
        // Visible ASCII without "#": a fragment never travels (RFC 9112 §3.2).
        while index < stop, input[index] &- 0x21 <= 0x5D, input[index] != UInt8(ascii: "#") { index += 1 }
        guard index < end else { break }
        guard input[index] == Octet.space, base + index > elementStart else {
          throw index == stop ? .targetTooLong : .badRequestLine
        }
        head.targetRange = elementStart..<(base + index)
        index += 1
        elementStart = base + index
        state = .version

      case .version:
        let position = base + index - elementStart
        let byte = input[index]
        switch position {
        case 0, 1, 2, 3, 4, 6:
          guard byte == HeadParser.versionPattern(position) else { throw .badVersion }
        case 5:
          guard Octet.isDigit(byte) else { throw .badVersion }
          head.majorVersion = byte &- 0x30
        case 7:
          guard Octet.isDigit(byte) else { throw .badVersion }
          head.minorVersion = byte &- 0x30
        default:
          guard byte == Octet.carriageReturn else { throw .badVersion }
          state = .requestLineFeed
        }
        index += 1

      case .requestLineFeed:
        guard input[index] == Octet.lineFeed else { throw .badRequestLine }
        index += 1
        guard head.majorVersion == 1 else { throw .unsupportedVersion }
        sectionStart = base + index
        state = .fieldStart

      case .fieldStart:
        let byte = input[index]
        if byte == Octet.carriageReturn {
          index += 1
          state = .lastLineFeed
        } else {
          // A blank here is white space before the first field or a folded line, a colon an empty name.
          guard Octet.isToken(byte) else { throw .badField }
          lineStart = base + index
          guard head.fields.count < limits.fields, lineStart - sectionStart < limits.headerSection else { throw .fieldsTooLarge }
          field.nameStart = UInt32(lineStart)
          state = .name
        }

      case .name:
        let room = roomForLine(base, limits)
        let stop = min(end, room)
        while index < stop, Octet.isToken(input[index]) { index += 1 }
        guard index < end else { break }
        if index >= room { throw .fieldsTooLarge }
        guard input[index] == UInt8(ascii: ":") else { throw .badField }
        field.nameEnd = UInt32(base + index)
        index += 1
        state = .valueStart

      case .valueStart:
        let room = roomForLine(base, limits)
        let stop = min(end, room)
        while index < stop, Octet.isBlank(input[index]) { index += 1 }
        guard index < end else { break }
        if index >= room, input[index] != Octet.carriageReturn { throw .fieldsTooLarge }
        field.valueStart = UInt32(base + index)
        state = .value

      case .value:
        let room = roomForLine(base, limits)
        let stop = min(end, room)
        while index < stop, Octet.isValue(input[index]) { index += 1 }
        guard index < end else { break }
        guard input[index] == Octet.carriageReturn else { throw index >= room ? .fieldsTooLarge : .badField }
        field.valueEnd = UInt32(base + index)
        index += 1
        state = .valueLineFeed

      case .valueLineFeed:
        guard input[index] == Octet.lineFeed else { throw .badField }
        index += 1
        if head.fields.isEmpty { head.fields.reserveCapacity(16) }
        head.fields.append(field)
        state = .fieldStart

      case .lastLineFeed:
        guard input[index] == Octet.lineFeed else { throw .badField }
        index += 1
        return true
      }
    }
    return false
  }

  /// Where the present field line must have ended: its own limit, or that of the whole section.
  @inline(__always) private func roomForLine(_ base: Int, _ limits: Limits) -> Int {
    min(lineStart + limits.field, sectionStart + limits.headerSection) - base
  }

  @inline(__always) private static func versionPattern(_ position: Int) -> UInt8 {
    switch position {
    case 0: UInt8(ascii: "H")
    case 1, 2: UInt8(ascii: "T")
    case 3: UInt8(ascii: "P")
    case 4: UInt8(ascii: "/")
    default: UInt8(ascii: ".")
    }
  }
}
