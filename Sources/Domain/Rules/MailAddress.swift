/// Whether a text can be an e-mail address. Strict enough to catch what somebody mistyped, no stricter.
enum MailAddress {
  /// The first of the addresses, parted by commas or semicolons, that cannot be one; nil where all can.
  static func firstInvalid(in text: String) -> String? {
    text.split(whereSeparator: { $0 == ";" || $0 == "," }).map { String($0).trimmedOfSpaces }
      .first { !$0.isEmpty && !isValid($0) } ?? (text.contains { $0 != ";" && $0 != "," && !$0.isWhitespace } ? nil : text)
  }

  static func isValid(_ text: String) -> Bool {
    // `Mara Okafor <mara@example.test>` is what mail programs write.
    var address = text[...]
    if text.hasSuffix(">"), let open = text.lastIndex(of: "<") { address = text[text.index(after: open)...].dropLast() }
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, let local = parts.first, let domain = parts.last, address.utf8.count <= 254 else { return false }
    guard !local.isEmpty, !address.contains(where: { $0.isWhitespace || $0.isNewline || "<>()[]\"\\".contains($0) }) else {
      return false
    }
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty && !$0.hasPrefix("-") && !$0.hasSuffix("-") }
  }
}
