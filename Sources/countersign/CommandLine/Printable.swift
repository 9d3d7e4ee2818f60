/// Text from outside made harmless for a terminal or a log: no control bytes, no direction overrides, not endless.
enum Printable {
  static func text(_ text: String, limit: Int) -> String {
    var output = ""
    var count = 0
    for scalar in text.unicodeScalars {
      guard count < limit else { return output + "…" }
      count += 1
      if isHarmless(scalar) {
        output.unicodeScalars.append(scalar)
      } else {
        output += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return output
  }

  static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    // Line separators and invisible formatting could fake a line or turn its order round.
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
    default: true
    }
  }
}
