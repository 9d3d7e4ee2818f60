/// A template and what it becomes. Pure: bytes in, Swift or mistakes out, for any bytes.
///
/// - Parameters:
///   - source: the bytes of the file.
///   - name: the struct that the template draws; the file's name without `.html`.
///   - path: how the file is called in complaints.
///   - imports: the modules whose names a template may use.
public func compile(
  source bytes: [UInt8], name: String, path: String? = nil, imports: [String] = ["Markup"]
) -> Result<String, Mistakes> {
  let source = Source(path: path ?? "\(name).html", bytes: bytes)
  if let mistake = firstUnreadable(source, name) { return .failure(Mistakes([mistake], in: source)) }
  var lexer = Lexer(source)
  let pieces = lexer.run()
  var parser = OutlineParser(source)
  let outline = parser.parse(pieces)
  let unfit = lexer.mistakes + parser.mistakes
  // Places can only be judged in a template whose blocks are known; one cause should not be told three times.
  if !unfit.isEmpty { return .failure(Mistakes(unfit, in: source)) }
  var tracker = PlaceTracker(source)
  let parts = tracker.place(outline)
  guard tracker.mistakes.isEmpty else { return .failure(Mistakes(tracker.mistakes, in: source)) }
  var emitter = Emitter(source)
  return .success(emitter.emit(type: name, imports: imports, outline: outline, parts: parts))
}

private func firstUnreadable(_ source: Source, _ name: String) -> Mistake? {
  let isTypeName =
    name.utf8.first.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") } == true
    && name.utf8.allSatisfy { isLetter($0) || isDigit($0) }
  if !isTypeName {
    return Mistake(at: 0, "a template is called like the struct it draws, as in InvoicePage.html; rename the file.")
  }
  if String(validating: source.bytes, as: UTF8.self) == nil {
    return Mistake(at: firstInvalid(source.bytes), "this is not UTF-8; save the file as UTF-8.")
  }
  if let offset = source.bytes.firstIndex(where: { ($0 < 0x20 && !isSpace($0)) || $0 == 0x0C || $0 == 0x7F }) {
    return Mistake(at: offset, "this control character cannot stand in a page; remove it.")
  }
  return nil
}

/// The offset of the first byte that no UTF-8 text has there.
private func firstInvalid(_ bytes: [UInt8]) -> Int {
  var decoder = UTF8()
  var iterator = bytes.makeIterator()
  var offset = 0
  while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
  return min(offset, bytes.count)
}
