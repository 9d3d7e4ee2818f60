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
        :root { color-scheme: light dark; font: 14px/20px system-ui, sans-serif; --line: light-dark(#7F7D77, #80808C);
          --ground: light-dark(#F7F7F5, #121215); --card: light-dark(#FFFFFF, #1A1A1E); --ink: light-dark(#1B1A18, #EDEDEF);
          --quiet: light-dark(#65635D, #A0A0AB); --act: light-dark(#2A4FB8, #9DB6FF); --on: light-dark(#FFFFFF, #0D1430) }
        *, ::before, ::after { box-sizing: border-box }
        body { margin: 0 auto; padding: 24px 16px; max-width: 1040px; background: var(--ground); color: var(--ink) }
        h1 { font-size: 20px; line-height: 28px; margin: 0 } h2 { font-size: 15px; line-height: 20px; margin: 0 0 12px }
        p { margin: 4px 0 0 } .quiet { color: var(--quiet) }
        section { margin-top: 24px; padding: 16px; border: 1px solid light-dark(#DCDBD6, #36363D); border-radius: 8px; background: var(--card) }
        form + form, table + form { margin-top: 16px } section > div + form, section > p + form { margin-top: 16px }
        .fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr)); gap: 16px; align-items: end }
        fieldset { margin: 0; padding: 0; border: 0; min-width: 0 } legend { padding: 0; margin-bottom: 12px; font-weight: 600 }
        label { display: grid; gap: 4px; font-weight: 600 } label small { font-weight: 400; color: var(--quiet) }
        .tick { display: flex; gap: 8px; align-items: center; min-height: 44px; font-weight: 400 }
        input, select, button { font: inherit; color: inherit; min-height: 44px; min-width: 0; width: 100%; padding: 7px 12px;
          border: 1px solid var(--line); border-radius: 6px; background: var(--card) }
        input, select { font-weight: 400 } input[type=checkbox] { width: 20px; min-height: 20px; margin: 0; accent-color: var(--act) }
        button { width: auto; min-height: 44px; font-weight: 600; cursor: pointer }
        .main { border-color: var(--act); background: var(--act); color: var(--on) }
        :focus-visible { outline: 2px solid light-dark(#1746C7, #AFC4FF); outline-offset: 2px }
        .scroll { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
        td, th { text-align: left; padding: 6px 16px 6px 0; vertical-align: top } th { color: var(--quiet); font-weight: 600 }
        tbody tr { border-top: 1px solid light-dark(#DCDBD6, #36363D) } td:nth-child(2) { white-space: nowrap }
        .faults td { padding-block: 8px; vertical-align: middle } .faults td:last-child { width: 1%; padding-right: 0 }
        </style></head><body><main>
        <h1>ConnectWise sandbox</h1>
        <p class="quiet">What you order here goes wrong for whoever calls the sandbox: Countersign, a test, a script.</p>
        <section aria-labelledby="faults"><h2 id="faults">Faults</h2>

        """)
    standing(into: &html)
    html.append(
      literal: """
        <form method="post" action="/sandbox/faults"><fieldset><legend>Order a fault</legend><div class="fields">
        <label>What goes wrong <small>In brackets: what the figure means</small><select name="kind">
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
        <label>Figure or value <small>As named in brackets</small><input name="figure"></label>
        <label>Path has <small>Empty: every path</small><input name="path" list="paths"></label>
        <datalist id="paths"><option>/routings</option><option>/system/audittrail</option><option>/time/entries</option>
        <option>/finance/invoices</option></datalist>
        <label>Method <small>Only requests of this kind</small><select name="method"><option value="">any</option><option value="write">any write</option>
        <option>GET</option><option>POST</option><option>PATCH</option><option>PUT</option><option>DELETE</option></select></label>
        <label>How often <small>Empty: until it is removed</small><input name="count" inputmode="numeric"></label>
        <label>Let by first <small>So many get through before it strikes</small><input name="skip" inputmode="numeric"></label>
        <label>How many of a hundred <small>Strikes so many of a hundred requests</small><input name="share" inputmode="numeric" value="100"></label>
        <label>Edited invoice <small>Empty: the one that is asked for</small><input name="invoice" inputmode="numeric"></label>
        <label>Edited field <small>Takes the value from above</small><input name="field" value="status"></label>
        <label class="tick"><input type="checkbox" name="afterwards" value="yes"> Only after carrying the request out</label>
        <button class="main">Order the fault</button></div></fieldset></form></section>
        <section aria-labelledby="ledger"><h2 id="ledger">Ledger of applied changes</h2>

        """)
    ledger(into: &html)
    html.append(
      literal: """
        <form method="post" action="/sandbox/reset"><button>Forget all changes and faults</button></form></section>
        </main></body></html>

        """)
  }

  private func standing(into html: inout HTML) {
    guard !sandbox.faults.isEmpty else {
      html.append(literal: "<p class=\"quiet\">None: everything works.</p>\n")
      return
    }
    html.append(literal: "<table class=\"faults\"><tbody>\n")
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
        <form method="post" action="/sandbox/faults/clear"><button>Remove all</button></form>

        """)
  }

  private func ledger(into html: inout HTML) {
    guard !sandbox.ledger.isEmpty else {
      html.append(literal: "<p class=\"quiet\">Nothing was changed yet. What Countersign writes appears here.</p>\n")
      return
    }
    html.append(
      literal:
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of changes\"><table><thead><tr><th scope=\"col\">No.</th><th scope=\"col\">When</th><th scope=\"col\">Record</th><th scope=\"col\">Field</th><th scope=\"col\">Before</th><th scope=\"col\">After</th><th scope=\"col\">By</th></tr></thead><tbody>\n"
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
    html.append(literal: "</tbody></table></div>\n")
  }
}
