/// A resource that an account's quotas count.
public enum QuotaResource: Hashable, Sendable {
    /// By the code that the vendor's pages show.
    case code(String)
    /// By its name, where no page shows a code: that the name is the one of the service is (inferred).
    case named(String)
}

/// How many objects an account may have in a region, as its quotas say. What is not in them is not known.
public struct AccountQuotas: Hashable, Sendable {
    /// The limit of one resource.
    public struct Row: Hashable, Sendable {
        /// Such as `VSVR`.
        public var code: String
        /// Such as `Server`.
        public var name: String
        /// How many there may be.
        public var most: Int

        public init(code: String, name: String, most: Int) {
            self.code = code
            self.name = name
            self.most = most
        }
    }

    /// Such as `KR`.
    public var region: String
    public var rows: [Row]

    public init(region: String = "", rows: [Row] = []) {
        self.region = region
        self.rows = rows
    }

    /// How many there may be of a resource; nil where that is not known. Of several rows the highest one counts, as it is not known
    /// what tells them apart. (Of several policies in one row the strictest counts: who reads them has chosen it.)
    public func most(of resource: QuotaResource) -> Int? {
        rows.filter { $0.isOf(resource) }.map(\.most).max()
    }
}

extension AccountQuotas.Row {
    fileprivate func isOf(_ resource: QuotaResource) -> Bool {
        switch resource {
        case .code(let code): code == self.code
        case .named(let name): Self.plain(name) == Self.plain(self.name)
        }
    }

    /// A name without case, spaces and the mark of the environment: `publicip` of `Public IP (VPC)`.
    private static func plain(_ name: String) -> String {
        name.lowercased().replacing("(vpc)", with: "").filter { $0.isLetter || $0.isNumber || $0 == "(" || $0 == ")" }
    }
}
