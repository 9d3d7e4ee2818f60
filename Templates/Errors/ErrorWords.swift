/// What the standing error pages say: what happened, what it means, and what to do now.
extension ErrorPage {
  var title: String {
    switch status {
    case 400: "This request could not be read"
    case 403: "This is not for you"
    case 404: "Not found"
    case 405: "This address does not work that way"
    case 408: "That took too long"
    case 409: "Somebody was faster"
    case 413: "That is too much at once"
    case 414, 431: "This address is too long"
    case 415: "This kind of file is not understood"
    case 421: "Wrong address for this server"
    case 422: "That does not fit yet"
    case 429: "Too many requests"
    case 501: "This is not supported"
    case 503: "Not ready right now"
    case 507: "The disk is full"
    case ..<500: "This did not work"
    default: "Something broke on our side"
    }
  }

  var words: String {
    switch status {
    case 400: "Something in it was damaged or missing. Nothing was changed."
    case 403: "Either your role does not allow it, or the page you came from was too old. Nothing was changed."
    case 404:
      "There is nothing at this address, or it is outside your role. An invoice deleted in ConnectWise keeps its record here."
    case 405: "Pages are opened and acts are sent; this address knows only the other one. Nothing was changed."
    case 408: "The request arrived too slowly and was given up. Nothing was changed."
    case 409: "What you decided on has changed meanwhile. Nothing was overwritten."
    case 413: "The server takes less than what was sent. Nothing was saved."
    case 414, 431: "The server takes shorter addresses and headers than this one. Nothing was changed."
    case 415: "The server did not recognise what was sent. Nothing was saved."
    case 421: "The name in the address bar is not one this server answers to."
    case 422: "Some of what was sent is not possible. Nothing was saved."
    case 429: "The server is slowing you down to stay quick for everybody. Nothing was lost."
    case 501: "The server does not know what was asked of it. Nothing was changed."
    case 503: "The server is starting, stopping or very busy. Nothing was lost."
    case 507: "Countersign could not save. Nothing was changed."
    case ..<500: "The request was refused. Nothing was changed."
    default: "The failure is in the log under the number below. Nothing was changed."
    }
  }

  var advice: String {
    switch status {
    case 400, 405, 414, 431, 501: "Go back and follow a link or a button instead of a saved address."
    case 403: "Go back, reload the page and try once more; if it stays, ask an admin for the right."
    case 404: "Check the number, or look for it in the inbox."
    case 409: "Go back and reload to see what it is now; then decide again."
    case 413: "Send a smaller file, or less text."
    case 415: "Send one of the kinds named beside the field."
    case 421: "Operators: add the name to the server's public address, or let the proxy pass the right Host header."
    case 422: "Go back and correct the marked fields; what you typed is still there."
    case 429: "Wait a moment."
    case 408, 503: "Reload in a moment."
    case 507: "Operators: free some space; Countersign goes on by itself."
    case ..<500: "Go back and try once more."
    default: "Go back and try once more. If it happens again, tell an operator."
    }
  }
}
