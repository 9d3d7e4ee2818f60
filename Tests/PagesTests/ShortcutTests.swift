import Assets
import PageStates
import Pages
import Testing

/// Keys have one table: what a control prints, what the help lists and what the script binds all come from it.
struct ShortcutTests {
  @Test func `no two acts share a key on one page`() {
    for state in PageState.all {
      let keys = state.html().matches(of: /data-key="([^"]+)"/).flatMap { $0.1.split(separator: " ") }
      let twice = Set(keys.filter { key in keys.count { $0 == key } > 1 })
      // The same act may stand in two places: undo in the flash and on the invoice, back above a phone's page and beside a list.
      #expect(twice.subtracting(["z", "u", "Escape"]).isEmpty, "\(state.name): \(twice)")
    }
  }

  @Test func `every printed hint is in the table`() {
    let hints = Set(Shortcut.allCases.map(\.hint))
    for state in PageState.all {
      for match in state.html().matches(of: /<kbd[^>]*>([^<]+)<\/kbd>/) {
        #expect(hints.contains(String(match.1)), "\(state.name): \(match.1)")
      }
    }
  }

  @Test func `hints name the keys that are bound`() {
    for shortcut in Shortcut.allCases where shortcut != .submit {
      let first = shortcut.key.split(separator: " ")[0].uppercased().replacing("+", with: " ")
      #expect(first == shortcut.hint)
    }
  }
}
