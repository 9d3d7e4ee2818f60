/// What a closed invoice still lets one change.
struct ClosedInvoiceRecord: Sendable, Hashable, Decodable {
  let id: Int
  let status: InvoiceStatus?
}
