/// A small PDF of text in columns: one font in two weights, as many pages as it takes (ISO 32000-1 §7.5).
struct PDFDocument {
  private var pages: [[UInt8]] = []
  private var page: [UInt8] = []
  private var height = top

  private static let top = 790
  private static let bottom = 60

  enum Weight: String {
    case plain = "F1"
    case bold = "F2"
  }

  /// One line of text; each piece stands at its own distance from the left, in points.
  mutating func line(_ pieces: [(x: Int, text: String)], size: Int = 10, weight: Weight = .plain, after: Int = 4) {
    if height - size < Self.bottom { breakPage() }
    height -= size
    for piece in pieces {
      page += Array("BT /\(weight.rawValue) \(size) Tf 1 0 0 1 \(piece.x) \(height) Tm (".utf8)
      page += Self.escaped(piece.text)
      page += Array(") Tj ET\n".utf8)
    }
    height -= after
  }

  mutating func gap(_ points: Int) { height -= points }

  private mutating func breakPage() {
    pages.append(page)
    page = []
    height = Self.top
  }

  /// Letters that WinAnsi lacks, at codes that it leaves free.
  private static let extras: [(letter: Character, code: UInt8, glyph: String)] = [
    ("Ş", 0x81, "Scedilla"), ("ş", 0x8D, "scedilla"), ("ğ", 0x8F, "gbreve"), ("İ", 0x90, "Idotaccent"), ("ı", 0x9D, "dotlessi"),
  ]

  private static let windows: [Character: UInt8] = [
    "€": 0x80, "…": 0x85, "‘": 0x91, "’": 0x92, "“": 0x93, "”": 0x94, "•": 0x95, "–": 0x96, "—": 0x97,
  ]

  private static func escaped(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for character in text {
      let scalar = character.unicodeScalars.first?.value ?? 63
      let byte: UInt8 =
        if let extra = extras.first(where: { $0.letter == character }) { extra.code } else if let code = windows[character] {
          code
        } else if character.unicodeScalars.count == 1, (32...126).contains(scalar) || (0xA0...0xFF).contains(scalar) {
          UInt8(scalar)
        } else { UInt8(ascii: "?") }
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
      bytes.append(byte)
    }
    return bytes
  }

  consuming func bytes(title: String) -> [UInt8] {
    breakPage()
    var objects: [[UInt8]] = []
    func object(_ text: String) { objects.append(Array(text.utf8)) }
    let first = 6
    let kids = pages.indices.map { "\(first + $0 * 2) 0 R" }.joined(separator: " ")
    object("<< /Type /Catalog /Pages 2 0 R >>")
    object("<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>")
    let differences = Self.extras.map { "\($0.code) /\($0.glyph)" }.joined(separator: " ")
    let encoding = "<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [\(differences)] >>"
    object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding \(encoding) >>")
    object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding \(encoding) >>")
    objects.append(Array("<< /Producer (Countersign sandbox) /Title (".utf8) + Self.escaped(title) + Array(") >>".utf8))
    for (place, content) in pages.enumerated() {
      object(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents \(first + place * 2 + 1) 0 R >>"
      )
      objects.append(Array("<< /Length \(content.count) >>\nstream\n".utf8) + content + Array("endstream".utf8))
    }
    var file = Array("%PDF-1.4\n%\u{E2}\u{E3}\n".utf8)
    var offsets: [Int] = []
    for (place, content) in objects.enumerated() {
      offsets.append(file.count)
      file += Array("\(place + 1) 0 obj\n".utf8) + content + Array("\nendobj\n".utf8)
    }
    let table = file.count
    file += Array("xref\n0 \(objects.count + 1)\n0000000000 65535 f \n".utf8)
    for offset in offsets {
      let digits = String(offset)
      file += Array("\(String(repeating: "0", count: 10 - digits.count))\(digits) 00000 n \n".utf8)
    }
    file += Array("trailer\n<< /Size \(objects.count + 1) /Root 1 0 R /Info 5 0 R >>\nstartxref\n\(table)\n%%EOF\n".utf8)
    return file
  }
}
