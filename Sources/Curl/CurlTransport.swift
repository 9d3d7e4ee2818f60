import CCurl
import Synchronization

/// The real way out: libcurl, under the outbound policy.
///
/// A write gets a handle and a connection of its own, because libcurl by itself sends a request again when a *reused*
/// connection dies before the first answer byte, although the server may have acted on it (RELIABILITY §1.2).
/// Reads keep their connections: repeating a GET is harmless.
public final class CurlTransport: Transport {
  private let policy: OutboundPolicy
  private let certificates: String?
  private let log: (@Sendable (Exchange) -> Void)?
  /// Guards the idle handles of reads (as numbers: a pointer is not Sendable). A handle is in here or in one call, never in two.
  private let idle = Mutex<[UInt]>([])
  private static let idleLimit = 8
  private static let isStarted = countersign_curl_start() == CURLE_OK

  /// `certificates`: a PEM file of authorities to trust instead of the system's.
  public init(policy: OutboundPolicy, certificates: String? = nil, log: (@Sendable (Exchange) -> Void)? = nil) {
    self.policy = policy
    self.certificates = certificates
    self.log = log
  }

  deinit {
    for handle in idle.withLock({ $0 }) { curl_easy_cleanup(UnsafeMutableRawPointer(bitPattern: handle)) }
  }

