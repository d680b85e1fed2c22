import OrderedCollections

extension Kind {
    /// A number of objects that the cloud does not go beyond. A plan that would is found by its preflight.
    public struct Limit: Sendable {
        /// What says how many there may be.
        public enum Bound: Hashable, Sendable {
            case documented(Int)
            /// The account's own quotas, which are read before a plan makes such objects.
            case quota(QuotaResource)
        }

        public var bound: Bound
        /// What is counted: `server`.
        public var noun: String
        /// Of several: `scaling policies`.
        public var plural: String
        /// The field with the parent within which objects are counted; nil for the whole account.
        public var parent: String?
        /// What only those objects have that are counted. A field without a value excludes none.
        public var only: Attributes
        /// Whether the vendor raises it on request: going beyond it may then be right.
        public var canBeRaised: Bool

        /// A number that the documents give.
        public static func atMost(
            _ most: Int, _ noun: String, plural: String? = nil, within parent: String? = nil, only: Attributes = [:],
            canBeRaised: Bool = false
        ) -> Limit {
            Limit(
                bound: .documented(most), noun: noun, plural: plural ?? noun + "s", parent: parent, only: only,
                canBeRaised: canBeRaised)
        }

        /// A number that the account's quotas give for a region.
        public static func quota(
            _ resource: QuotaResource, _ noun: String, plural: String? = nil, only: Attributes = [:]
        ) -> Limit {
            Limit(
                bound: .quota(resource), noun: noun, plural: plural ?? noun + "s", parent: nil, only: only,
                canBeRaised: true)
        }

        /// Whether an object with these values is among those that are counted.
        public func counts(_ attributes: Attributes) -> Bool {
            only.allSatisfy { field, value in
                guard let own = attributes[field], !own.isAbsent else { return true }
                return own == value
            }
        }

        /// How many there may be; nil where that is not known.
        public func most(_ quotas: AccountQuotas) -> Int? {
            switch bound {
            case .documented(let most): most
            case .quota(let resource): quotas.most(of: resource)
            }
        }

        /// Whether the account's quotas have to be known.
        public var needsQuotas: Bool {
            if case .quota = bound { true } else { false }
        }

        /// How bad it is to go beyond it: an error where the API rejects what is beyond, a warning where the vendor may have raised it
        /// or the name of the resource is (inferred).
        public var severity: Diagnostic.Severity {
            switch bound {
            case .documented: canBeRaised ? .warning : .error
            case .quota(.code): .error
            case .quota(.named): .warning
            }
        }
    }
}
