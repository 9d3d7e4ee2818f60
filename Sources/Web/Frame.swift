import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

extension Visit {
  /// The frame of every signed-in page.
  func shell(
    _ title: String, at place: Shell.Place, search: String = "", tally known: InboxTally? = nil, sweeps: LastSweeps? = nil,
    from store: Reader
  ) throws -> Shell {
    let person = try person
    let tally = try known ?? store.tally(InboxScope(person, onlyMine: false))
    let sweeps = try sweeps ?? LastSweeps(store)
    return Shell(
      title: title, place: place,
      viewer: ViewerBadge(name: person.name, initials: person.initials, role: person.role.title),
      look: look(of: person), waiting: tally.count > 0 ? words.conventions.count(tally.count) : "", search: search,
      synced: sweeps.good.map { "Synced \(words.conventions.time($0, in: words.zone))" } ?? "Not synced yet",
      notes: notes(sweeps), flash: isFetchedAhead ? nil : try flash(store),
      signOut: button("Sign out", .signOut, weight: .quiet), fetchesAhead: true,
      showsSettings: person.may(.readSettings))
  }

  func look(of person: Person) -> Look {
    let theme: Look.Theme =
      switch person.theme {
      case .system: .system
      case .light: .light
      case .dark: .dark
      case .contrast: .contrast
      }
    return Look(
      theme: theme, density: person.density == .compact ? .compact : .comfortable, shortcuts: person.usesShortcuts)
  }

  var words: Words { Words(conventions: premises.conventions, zone: premises.zone, now: now) }

  /// The line under the top bar says only what somebody should know right now.
  private func notes(_ sweeps: LastSweeps) -> [StatusNote] {
    var notes: [StatusNote] = []
    if premises.isDemo {
      notes.append(
        StatusNote(tone: .info, text: "Demo data. Everything here is invented; write-backs go to the built-in sandbox."))
    }
    let health = SyncHealth(visit: self, lastGood: sweeps.good, newest: sweeps.newest, missingRights: sweeps.gaps)
    if let note = health.note { notes.append(note) }
    if let note = SyncHealth.history(sweeps.history, words.conventions) { notes.append(note) }
    return notes
  }

  /// What the act before this page was.
  var flashNote: FlashNote? { request.cookie(Cookie.flash).flatMap { FlashNote.read($0)?.note } }

  private func flash(_ store: Reader) throws -> Flash? {
    guard let (note, id) = request.cookie(Cookie.flash).flatMap({ FlashNote.read($0) }) else { return nil }
    let (what, amount) = try told(id, store)
    return switch note {
    case .approved: Flash(text: "Approved\(what.isEmpty ? "" : " \(what), \(amount)").", undo: undo(of: id))
    case .pressedTwice:
      Flash(
        outcome: .failed,
        text: "That was a second click: \(what.isEmpty ? "this invoice" : what) is not approved. Look at it first.")
    case .alreadyApproved:
      Flash(text: "\(what.isEmpty ? "This" : what) was already approved. Nothing was done twice.", undo: undo(of: id))
    case .undone: Flash(text: "The approval\(what.isEmpty ? "" : " of \(what), \(amount),") was taken back.")
    case .nothingToUndo: Flash(outcome: .failed, text: "There was nothing to take back.")
    case .writingAgain:
      Flash(text: "\(what.isEmpty ? "It" : "The status of \(what)") is written again, after one more look at what stands there.")
    case .keptTheirs: Flash(text: "What stands in ConnectWise was kept\(what.isEmpty ? "" : " for \(what)").")
    case .alreadySettled: Flash(outcome: .failed, text: "This was settled meanwhile. Look where it stands now.")
    case .saved: Flash(text: "Saved.")
    case .callbacksOn: Flash(text: "Saved. Countersign registers with ConnectWise now.")
    case .callbacksOff: Flash(text: "Saved. Countersign takes its registration back now.")
    case .connected: Flash(text: "Connected and saved. A sweep begins now.")
    case .savedUntested:
      Flash(outcome: .failed, text: "Saved, although the test failed. Countersign goes on trying this connection.")
    case .tested: Flash(text: "Tested. What was found stands below.")
    case .sweepAsked: Flash(text: "A sweep was started. New invoices appear as they are read.")
    case .readingAsked: Flash(text: "Asked for. This page tells what changed as soon as the invoice is read.")
    case .readingAlready: Flash(text: "It is being read already. Nothing was asked twice.")
    case .notConnected:
      Flash(outcome: .failed, text: "Countersign is not connected to a ConnectWise, so nothing can be read again.")
    case .signedOutElsewhere: Flash(text: "Signed out everywhere. This browser got a fresh session.")
    case .welcome: Flash(text: "Welcome to Countersign. You are its first admin.")
    }
  }

  /// Which invoice the last act was about, as people call it, and its amount; empty where it was about none that they see.
  private func told(_ id: ID<Invoice>?, _ store: Reader) throws -> (what: String, amount: String) {
    guard let id, let invoice = try store.invoice(id)?.invoice, try store.sees(person, id) else { return ("", "") }
    return ("\(invoice.number) \(invoice.company.name)", words.conventions.amountWithSymbol(invoice.total))
  }

  private func undo(of id: ID<Invoice>?) -> PostButton? {
    id.map { button("Undo", .undo($0), weight: .quiet, shortcut: .undo) }
  }
}

/// Domain values as people read them, in the site's conventions and zone.
struct Words {
  let conventions: Conventions
  let zone: Zone
  let now: Instant

  func moment(_ instant: Instant) -> Moment {
    Moment(
      text: conventions.relative(instant, now: now, in: zone), exact: conventions.exactTime(instant, in: zone),
      machine: instant.text)
  }

  func date(_ day: Day?) -> String { day.map { conventions.date($0) } ?? "no date" }
}
