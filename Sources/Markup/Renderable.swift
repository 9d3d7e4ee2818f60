/// Something that writes itself as markup: every page and component, through its template.
public protocol Renderable {
  func render(into html: inout HTML)
}

/// A frame around a page: its template holds `{% content %}`, where the page goes.
public protocol Layout {
  func render(into html: inout HTML, content: (inout HTML) -> Void)
}
