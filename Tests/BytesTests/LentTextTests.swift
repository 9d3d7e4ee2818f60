import Bytes
import Testing

@Test func `a byte is found at every place of texts of every length, and its end is told when it is not there`() {
  for length in 0...40 {
    for place in 0...length {
      var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: length)
      // Neighbours by one bit, before and behind, must not be taken for it.
      for index in bytes.indices where index % 3 == 0 { bytes[index] = 30 }
      if place < length { bytes[place] = 31 }
      for start in 0...length {
        let found = bytes.withUnsafeBytes { $0.place(of: 31, from: start) }
        #expect(found == (start <= place ? place : length), "\(length) bytes, at \(place), from \(start)")
      }
    }
  }
}

@Test func `a lent text is compared by its bytes, cut at its first blank, and copied whole`() {
  let name: LentText = "Zoë van den Berg"
  #expect(name == "Zoë van den Berg")
  #expect(name != "Zoë van den Bergh")
  #expect(name.string == "Zoë van den Berg")
  #expect(name.firstWord == "Zoë")
  #expect(("Cher" as LentText).firstWord == "Cher")
  #expect(("" as LentText).isEmpty)
  #expect(("" as LentText).firstWord == "")
}
