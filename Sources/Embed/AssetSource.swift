/// Generated Swift for `Public/`: one `Asset` per file, under a name that holds a hash of its content.
struct AssetSource {
  let swift: String

  init(_ files: [EmbeddedFile], refusals: inout [Refusal]) {
    var members: [String] = []
    var names: [(name: String, file: EmbeddedFile)] = []
    for file in files {
      guard let type = contentTypes[file.suffix] else {
        refusals.append(
          Refusal(
            path: file.path,
            sentence: "has a kind that is not served; known are \(contentTypes.keys.sorted().joined(separator: ", "))"))
        continue
      }
      guard file.name.utf8.allSatisfy(isServedByte) else {
        refusals.append(Refusal(path: file.path, sentence: "may be named with letters, digits, '-', '_', '.' and '/' only"))
        continue
      }
      let name = swiftName(file.stem)
      if name == "all" || name.isEmpty || name.first?.isNumber == true {
        refusals.append(Refusal(path: file.path, sentence: "cannot become Asset.\(name): rename the file"))
        continue
      }
      if let other = names.first(where: { $0.name == name }) {
        refusals.append(
          Refusal(path: file.path, sentence: "and \(other.file.name) both become Asset.\(name): rename one of them"))
        continue
      }
      names.append((name, file))
      let text = file.suffix == "css" ? slimmedCSS(file.text) : file.text
      members.append(
        """
          /// `\(file.name)`
          public static let `\(name)` = Asset(
            name: \(swiftLiteral(file.name)),
            path: \(swiftLiteral("/static/\(file.stem).\(contentHash(text)).\(file.suffix)")),
            contentType: \(swiftLiteral(type)),
            text: \(swiftLiteral(text)))

        """)
    }
    swift = """
      // Made by the build from the files of this folder.
      extension Asset {
      \(members.joined())
        public static let all: [Asset] = [\(names.map { ".`\($0.name)`" }.joined(separator: ", "))]
      }

      """
  }
}

let contentTypes = [
  "css": "text/css; charset=utf-8",
  "js": "text/javascript; charset=utf-8",
  "json": "application/json",
  "svg": "image/svg+xml",
  "txt": "text/plain; charset=utf-8",
  "webmanifest": "application/manifest+json",
]

/// `icons/app-shell` becomes `iconsAppShell`.
func swiftName(_ stem: String) -> String {
  let words = stem.split { !$0.isLetter && !$0.isNumber }
  return words.enumerated().map { index, word in
    index == 0 ? word.prefix(1).lowercased() + word.dropFirst() : word.prefix(1).uppercased() + word.dropFirst()
  }.joined()
}

private func isServedByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
  default: "-_./".utf8.contains(byte)
  }
}

/// FNV-1a, 64 bits, finished with a mix so that each bit of the text moves each digit. It names versions; it guards nothing.
func contentHash(_ text: String) -> String {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
  hash ^= hash >> 33
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
