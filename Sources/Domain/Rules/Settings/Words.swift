/// A text cut into words: runs of letters and digits, whatever their script, with the marks that belong to them.
///
/// Works on bytes, because every note of every invoice comes through here; only words with other than ASCII letters are looked
/// at as text.
struct Words: RandomAccessCollection {
  struct Word {
    /// Of the word in lower case; same words, same hash.
    let hash: UInt64
    fileprivate let start: Int
    fileprivate let end: Int

    /// In lower case.
    func text(in source: String) -> String {
      let bytes = source.utf8
      let from = bytes.index(bytes.startIndex, offsetBy: start)
      let to = bytes.index(bytes.startIndex, offsetBy: end)
      return String(source[from..<to]).lowercased()
    }
  }

  private var words: [Word] = []

  var startIndex: Int { 0 }
  var endIndex: Int { words.count }
  subscript(place: Int) -> Word { words[place] }

  init(_ source: String) {
    var source = source
    source.withUTF8 { bytes in
      var place = 0
      var start: Int?
      var hash = Self.seed
      var isPlain = true
      func close(at end: Int) {
        guard let begin = start else { return }
        let known = isPlain ? hash : Self.hash(Self.lowercased(UnsafeBufferPointer(rebasing: bytes[begin..<end])))
        words.append(Word(hash: known, start: begin, end: end))
        start = nil
        hash = Self.seed
        isPlain = true
      }
      while place < bytes.count {
        let byte = bytes[place]
        if byte < 0x80 {
          let letter = Self.folded[Int(byte)]
          if letter == 0 {
            close(at: place)
          } else {
            if start == nil { start = place }
            hash = (hash ^ UInt64(letter)) &* Self.prime
          }
          place += 1
          continue
        }
        let (scalar, length) = Self.scalar(bytes, at: place)
        if Self.belongsToAWord(scalar) {
          if start == nil { start = place }
          isPlain = false
        } else {
          close(at: place)
        }
        place += length
      }
      close(at: bytes.count)
    }
  }

  /// A word in lower case, hashed as the words of a text are.
  static func hash(_ word: String) -> UInt64 {
    var hash = seed
    for byte in word.utf8 {
      guard byte < 0x80 else {
        // Composed and decomposed letters are the same word, and String knows.
        return UInt64(truncatingIfNeeded: word.hashValue)
      }
      hash = (hash ^ UInt64(byte)) &* prime
    }
    return hash
  }

  private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01b3

  /// The lower-case letter or the digit of an ASCII byte; 0 for what parts words.
  private static let folded: [UInt8] = (0..<128).map { (byte: UInt8) in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 32
    default: 0
    }
  }

  private static func lowercased(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).lowercased()
  }

  /// Strings hold valid UTF-8 only, so that the length follows from the first byte.
  private static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> (Unicode.Scalar, Int) {
    let first = UInt32(bytes[place])
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard place + length <= bytes.count else { return (" ", bytes.count - place) }
    var value = first & (length == 4 ? 0x07 : length == 3 ? 0x0F : 0x1F)
    for offset in 1..<length { value = value << 6 | UInt32(bytes[place + offset]) & 0x3F }
    return (Unicode.Scalar(value) ?? " ", length)
  }

  private static func belongsToAWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark,
      .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }
}
