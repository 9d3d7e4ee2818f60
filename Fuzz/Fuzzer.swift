import Glibc

/// The parsers that read what strangers send, each as a function of arbitrary bytes.
///
/// A fuzzing engine drives them without end (`scripts/fuzz`), and a test drives them with the corpus. Each returns a number
/// made from what it saw, so that no optimiser may leave the work out; each stops the process when a promise is broken.
public enum FuzzTarget: String, CaseIterable, Sendable {
  case request, chunked, query, cookie, multipart, percent, template, condition

  public func run(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    bytes.withMemoryRebound(to: UInt8.self) { octets in
      switch self {
      case .request: fuzzRequest(octets)
      case .chunked: fuzzChunked(octets)
      case .query: fuzzQuery(octets)
      case .cookie: fuzzCookie(octets)
      case .multipart: fuzzMultipart(octets)
      case .percent: fuzzPercent(octets)
      case .template: fuzzTemplate(octets)
      case .condition: fuzzCondition(octets)
      }
    }
  }
}

/// A promise was broken: the engine keeps the input.
func broken(_ promise: String) -> Never { fatalError("broken promise: \(promise)") }

/// An order-sensitive sum of what was seen; two runs agree if their sums do.
struct Seen {
  private(set) var sum: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ byte: UInt8) { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
  mutating func add(_ number: Int) { sum = (sum ^ UInt64(truncatingIfNeeded: number)) &* 0x100_0000_01b3 }
  mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
    add(UInt8(0xFF))
  }
  mutating func add(_ octets: Span<UInt8>) { for index in octets.indices { add(octets[index]) } }
}

/// Pseudo-random cuts that depend on the input alone, so that a fault repeats.
struct Cuts {
  private var state: UInt64

  init(_ octets: UnsafeBufferPointer<UInt8>) {
    state = UInt64(octets.count) &+ 0x9e37_79b9_7f4a_7c15
    for byte in octets.prefix(16) { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }

  /// The length of the next piece, at least 1: mostly tiny, sometimes large.
  mutating func next() -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let dice = Int(state >> 40)
    return dice & 3 == 0 ? 1 : dice % 37 + 1
  }
}

/// What the engine calls. The target is chosen by the environment, so that one binary serves all.
nonisolated(unsafe) private var chosen: FuzzTarget?
/// Results end here, so that no optimiser drops them.
nonisolated(unsafe) public private(set) var lastResult: UInt64 = 0

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let target: FuzzTarget
  if let chosen {
    target = chosen
  } else {
    target = getenv("FUZZ_TARGET").flatMap { FuzzTarget(rawValue: String(cString: $0)) } ?? .request
    chosen = target
  }
  lastResult = target.run(UnsafeRawBufferPointer(start: data, count: count))
  return 0
}
