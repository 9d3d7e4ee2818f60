import HTTP

/// A chunked body decodes alike whole and in pieces, never to more than came in, and always comes to an end.
func fuzzChunked(_ octets: UnsafeBufferPointer<UInt8>) -> UInt64 {
  let whole = decodeChunks(octets, cuts: nil)
  let pieces = decodeChunks(octets, cuts: Cuts(octets))
  guard whole == pieces else { broken("a chunked body read whole equals the one read in pieces") }
  return whole
}

private func decodeChunks(_ octets: UnsafeBufferPointer<UInt8>, cuts: Cuts?) -> UInt64 {
  var cuts = cuts
  var seen = Seen()
  var decoder = ChunkedDecoder()
  let limits = Limits()
  var start = 0
  var decoded = 0
  repeat {
    let end = cuts == nil ? octets.count : min(octets.count, start + (cuts?.next() ?? 1))
    let input = UnsafeBufferPointer(rebasing: octets[start..<end]).span
    var offset = 0
    var turns = 0
    reading: while true {
      let before = offset
      do throws(Refusal) {
        switch try decoder.next(input, &offset, limits) {
        case .needsMore: break reading
        case .data(let range):
          guard range.lowerBound >= before, range.upperBound <= offset else { broken("chunk data lies in its input") }
          decoded += range.count
          seen.add(input.extracting(range))
        case .end:
          seen.add(-1)
          seen.add(start + offset)
          return seen.sum
        }
      } catch {
        seen.add(-2)
        seen.add(Int(error.status.code))
        return seen.sum
      }
      turns += 1
      guard offset > before, turns <= input.count else { broken("a decoder moves forward") }
    }
    start = end
  } while start < octets.count
  guard decoded <= octets.count else { broken("nothing is decoded that did not come") }
  return seen.sum
}

/// Cookies have names of token bytes, values without control bytes, and are no more than allowed.
func fuzzCookie(_ octets: UnsafeBufferPointer<UInt8>) -> UInt64 {
  var seen = Seen()
  let cookies = Cookies.parse(octets.span, limit: 7)
  guard cookies.count <= 7 else { broken("no more cookies than the limit") }
  for (name, value) in cookies {
    guard !name.isEmpty else { broken("a cookie has a name") }
    for byte in value.utf8 where byte < 0x20 || byte == 0x7F { broken("a cookie's value holds no control byte") }
    for byte in name.utf8 where byte <= 0x20 || byte >= 0x7F { broken("a cookie's name is a token") }
    seen.add(name)
    seen.add(value)
  }
  return seen.sum
}
