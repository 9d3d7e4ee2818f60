import Domain
import Markup

/// Deep links into ConnectWise's own pages, built only from the configured site, a checked template and whole-number ids
/// (API-NOTES §10: no source confirms a link for an invoice, which is why the templates are settings).
public struct ConnectWiseLinks: Hashable, Sendable {
  public let origin: Origin
  public let company: String
  public var invoiceTemplate: LinkTemplate
  public var ticketTemplate: LinkTemplate
  public var agreementTemplate: LinkTemplate
  public var companyTemplate: LinkTemplate

  public static let defaultInvoice = "https://{site}/v4_6_release/ConnectWise.aspx?locale=en_US&routeTo=InvoiceFV&recid={id}"
  public static let defaultTicket = record("ServiceFV")
  public static let defaultAgreement = record("AgreementFV")
  public static let defaultCompany = record("CompanyFV")

  private static func record(_ type: String) -> String {
    "https://{site}/v4_6_release/services/system_io/router/openrecord.rails?locale=en_US&companyName={company}&recordType=\(type)&recid={id}"
  }

  public init(
    origin: Origin, company: String, invoice: String = defaultInvoice, ticket: String = defaultTicket,
    agreement: String = defaultAgreement, companyPage: String = defaultCompany
  ) throws(BadLinkTemplate) {
    self.origin = origin
    self.company = company
    invoiceTemplate = try LinkTemplate(invoice)
    ticketTemplate = try LinkTemplate(ticket)
    agreementTemplate = try LinkTemplate(agreement)
    companyTemplate = try LinkTemplate(companyPage)
  }

  public func invoice(_ id: ID<Invoice>, number: String) -> ExternalLink? {
    link(invoiceTemplate, id: id.raw, number: number)
  }
  public func ticket(_ id: ID<Ticket>) -> ExternalLink? { link(ticketTemplate, id: id.raw) }
  public func agreement(_ id: ID<Agreement>) -> ExternalLink? { link(agreementTemplate, id: id.raw) }
  public func company(_ id: ID<Company>) -> ExternalLink? { link(companyTemplate, id: id.raw) }

  private func link(_ template: LinkTemplate, id: Int64, number: String = "") -> ExternalLink? {
    ExternalLink(template.address(origin: origin, company: company, id: id, number: number))
  }
}
