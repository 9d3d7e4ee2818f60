/// Somebody whom ConnectWise names for an invoice: a member, or a rule that names nobody in particular.
public enum SeedCandidate: Hashable, Sendable {
  case member(Member)
  case rule(String)
}

extension Reviewer {
  /// An invoice's first reviewers, in ConnectWise's order (PRODUCT §3.4): each member once, inactive ones and rules that
  /// name nobody skipped with the reason. All begin waiting, whatever ConnectWise says they have reviewed there.
  public static func seeded(from candidates: [SeedCandidate], source: SeedSource) -> [Reviewer] {
    guard let from = source.reviewerSource else { return [] }
    var reviewers: [Reviewer] = []
    var seen: Set<SeedCandidate> = []
    for candidate in candidates {
      let (name, member, state): (String, Member?, ReviewerState) =
        switch candidate {
        case .member(let member): (member.name, member, member.isActive ? .waiting : .skipped(.inactiveMember))
        case .rule(let rule): (rule, nil, .skipped(.notResolvable(rule: rule)))
        }
      let isNew =
        if let member { !reviewers.contains { $0.member == member.id } } else { seen.insert(candidate).inserted }
      guard isNew else { continue }
      reviewers.append(
        Reviewer(name: name, member: member?.id, position: reviewers.count + 1, source: from, state: state))
    }
    return reviewers
  }
}
