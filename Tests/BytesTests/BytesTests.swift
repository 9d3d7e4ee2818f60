import Bytes
import Testing

@Test func `a buffer keeps what is appended, in order`() {
  var buffer = ByteBuffer()
  buffer.append("a" as StaticString)
  buffer.append("ü&" as String)
  buffer.append(-1204)
  buffer.append(Int.min)
  buffer.append(byte: 10)
  #expect(buffer.finish().text == "aü&-1204-9223372036854775808\n")
}

@Test(arguments: [("0", 0), ("007", 7), ("9223372036854775807", Int.max)])
func `digits become a number`(text: String, value: Int) {
  #expect(parseDigits(text) == value)
}

@Test(arguments: ["", "+1", "-1", " 1", "1 ", "1_0", "0x1", "9223372036854775808", "１"])
func `anything but digits is refused`(text: String) {
  #expect(parseDigits(text) == nil)
}

@Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
func `base64 agrees with RFC 4648 section 10`(plain: String, encoded: String) {
  #expect(Base64.encode(plain.utf8) == encoded)
  #expect(Base64.decode(encoded) == Array(plain.utf8))
}

@Test(arguments: ["Zg", "Zg=", "Zh==", "Z", "Zg==Zg==", "Zm9v=", "Zm-v", "Zm9v\n"])
func `base64 in any other spelling is refused`(text: String) {
  #expect(Base64.decode(text) == nil)
}

@Test func `a token survives the URL spelling`() {
  let bytes = (0...255).map { UInt8($0) }
  #expect(Base64.decodeURL(Base64.encodeURL(bytes)) == bytes)
  #expect(Hex.decode(Hex.encode(bytes)) == bytes)
  #expect(Hex.decode("abc") == nil)
}
