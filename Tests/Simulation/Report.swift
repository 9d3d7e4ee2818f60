import Bytes
import Crypto
import Domain

/// What a simulation found. Everything above the line must be zero.
public struct Report: Sendable, Equatable {
  public var seed: UInt64
  /// Write-backs that were acknowledged to somebody.
  public var writeBacks = 0
  public var requests = 0
  public var kills = 0
  public var humanEdits = 0
  public var faults = 0
  public var ends: [String: Int] = [:]

  /// Acknowledged, and no longer there or ended as done without ever having stood in ConnectWise.
  public var lost = 0
  /// More than one effect of the same write-back.
  public var doubled = 0
  /// A status that somebody had set, which the outbox could have seen, replaced without a word.
  public var silentOverwrites = 0
  /// Not ended, and not waiting for a person, long after the last fault.
  public var stuck = 0
  /// A change that left without an intent committed before it.
  public var withoutIntent = 0
  /// Requests during an announced pause.
  public var impolite = 0

  /// Replaced in the moment between reading and writing. ConnectWise has no conditional write; nobody can see these.
  public var inTheWindow = 0
  public var simulatedMilliseconds: Int64 = 0
  public var trace = ""
  /// The first thing that went wrong, in words.
  public var trouble: [String] = []

  public var isClean: Bool { lost + doubled + silentOverwrites + stuck + withoutIntent + impolite == 0 && trouble.isEmpty }

  public mutating func add(_ other: Report) {
    writeBacks += other.writeBacks
    requests += other.requests
    kills += other.kills
    humanEdits += other.humanEdits
    faults += other.faults
    ends.merge(other.ends) { $0 + $1 }
    lost += other.lost
    doubled += other.doubled
    silentOverwrites += other.silentOverwrites
    stuck += other.stuck
    withoutIntent += other.withoutIntent
    impolite += other.impolite
    inTheWindow += other.inTheWindow
    simulatedMilliseconds += other.simulatedMilliseconds
    trace = Hex.encode(sha256(Array((trace + other.trace).utf8)))
    trouble += other.trouble
  }
}

/// Everything that happened, as one hash: two runs of a seed that differ in a single step differ here.
struct Trace {
  private var chain = [UInt8](repeating: 0, count: SHA256.length)
  private var waiting: [UInt8] = []
  /// Keeps the lines themselves too, to look at one world.
  var echo = false

  mutating func note(_ at: Instant, _ what: String) {
    let line = "\(at.milliseconds) \(what)\n"
    if echo { print(line, terminator: "") }
    waiting += line.utf8
    if waiting.count > 1 << 16 { fold() }
  }

  private mutating func fold() {
    chain = sha256(chain + waiting)
    waiting = []
  }

  func finish() -> String {
    var last = self
    last.fold()
    return Hex.encode(last.chain)
  }
}
