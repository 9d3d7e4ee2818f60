/// How loud something is. Always accompanied by words and a glyph, never by colour alone.
public enum Tone: String, Sendable, CaseIterable { case neutral, accent, info, ok, warning, error }
