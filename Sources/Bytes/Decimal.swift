/// Digits to a number, and nothing else: no sign, no space, no underscore, no prefix, no overflow.
///
/// `Int(String)` accepts `+7`; half of the known request-smuggling bugs are integer parsers that accept more than digits.
public func parseDigits(_ bytes: some Collection<UInt8>) -> Int? {
  guard !bytes.isEmpty else { return nil }
  var value = 0
  for byte in bytes {
    guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
    let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
    let (sum, overflowed) = scaled.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
    guard !overflow, !overflowed else { return nil }
    value = sum
  }
  return value
}

public func parseDigits(_ text: some StringProtocol) -> Int? { parseDigits(text.utf8) }
