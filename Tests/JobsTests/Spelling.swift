import Bytes

func base64(_ text: String) -> String { Base64.encode(text.utf8) }

func decoded(_ text: some StringProtocol) -> String {
  var bytes: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    if byte == UInt8(ascii: "%"), let high = rest.popFirst(), let low = rest.popFirst(),
      let value = Hex.decode(String(decoding: [high, low], as: UTF8.self))
    {
      bytes += value
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
