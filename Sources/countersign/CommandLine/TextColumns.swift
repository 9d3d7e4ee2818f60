/// Rows of words as columns, for a person at a terminal.
enum TextColumns {
  /// Cells come from outside: nothing in them can drive the terminal, and none makes its column wider than a screen.
  static func text(_ head: [String], _ rows: [[String]]) -> String {
    let table = [head] + rows.map { $0.map { Printable.text($0, limit: 80) } }
    var widths = head.map { _ in 0 }
    for row in table {
      for (column, cell) in row.enumerated() where cell.count > widths[column] { widths[column] = cell.count }
    }
    var text = ""
    for row in table {
      var line = ""
      for (column, cell) in row.enumerated() { line += HelpText.padded(cell, to: widths[column]) + "  " }
      while line.last == " " { line.removeLast() }
      text += line + "\n"
    }
    return text
  }
}
