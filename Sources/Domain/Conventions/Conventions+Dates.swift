extension Conventions {
  /// `July 14, 2026` or `14 Jul 2026`.
  public func date(_ day: Day) -> String {
    let (year, month, dayOfMonth) = day.parts
    return datePattern.reduce(into: "") { text, part in
      switch part {
      case .day: text += String(dayOfMonth)
      case .paddedDay: text += Digits.padded(dayOfMonth, to: 2)
      case .month: text += String(month)
      case .paddedMonth: text += Digits.padded(month, to: 2)
      case .shortMonthName: text += name(month, of: shortMonthNames)
      case .monthName: text += name(month, of: monthNames)
      case .year: text += String(year)
      case .literal(let literal): text += literal
      }
    }
  }

  private func name(_ month: Int, of names: [String]) -> String {
    names.indices.contains(month - 1) ? names[month - 1] : String(month)
  }

  /// `2:02 PM` or `14:02`.
  public func time(_ instant: Instant, in zone: Zone) -> String { clock(zone.wall(at: instant).minute) }

  /// `July 14, 2026, 2:02 PM`.
  public func dateAndTime(_ instant: Instant, in zone: Zone) -> String {
    let (day, minute) = zone.wall(at: instant)
    return "\(date(day)), \(clock(minute))"
  }

  /// The same with the zone's label, for a title: `July 14, 2026, 2:02 PM EDT`.
  public func exactTime(_ instant: Instant, in zone: Zone) -> String {
    "\(dateAndTime(instant, in: zone)) \(zone.change(at: instant).label)"
  }

  private func clock(_ minute: Int) -> String {
    let hour = minute / 60
    let minutes = Digits.padded(minute % 60, to: 2)
    if uses24Hours { return "\(Digits.padded(hour, to: 2)):\(minutes)" }
    // A narrow no-break space keeps the hour and its half of the day together.
    return "\(hour % 12 == 0 ? 12 : hour % 12):\(minutes)\u{202F}\(hour < 12 ? "AM" : "PM")"
  }

  /// `just now`, `5 min ago`, `3 h ago`, and the date once a day has passed (UX §2.13).
  public func relative(_ instant: Instant, now: Instant, in zone: Zone) -> String {
    let passed = instant.milliseconds(until: now)
    let minutes = passed.magnitude / 60_000
    guard minutes < 24 * 60 else { return date(zone.wall(at: instant).day) }
    if minutes == 0 { return "just now" }
    let span = minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h"
    return passed < 0 ? "in \(span)" : "\(span) ago"
  }

  /// How long something has been waiting: `3 d`, `5 h`, `12 min`.
  public func waiting(since instant: Instant, now: Instant) -> String {
    let minutes = max(0, instant.milliseconds(until: now)) / 60_000
    if minutes >= 24 * 60 { return String(minutes / (24 * 60)) + " d" }
    return minutes >= 60 ? String(minutes / 60) + " h" : String(minutes) + " min"
  }
}
