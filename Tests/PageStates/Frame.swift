import Pages
import Routes

// What the pages of all states have in common.

let token = CSRF("q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA")

func shell(
  _ title: String, _ place: Shell.Place, search: String = "", notes: [StatusNote] = [], flash: Flash? = nil, look: Look = Look()
) -> Shell {
  Shell(
    title: title, place: place, viewer: ViewerBadge(name: "Priya Nair", initials: "PN", role: "Billing manager"), look: look,
    waiting: "30", search: search, synced: "Synced 14:02", notes: notes, flash: flash,
    signOut: PostButton(label: "Sign out", action: .signOut, token: token, weight: .quiet))
}

let demoData = StatusNote(tone: .info, text: "Demo data from the built-in ConnectWise sandbox. Nothing here is real.")
let staleSync = StatusNote(
  tone: .warning, text: "ConnectWise was last read 3 h ago, at 11:02. Pages show what was known then.",
  act: PageLink("See why", .connectWiseSettings))

func moment(_ text: String, _ machine: String = "2026-11-24T13:02:33Z", exact: String = "24 Nov 2026, 14:02:33 CET") -> Moment {
  Moment(text: text, exact: exact, machine: machine)
}