  public func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
    let destination: Destination
    do throws(OutboundPolicy.Refusal) {
      destination = try Destination(request.url)
      try policy.judge(destination)
      for header in request.headers where !header.isLegal { throw .header(header.name) }
    } catch {
      let failure = CurlFailure.refused(error)
      note(request, nil, .failure(failure), milliseconds: 0)
      return .failure(failure)
    }
    guard Self.isStarted, let handle = request.isWrite ? curl_easy_init() : takeHandle() else {
      return .failure(.notSent(.outOfMemory, detail: "curl_easy_init"))
    }
    let transfer = Transfer(policy: policy, origin: destination.origin, bodyLimit: request.limits.answer)
    let (result, milliseconds) = withExtendedLifetime(transfer) { perform(request, to: destination, on: handle, transfer) }
    if case .success = result, !request.isWrite {
      giveBack(handle)
    } else {
      curl_easy_cleanup(handle)
    }
    note(request, destination.origin, result, milliseconds: milliseconds, path: destination.path)
    return result
  }

  private func perform(
    _ request: OutboundRequest, to destination: Destination, on handle: UnsafeMutableRawPointer, _ transfer: Transfer
  ) -> (Result<OutboundResponse, CurlFailure>, milliseconds: Int) {
    var message = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
    var lines: UnsafeMutablePointer<curl_slist>?
    // An empty "Expect:" switches off the 100-continue dance, which would blur "sent" and "not sent".
    for line in ["Expect:", "User-Agent: Countersign"] + request.headers.map(\.line) {
      lines = curl_slist_append(lines, line) ?? lines
    }
    defer { curl_slist_free_all(lines) }

    set(handle, CURLOPT_NOSIGNAL, 1)
    countersign_curl_set_pointer(handle, CURLOPT_CURLU, UnsafeRawPointer(destination.parsed))
    set(handle, CURLOPT_PROTOCOLS_STR, destination.scheme)
    set(handle, CURLOPT_REDIR_PROTOCOLS_STR, "")
    set(handle, CURLOPT_FOLLOWLOCATION, 0)
    set(handle, CURLOPT_PROXY, "")  // the empty string also ignores the environment
    set(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    set(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    set(handle, CURLOPT_SSL_VERIFYPEER, 1)
    set(handle, CURLOPT_SSL_VERIFYHOST, 2)
    if let certificates { set(handle, CURLOPT_CAINFO, certificates) }
    set(handle, CURLOPT_CONNECTTIMEOUT_MS, request.limits.connect.wholeMilliseconds)
    set(handle, CURLOPT_TIMEOUT_MS, request.limits.total.wholeMilliseconds)
    set(handle, CURLOPT_LOW_SPEED_LIMIT, 16)
    set(handle, CURLOPT_LOW_SPEED_TIME, max(1, request.limits.quiet.wholeMilliseconds / 1000))
    countersign_curl_set_offset(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(max(1, request.limits.answer)))
    countersign_curl_set_pointer(handle, CURLOPT_HTTPHEADER, lines)
    transfer.attach(to: handle)
    switch request.method {
    case .get:
      set(handle, CURLOPT_HTTPGET, 1)
      set(handle, CURLOPT_ACCEPT_ENCODING, "gzip")
    case .post, .put, .patch, .delete:
      set(handle, CURLOPT_FRESH_CONNECT, 1)
      set(handle, CURLOPT_FORBID_REUSE, 1)
      if request.method != .delete || !request.body.isEmpty {
        countersign_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
        _ = request.body.withUnsafeBytes {
          countersign_curl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, $0.baseAddress ?? UnsafeRawPointer(bitPattern: 1))
        }
      }
      set(handle, CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }
    let code = message.withUnsafeMutableBufferPointer { message in
      countersign_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, message.baseAddress)
      let code = curl_easy_perform(handle)
      countersign_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, nil)
      countersign_curl_set_pointer(handle, CURLOPT_CURLU, nil)
      return code
    }
    let milliseconds = offset(handle, CURLINFO_TOTAL_TIME_T) / 1000
    guard code == CURLE_OK else {
      var detail = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if detail.isEmpty { detail = String(cString: curl_easy_strerror(code)) }
      // Both zero: the connection never got as far as being ready for the request.
      let wasReady = offset(handle, CURLINFO_PRETRANSFER_TIME_T) > 0 || long(handle, CURLINFO_REQUEST_SIZE) > 0
      return (.failure(failure(code, wasReady: wasReady, transfer, "\(code.rawValue) \(detail)")), milliseconds)
    }
    guard transfer.isHeadComplete else {
      return (.failure(.unknown(.cutBody, detail: "the connection closed inside the answer's head")), milliseconds)
    }
    let response = OutboundResponse(
      status: long(handle, CURLINFO_RESPONSE_CODE), headers: transfer.headers, body: transfer.body)
    return (.success(response), milliseconds)
  }

  /// Unknown unless it is provable that nothing was sent.
  private func failure(_ code: CURLcode, wasReady: Bool, _ transfer: Transfer, _ detail: String) -> CurlFailure {
    if !wasReady {
      if let refused = transfer.refused, code != CURLE_OPERATION_TIMEDOUT {
        return .refused(.address(refused.address, refused.kind))
      }
      switch code {
      case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .notSent(.nameNotFound, detail: detail)
      case CURLE_COULDNT_CONNECT: return .notSent(.connectionRefused, detail: detail)
      case CURLE_OPERATION_TIMEDOUT: return .notSent(.connectTimeout, detail: detail)
      case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
        return .notSent(.certificate, detail: detail)
      case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_INITFAILED: return .notSent(.handshake, detail: detail)
      case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_FUNCTION_ARGUMENT:
        return .notSent(.malformedRequest, detail: detail)
      case CURLE_OUT_OF_MEMORY: return .notSent(.outOfMemory, detail: detail)
      default: return .notSent(.handshake, detail: detail)
      }
    }
    if transfer.isTooLarge { return .unknown(.answerTooLarge, detail: detail) }
    switch code {
    case CURLE_OPERATION_TIMEDOUT:
      return .unknown(detail.contains("too slow") ? .tooSlow : .timeout, detail: detail)
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR: return .unknown(.reset, detail: detail)
    case CURLE_GOT_NOTHING: return .unknown(.emptyAnswer, detail: detail)
    case CURLE_PARTIAL_FILE, CURLE_BAD_CONTENT_ENCODING: return .unknown(.cutBody, detail: detail)
    case CURLE_FILESIZE_EXCEEDED: return .unknown(.answerTooLarge, detail: detail)
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: return .unknown(.notHTTP, detail: detail)
    default: return .unknown(.other, detail: detail)
    }
  }

  private func takeHandle() -> UnsafeMutableRawPointer? {
    if let number = idle.withLock({ $0.popLast() }) { return UnsafeMutableRawPointer(bitPattern: number) }
    return curl_easy_init()
  }

  /// A reset handle keeps its connections and forgets everything else.
  private func giveBack(_ handle: UnsafeMutableRawPointer) {
    curl_easy_reset(handle)
    let number = UInt(bitPattern: handle)
    let isKept = idle.withLock { handles in
      guard handles.count < Self.idleLimit else { return false }
      handles.append(number)
      return true
    }
    if !isKept { curl_easy_cleanup(handle) }
  }

  private func note(
    _ request: OutboundRequest, _ origin: Origin?, _ result: Result<OutboundResponse, CurlFailure>, milliseconds: Int,
    path: String = ""
  ) {
    guard let log else { return }
    switch result {
    case .success(let response):
      log(
        Exchange(
          method: request.method, origin: origin?.text ?? "", path: path, status: response.status, failure: nil,
          milliseconds: milliseconds, bytes: response.body.count, headers: Exchange.loggable(response.headers)))
    case .failure(let failure):
      log(
        Exchange(
          method: request.method, origin: origin?.text ?? "", path: path, status: nil, failure: failure,
          milliseconds: milliseconds, bytes: 0, headers: []))
    }
  }

  private func set(_ handle: UnsafeMutableRawPointer, _ option: CURLoption, _ value: Int) {
    countersign_curl_set_long(handle, option, value)
  }

  /// libcurl copies strings.
  private func set(_ handle: UnsafeMutableRawPointer, _ option: CURLoption, _ value: String) {
    _ = value.withCString { countersign_curl_set_pointer(handle, option, $0) }
  }

  private func long(_ handle: UnsafeMutableRawPointer, _ info: CURLINFO) -> Int {
    var value = 0
    countersign_curl_get_long(handle, info, &value)
    return value
  }

  private func offset(_ handle: UnsafeMutableRawPointer, _ info: CURLINFO) -> Int {
    var value: curl_off_t = 0
    countersign_curl_get_offset(handle, info, &value)
    return Int(value)
  }
}

extension OutboundRequest.Header {
  /// An empty value is written `Name;`: libcurl would take `Name:` for "leave it out".
  var line: String { value.isEmpty ? "\(name);" : "\(name): \(value)" }

  /// RFC 9110 §5.1 and §5.5: a token, and no control characters in the value.
  var isLegal: Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      } && value.utf8.allSatisfy { $0 == 0x09 || (0x20...0x7E).contains($0) || $0 >= 0x80 }
  }
}

extension Duration {
  /// At least one: zero means "no limit" to libcurl.
  var wholeMilliseconds: Int { Int(clamping: max(1, inMilliseconds)) }
}
