/// A filter on the elements of an array: `communicationItems/value like "a@b*" and communicationItems/communicationType="Email"`.
struct ElementFilter: Sendable {
  let array: String
  let filter: Filter

  static func read(_ request: SandboxRequest, _ shape: Shape) throws(Refused) -> [ElementFilter] {
    var filters: [ElementFilter] = []
    if let text = request.value("childConditions"), !text.allSatisfy(\.isWhitespace) {
      // All names must be of one array.
      guard let array = text.split(separator: "/").first?.split(whereSeparator: { !$0.isLetter }).last?.lowercased(),
        let element = Shape.element(of: array), shape.kind(of: [array]) == .list
      else { throw .condition("The child conditions name no array.") }
      let bare = text.replacing(array + "/", ignoringCase: true)
      filters.append(ElementFilter(array: array, filter: try FilterParser.parse(bare, for: element)))
    }
    if let text = request.value("customFieldConditions"), !text.allSatisfy(\.isWhitespace),
      let element = Shape.element(of: "customfields")
    {
      filters.append(ElementFilter(array: "customfields", filter: try FilterParser.parse(text, for: element)))
    }
    return filters
  }

  func isFound(in record: JSON) -> Bool {
    guard case .list(let elements)? = record.at([array][...]) else { return false }
    return elements.contains { element in filter.matches { Fact(element.at($0.path[...]), kind: $0.kind) } }
  }
}

extension String {
  /// Without every occurrence of an ASCII text, whatever its case.
  fileprivate func replacing(_ text: String, ignoringCase: Bool) -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.lowercased().firstRange(of: text) {
      let start = rest.lowercased().distance(from: rest.lowercased().startIndex, to: range.lowerBound)
      let from = rest.index(rest.startIndex, offsetBy: start)
      result += rest[..<from]
      rest = rest[rest.index(from, offsetBy: text.count)...]
    }
    return result + rest
  }
}
