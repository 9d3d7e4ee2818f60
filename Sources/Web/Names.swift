import Domain

// HTTP refuses bytes and the domain refuses decisions; in the site the word means the second.
typealias Refusal = Domain.Refusal
