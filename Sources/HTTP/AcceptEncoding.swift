/// Whether a client takes gzip (RFC 9110 §12.5.3).
package enum AcceptEncoding {
  package static func takesGzip(_ value: Span<UInt8>) -> Bool {
    var gzip: Bool?
    var any: Bool?
    ListElements.each(of: value) { range in
      let element = value.extracting(range)
      var end = 0
      while end < element.count, element[end] != UInt8(ascii: ";") { end += 1 }
      let coding = element.extracting(element.extracting(0..<end).trimmed())
      let isWanted = weightIsPositive(element.extracting(end..<element.count))
      if coding.equalsIgnoringCase("gzip") || coding.equalsIgnoringCase("x-gzip") { gzip = isWanted }
      if coding.equals("*") { any = isWanted }
    }
    return gzip ?? any ?? false
  }

  /// `;q=0`, `;q=0.0`, `;q=0.000` mean no; no weight, or any other, means yes.
  private static func weightIsPositive(_ parameter: Span<UInt8>) -> Bool {
    var index = 0
    while index < parameter.count, Octet.isBlank(parameter[index]) || parameter[index] == UInt8(ascii: ";") { index += 1 }
    guard index + 2 < parameter.count, Octet.lowercased(parameter[index]) == UInt8(ascii: "q"),
      parameter[index + 1] == UInt8(ascii: "=")
    else { return true }
    index += 2
    while index < parameter.count {
      let byte = parameter[index]
      if byte != UInt8(ascii: "0"), byte != UInt8(ascii: "."), !Octet.isBlank(byte) { return true }
      index += 1
    }
    return false
  }
}
