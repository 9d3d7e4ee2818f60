import ConnectWise
import Domain

// The vendor's pointers and ours carry the same name; in the jobs the bare word means ours.
typealias Reference = Domain.Reference
typealias WireReference = ConnectWise.Reference
typealias AuditEntry = Domain.AuditEntry
