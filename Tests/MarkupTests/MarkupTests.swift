import Markup
import Testing

@Test func `text is escaped`() {
  var html = HTML()
  html.append("<b> & \"'")
  let page = html.finish()
  #expect(page.text == "&lt;b&gt; &amp; &#34;&#39;")
}
