import Assets
import Testing

/// The contrast of every pair of colours that meet, computed from the style file itself: light, dark and high contrast.
struct TokenTests {
  /// Name to (light, dark) of one block of tokens.
  static func tokens(in block: Substring) -> [String: (light: Double, dark: Double)] {
    var found: [String: (light: Double, dark: Double)] = [:]
    for match in block.matches(of: /--([a-z0-9-]+):\s*light-dark\(#([0-9A-Fa-f]{6}),\s*#([0-9A-Fa-f]{6})\)/) {
      found[String(match.1)] = (luminance(match.2), luminance(match.3))
    }
    return found
  }

  /// Relative luminance (WCAG 2.2).
  static func luminance(_ hex: Substring) -> Double {
    guard let value = Int(hex, radix: 16) else { return .nan }
    func linear(_ byte: Int) -> Double {
      let share = Double(byte) / 255
      return share <= 0.04045 ? share / 12.92 : power((share + 0.055) / 1.055)
    }
    return 0.2126 * linear(value >> 16) + 0.7152 * linear(value >> 8 & 255) + 0.0722 * linear(value & 255)
  }

  /// x to the 2.4, by x² · x^(2/5): the fifth root by Newton's method, so that no C library is asked.
  static func power(_ x: Double) -> Double {
    var root = 1.0
    for _ in 0..<60 { root = (4 * root + x / (root * root * root * root)) / 5 }
    return x * x * root * root
  }

  static func contrast(_ one: Double, _ other: Double) -> Double {
    (max(one, other) + 0.05) / (min(one, other) + 0.05)
  }

  static let style = "\(Asset.style.text)"
  static func block(after selector: String) -> Substring {
    let start = style.range(of: selector)?.upperBound ?? style.endIndex
    return style[start...].prefix { $0 != "}" }
  }
  static let plain = tokens(in: block(after: ":root"))
  static let strong = plain.merging(tokens(in: block(after: "[data-theme=contrast]"))) { $1 }

  static let surfaces = ["bg", "surface", "surface-2"]
  static let pairs: [(ink: String, paper: String, least: Double)] =
    surfaces.flatMap { paper in
      [("text", 7), ("text-2", 7), ("text-3", 4.5), ("accent", 4.5), ("line-strong", 3), ("focus", 3)].map { ($0.0, paper, $0.1) }
    } + [
      ("accent-ink", "accent", 4.5), ("text", "accent-soft", 7), ("accent", "accent-soft", 4.5), ("text-3", "accent-soft", 4.5),
      ("text-2", "accent-soft", 4.5), ("focus", "accent-soft", 3),
    ]
    + ["error", "warning", "info", "ok"].flatMap { tone in
      [(tone, "\(tone)-bg", 4.5), (tone, "surface", 4.5), ("\(tone)-solid", "surface", 3), ("solid-ink", "\(tone)-solid", 4.5)]
        as [(String, String, Double)]
    }

  @Test(arguments: [false, true])
  func `every pair of colours that meet can be told apart`(highContrast: Bool) throws {
    let tokens = highContrast ? Self.strong : Self.plain
    #expect(tokens.count >= 24)
    for pair in Self.pairs {
      let ink = try #require(tokens[pair.ink], "\(pair.ink) is missing")
      let paper = try #require(tokens[pair.paper], "\(pair.paper) is missing")
      #expect(Self.contrast(ink.light, paper.light) >= pair.least, "\(pair.ink) on \(pair.paper), light")
      #expect(Self.contrast(ink.dark, paper.dark) >= pair.least, "\(pair.ink) on \(pair.paper), dark")
    }
  }

  @Test func `black on white is 21 to 1`() {
    #expect(abs(Self.contrast(Self.luminance("000000"), Self.luminance("FFFFFF")) - 21) < 0.001)
    #expect(abs(Self.contrast(Self.luminance("767676"), Self.luminance("FFFFFF")) - 4.54) < 0.01)
  }

  @Test func `colours are spelled among the tokens and nowhere else`() {
    // Paper is white whatever the theme; a shadow is black.
    let elsewhere = Self.style.split(separator: "{").dropFirst().flatMap { $0.split(separator: ";") }
      .filter { $0.contains(/#[0-9A-Fa-f]{3,8}\b/) && !$0.contains("light-dark(") }
    let allowed = elsewhere.filter {
      !$0.contains("--") && !$0.contains("border") && !$0.contains("color: #000") && !$0.contains("color:#000")
    }
    #expect(allowed.isEmpty, "\(allowed)")
  }
}
