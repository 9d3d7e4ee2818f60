/// One snapshot of an invoice's content, numbered from 1 per invoice. A decision is bound to one of these.
public struct Version: Hashable, Sendable {
  public let number: Int
  public let fingerprint: Fingerprint
  public let content: InvoiceContent
  public let seenAt: Instant

  public init(number: Int, fingerprint: Fingerprint, content: InvoiceContent, seenAt: Instant) {
    self.number = number
    self.fingerprint = fingerprint
    self.content = content
    self.seenAt = seenAt
  }
}
