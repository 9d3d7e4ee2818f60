import Bytes
import Markup

/// The page on which a person orders faults and reads the ledger; it works without script.
struct FaultPage: Renderable {
  let sandbox: Sandbox
  private static let shown = 100

  var answer: SandboxAnswer {
    var html = HTML()
    render(into: &html)
    var answer = SandboxAnswer(
      status: 200,
      headers: [
        ("Cache-Control", "no-store"),
        (
          "Content-Security-Policy",
          "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
      ], body: html.finish().array)
    answer.type = "text/html; charset=utf-8"
    return answer
  }

  func render(into html: inout HTML) {
    html.append(
      literal: """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>ConnectWise sandbox</title>
        <style>
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
        body { margin: 0 auto; padding: 1rem; max-width: 60rem }
        table { border-collapse: collapse; width: 100% } td, th { text-align: left; padding: .25rem .75rem .25rem 0 }
        fieldset { display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: .75rem }
        label { display: grid } input, select, button { font: inherit; min-height: 2rem }
        </style></head><body><main>
        <h1>ConnectWise sandbox</h1>
        <p>What you order here goes wrong for whoever calls the sandbox: Countersign, a test, a script.</p>
        <h2>Faults</h2>

        """)
    standing(into: &html)
    html.append(
      literal: """
        <form method="post" action="/sandbox/faults"><fieldset><legend>Order a fault</legend>
        <label>What goes wrong <select name="kind">
        <option value="tooManyRequests">429, too many requests (seconds)</option>
        <option value="serverError">Server error with HTML (status)</option>
        <option value="dropped">Connection ends without an answer</option>
        <option value="truncated">Answer breaks off (bytes)</option>
        <option value="slow">Slow (milliseconds)</option>
        <option value="forbidden">Role gap, 403</option>
        <option value="stale">Stale reads (milliseconds)</option>
        <option value="edited">A person edits the invoice (new value)</option>
        <option value="skewed">Clock is off (milliseconds)</option>
        <option value="moved">API moves (new path, for example v2025_2/)</option>
        </select></label>
        <label>Figure or value <input name="figure"></label>
        <label>Path has <input name="path" list="paths"></label>
        <datalist id="paths"><option>/routings</option><option>/system/audittrail</option><option>/time/entries</option>
        <option>/finance/invoices</option></datalist>
        <label>Method <select name="method"><option value="">any</option><option value="write">any write</option>
        <option>GET</option><option>POST</option><option>PATCH</option><option>PUT</option><option>DELETE</option></select></label>
        <label>How often (empty: until removed) <input name="count" inputmode="numeric"></label>
        <label>Let so many by first <input name="skip" inputmode="numeric"></label>
        <label>Of a hundred requests <input name="share" inputmode="numeric" value="100"></label>
        <label>Edited invoice (empty: the one asked for) <input name="invoice" inputmode="numeric"></label>
        <label>Edited field <input name="field" value="status"></label>
        <label><span>After carrying it out</span> <input type="checkbox" name="afterwards" value="yes"></label>
        <button>Order</button></fieldset></form>
        <h2>Ledger of applied changes</h2>

        """)
    ledger(into: &html)
    html.append(
      literal: """
        <form method="post" action="/sandbox/reset"><p><button>Forget all changes and faults</button></p></form>
        </main></body></html>

        """)
  }

  private func standing(into html: inout HTML) {
    guard !sandbox.faults.isEmpty else {
      html.append(literal: "<p>None: everything works.</p>\n")
      return
    }
    html.append(literal: "<table><tbody>\n")
    for (place, fault) in sandbox.faults.enumerated() {
      html.append(literal: "<tr><td>")
      html.append(fault.sentence)
      html.append(
        literal:
          "</td><td><form method=\"post\" action=\"/sandbox/faults/remove\"><input type=\"hidden\" name=\"number\" value=\"")
      html.append(text: place + 1)
      html.append(literal: "\"><button>Remove</button></form></td></tr>\n")
    }
    html.append(
      literal: """
        </tbody></table>
        <form method="post" action="/sandbox/faults/clear"><p><button>Remove all</button></p></form>

        """)
  }

  private func ledger(into html: inout HTML) {
    guard !sandbox.ledger.isEmpty else {
      html.append(literal: "<p>Nothing was changed yet.</p>\n")
      return
    }
    html.append(
      literal:
        "<table><thead><tr><th>No.</th><th>When</th><th>Record</th><th>Field</th><th>Before</th><th>After</th><th>By</th></tr></thead><tbody>\n"
    )
    for effect in sandbox.ledger.suffix(Self.shown).reversed() {
      let cells = [
        String(effect.number), Moment.text(effect.at), "\(effect.resource) \(effect.id)", effect.field, effect.before,
        effect.after,
        effect.by,
      ]
      html.append(literal: "<tr>")
      for cell in cells {
        html.append(literal: "<td>")
        html.append(cell.count > 80 ? cell.prefix(80) + "…" : cell)
        html.append(literal: "</td>")
      }
      html.append(literal: "</tr>\n")
    }
    html.append(literal: "</tbody></table>\n")
  }
}
