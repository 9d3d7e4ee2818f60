import Synchronization

/// Where the API lives and what is not there, as far as earlier calls have told. Shared by all views of one client.
final class KnownPlace: Sendable {
  private struct State {
    var codebase: String?
    var isCloud = false
    var absent: Set<String> = []
  }

  /// Guards what the last companyinfo said, and which lists were missing although it had just been read.
  private let state: Mutex<State>

  init(codebase: String?) { state = Mutex(State(codebase: codebase.flatMap(Self.cleaned(codebase:)))) }

  var codebase: String? { state.withLock { $0.codebase } }
  var isCloud: Bool { state.withLock { $0.isCloud } }

  func note(codebase: String, isCloud: Bool) {
    state.withLock { state in
      if state.codebase != codebase { state.absent = [] }
      state.codebase = codebase
      state.isCloud = isCloud
    }
  }

  /// Under this codebase, that is: an upgrade may bring the list.
  func noteAbsent(_ path: String) { state.withLock { _ = $0.absent.insert(Self.withoutIDs(path)) } }

  func isKnownAbsent(_ path: String) -> Bool { state.withLock { $0.absent.contains(Self.withoutIDs(path)) } }

  /// A list that one invoice does not have, no invoice has.
  private static func withoutIDs(_ path: String) -> String {
    path.split(separator: "/").filter { Int($0) == nil }.joined(separator: "/")
  }

  /// The codebase becomes part of a URL, so it must be one plain path segment.
  static func cleaned(codebase: String) -> String? {
    let name = codebase.hasSuffix("/") ? codebase.dropLast() : codebase[...]
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
      default: false
      }
    }
    guard isPlain, (1...64).contains(name.utf8.count), name != ".", name != ".." else { return nil }
    return name + "/"
  }
}
