/// What has become of the demo data: all that a request can change, so that an older state can be put back for one read.
struct World: Sendable {
  /// By index of the invoice.
  var changes: [Int: InvoiceChange] = [:]
  var overlay = Overlay()
  /// By id, beside the first, which the demo data has.
  var batches: [Int: AccountingBatch] = [:]
  /// Uploaded documents by id.
  var files: [Int: UploadedDocument] = [:]
  /// The last filtered list of invoices, so that paging through a hundred thousand does not filter them for each page.
  var lastList: (key: String, found: [Int])?
}
