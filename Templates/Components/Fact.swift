import Markup

/// A name and its value in a side column, a strip or a settings list.
public struct Fact: Sendable {
  public var name: String
  public var value: String
  public var note: String = ""  // second line: where it comes from, what it means
  public var tone: Tone = .neutral
  public var link: ExternalLink?

  public init(name: String, value: String, note: String = "", tone: Tone = .neutral, link: ExternalLink? = nil) {
    self.name = name
    self.value = value
    self.note = note
    self.tone = tone
    self.link = link
  }
}
