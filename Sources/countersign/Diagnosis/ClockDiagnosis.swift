import CLinux

/// Whether the machine knows the time: sessions, links and due dates rest on it.
enum ClockDiagnosis {
  struct Facts: Sendable, Equatable {
    /// Milliseconds since 1970.
    let now: Int64
    /// Nil when the kernel does not say.
    let isSynchronised: Bool?
  }

  static func facts() -> Facts {
    var error = 0
    let state = countersign_clock_state(&error)
    return Facts(now: Moment.now(), isSynchronised: state < 0 ? nil : state == 0)
  }

  static func find(_ facts: Facts) -> Finding {
    let time = Moment.text(facts.now)
    // No Countersign was built before 2026.
    guard facts.now >= 1_767_225_600_000 else {
      return .bad(
        "clock", "The clock says \(time), which is in the past.",
        fix: "Set the clock and switch on time synchronisation (systemd-timesyncd or chrony).")
    }
    if facts.isSynchronised == false {
      return .warning(
        "clock", "The clock says \(time); the kernel does not call it synchronised.",
        fix: "Switch on systemd-timesyncd or chrony. In a container the host does it, and this may be a false alarm.")
    }
    return .ok("clock", "The clock says \(time).")
  }
}
