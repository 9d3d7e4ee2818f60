import CCurl
import Glibc

/// What one exchange gathers while libcurl runs it: the callbacks below are its only writers, on the caller's thread.
final class Transfer {
  let policy: OutboundPolicy
  let origin: Origin
  let bodyLimit: Int
  let headerLimit = 64 << 10

  private(set) var headers: [(name: String, value: String)] = []
  private(set) var body: [UInt8] = []
  private(set) var isTooLarge = false
  /// libcurl calls an answer whole that ends in the middle of its head; this says that the empty line really came.
  private(set) var isHeadComplete = false
  private(set) var refused: (address: String, kind: AddressKind)?
  private var headerBytes = 0

  init(policy: OutboundPolicy, origin: Origin, bodyLimit: Int) {
    self.policy = policy
    self.origin = origin
    self.bodyLimit = bodyLimit
  }

  func attach(to handle: UnsafeMutableRawPointer) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    countersign_curl_on_body(
      handle,
      { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        return Transfer.of(context).take(body: UnsafeRawBufferPointer(start: bytes, count: size * count))
      }, context)
    countersign_curl_on_header(
      handle,
      { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        return Transfer.of(context).take(header: UnsafeRawBufferPointer(start: bytes, count: size * count))
      }, context)
    countersign_curl_on_socket(
      handle,
      { context, _, address in
        // CURL_SOCKET_BAD is a cast macro.
        guard let context, let address else { return -1 }
        return Transfer.of(context).open(address)
      }, context)
  }

  private static func of(_ context: UnsafeMutableRawPointer) -> Transfer {
    Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  }

  /// Returning another number than it was given makes libcurl stop.
  private func take(body bytes: UnsafeRawBufferPointer) -> Int {
    guard bytes.count <= bodyLimit - body.count else {
      isTooLarge = true
      return bytes.isEmpty ? 1 : 0
    }
    body.append(contentsOf: bytes)
    return bytes.count
  }

  private func take(header line: UnsafeRawBufferPointer) -> Int {
    headerBytes += line.count
    guard headerBytes <= headerLimit else {
      isTooLarge = true
      return line.isEmpty ? 1 : 0
    }
    if line.starts(with: "HTTP/".utf8) {
      headers.removeAll()  // an interim answer came before
      isHeadComplete = false
      return line.count
    }
    if line.elementsEqual("\r\n".utf8) || line.elementsEqual("\n".utf8) {
      isHeadComplete = true
      return line.count
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return line.count }
    let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
    let trimmed = value.prefix(value.count - value.reversed().prefix { $0 <= 0x20 }.count)
    headers.append((String(decoding: line[..<colon], as: UTF8.self), String(decoding: trimmed, as: UTF8.self)))
    return line.count
  }

  /// The one reliable place to judge an address: after the name was resolved and before `connect` (RELIABILITY §2.7).
  private func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
    let family = address.pointee.family
    let length = Int(address.pointee.addrlen)
    let parsed = withUnsafeMutablePointer(to: &address.pointee.addr) {
      Address(family: family, socketAddress: UnsafeRawBufferPointer(start: $0, count: length))
    }
    guard let parsed else {
      refused = ("address family \(family)", .notInternet)
      return -1
    }
    guard policy.allows(parsed, for: origin) else {
      refused = (parsed.text, parsed.kind)
      return -1
    }
    return socket(family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.`protocol`)
  }
}
