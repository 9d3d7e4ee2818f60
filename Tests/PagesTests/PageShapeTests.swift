import PageStates
import Testing

/// What must hold on every page, whatever it shows: read off the HTML itself.
struct PageShapeTests {
  @Test(arguments: PageState.all.map(\.name))
  func `a page is well formed for readers of every kind`(name: String) throws {
    let html = try #require(PageState.all.first { $0.name == name }).html()

    #expect(html.hasPrefix("<!doctype html>\n<html lang=\"en\""))
    #expect(html.matches(of: /<h1[ >]/).count == 1, "one h1")
    #expect(html.matches(of: /<main[ >]/).count == 1, "one main")
    #expect(html.matches(of: /<title>[^<]+<\/title>/).count == 1, "one title")
    let ids = html.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
    #expect(ids.count == Set(ids).count, "ids used twice: \(ids.filter { id in ids.count { $0 == id } > 1 })")
    #expect(!ids.contains(""), "an empty id")
    for reference in html.matches(of: /\s(?:for|aria-labelledby|aria-describedby)="([^"]+)"/) {
      #expect(ids.contains(String(reference.1)), "\(reference.1) is named and not there")
    }
    for image in html.matches(of: /<svg[^>]*>/) { #expect(image.0.contains("aria-hidden=\"true\"")) }
  }

  @Test(arguments: PageState.all.map(\.name))
  func `nothing on a page could be stopped by its security policy`(name: String) throws {
    let html = try #require(PageState.all.first { $0.name == name }).html()
    #expect(html.firstMatch(of: /\s(style|on[a-z]+)="/) == nil, "inline style or handler")
    #expect(html.firstMatch(of: /<style/) == nil)
    for script in html.matches(of: /<script([^>]*)>([^<]*)</) {
      #expect(script.1.contains("src=\"/static/app."))
      #expect(script.2.isEmpty)
    }
    for address in html.matches(of: /\s(?:src|action|formaction)="([^"]*)"/) { #expect(address.1.hasPrefix("/")) }
  }

  @Test(arguments: PageState.all.map(\.name))
  func `every form that writes carries its token`(name: String) throws {
    let html = try #require(PageState.all.first { $0.name == name }).html()
    for form in html.split(separator: "<form").dropFirst() {
      let body = form.prefix(while: { $0 != "<" }) + form.split(separator: "</form>", maxSplits: 1)[0]
      guard body.contains("method=\"post\"") else { continue }
      #expect(body.contains("name=\"csrf\" value=\""), "a form without its token")
      #expect(body.contains("<button"), "a form that only script could send")
    }
  }

  @Test func `every address on a page stays under the base path`() throws {
    for state in PageState.all {
      for address in state.html(base: "/review").matches(of: /\s(?:href|src|action)="(\/[^"]*)"/) {
        #expect(address.1.hasPrefix("/review/"), "\(state.name): \(address.1)")
      }
    }
  }

  @Test func `what people typed is shown and never obeyed`() throws {
    let html = try #require(PageState.all.first { $0.name == "invoice-hostile" }).html()
    #expect(!html.contains("<script>alert"))
    #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(html.contains("&#34; onmouseover=&#34;"))
  }

  @Test func `an inbox of fifty rows stays light`() throws {
    let html = try #require(PageState.all.first { $0.name == "inbox-50-paged-tabs" }).html()
    #expect((35_000...48_000).contains(html.utf8.count), "\(html.utf8.count) bytes")
  }
}
