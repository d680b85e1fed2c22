import OrderedJSON

/// How a list is read page by page: which parameters ask for a page, and where the elements and their number are.
public struct Paging: Sendable, Hashable {
    /// The ways lists are cut into pages.
    enum Style: Hashable {
        /// `pageNo` from 1 and `pageSize` in the parameters; `totalRows`. Source: api/common.md §8.
        case action
        /// The same with `pageNo` from 0. Source: api/clouddb.md §2.
        case actionFromZero
        /// `offset` and `limit`; `total`. Source: api/apigateway.md §1.5.
        case offset
        /// `pageNo` from 1 and `pageSize`; `totalCount`. Source: api/databoxframe.md §2.
        case numbered
        /// `currentPage` from 1 and `pageSize`; `totalGlossaryCount`. Source: api/linkage.md §6.
        case glossaries
        /// `page` from 1 and `count`; `paging.totalItemCount`. Source: api/linkage.md §6.
        case terms
        /// `page` from 0 and `size`; `totalCount`. Source: api/databoxframe.md §9.
        case fromZero
        /// `pageNo` from 0 and `pageSize`; `totalElements`. Source: pub-global-dns-v2-domains-listdomains; of Sub Account (inferred).
        case standard
        /// `pageNum` from 1 and `pageSize`, in the body of a search. That no total is given is (inferred): pages are read until
        /// one is not full. Source: management-cloudinsight-getrulegrouplist, -getpmlist.
        case insight
        /// `page` from 0 and `size`; `totalElements`. Source: …cloudoutboundmailer-getunsubscriberslist; the total is (inferred).
        case mail
    }

    /// Whether something is concluded from what lists lack: an object that is looked for, or that is said to be gone. Lists of
    /// several pages are then read until two readings agree, which doubles their calls.
    @TaskLocal public static var isAbsenceDecisive = false

    /// How often a list is read before it counts as one that never comes to rest.
    static let mostReadings = 10

    let style: Style
    /// Keys from the payload down to the list.
    let list: [String]
    public let size: Int

    /// Lists of the action services; `list` is a key such as `vpcList`. At most 1000 a page.
    public static func action(list: String, size: Int = 1000) -> Paging {
        Paging(style: .action, list: [list], size: size)
    }

    /// Lists inside a database, whose pages count from 0. How many elements a page may have is not documented: as many as
    /// in other lists of the gateway. (inferred)
    public static func actionFromZero(list: String, size: Int = 100) -> Paging {
        Paging(style: .actionFromZero, list: [list], size: size)
    }

    /// Lists of API Gateway; `list` is a path such as `productPage.content` or `apis`.
    public static func offset(list: String, size: Int = 100) -> Paging {
        Paging(style: .offset, list: list.split(separator: ".").map(String.init), size: size)
    }

    /// Lists of Data Box Frame. At most 100 a page, 1000 for import, export and approval lists.
    public static func numbered(list: String = "content", size: Int = 100) -> Paging {
        Paging(style: .numbered, list: list.split(separator: ".").map(String.init), size: size)
    }

    /// Glossaries of Papago, at most 30 a page.
    public static let glossaries = Paging(style: .glossaries, list: ["data"], size: 30)

    /// Terms of a glossary. How many a page may have is not documented: as many as glossaries. (inferred)
    public static let glossaryTerms = Paging(style: .terms, list: ["replacerList"], size: 30)

    /// Lists of Datafence: at most 100 a page, and 101 pages.
    public static func fromZero(list: String = "content", size: Int = 100) -> Paging {
        Paging(style: .fromZero, list: list.split(separator: ".").map(String.init), size: size)
    }

    /// Lists of standardized services; of Global DNS, of at most 1000 a page. The documents name the members beside the list: the list is the one of this
    /// name, or the only one there is.
    public static func standard(list: String, size: Int = 1000) -> Paging {
        Paging(style: .standard, list: [list], size: size)
    }

    /// Lists of Cloud Insight; the list is the answer itself, or the only one in it.
    public static func insight(list: String, size: Int = 100) -> Paging {
        Paging(style: .insight, list: [list], size: size)
    }
    /// Unsubscribers of mails. How many a page may have is not documented: as many as in other lists. (inferred)
    public static let unsubscribers = Paging(style: .mail, list: ["content"], size: 100)

    /// The request for page `index`, from 0. Parameters of a search go where its body is.
    func request(_ request: APIRequest, page index: Int) -> APIRequest {
        var page = request
        switch style {
        case .action, .numbered:
            page["pageNo"] = String(index + 1)
            page["pageSize"] = String(size)
        case .actionFromZero, .standard:
            page["pageNo"] = String(index)
            page["pageSize"] = String(size)
        case .glossaries:
            page["currentPage"] = String(index + 1)
            page["pageSize"] = String(size)
        case .terms:
            page["page"] = String(index + 1)
            page["count"] = String(size)
        case .fromZero, .mail:
            page["page"] = String(index)
            page["size"] = String(size)
        case .insight where request.method == .post:
            var body = request.body?.members ?? [:]
            body["pageNum"] = .integer(Int64(index + 1))
            body["pageSize"] = .integer(Int64(size))
            page.body = .object(body)
        case .insight:
            page["pageNum"] = String(index + 1)
            page["pageSize"] = String(size)
        case .offset where request.method == .post:
            var body = request.body?.members ?? [:]
            body["offset"] = .integer(Int64(index * size))
            body["limit"] = .integer(Int64(size))
            page.body = .object(body)
        case .offset:
            page["offset"] = String(index * size)
            page["limit"] = String(size)
        }
        return page
    }

    func elements(of payload: JSON) -> [JSON] { found(in: payload).elements }

    /// Whether there is a list. In the answer of an action, null in its place is an empty one. Source: api/common.md §5.
    func hasList(_ payload: JSON) -> Bool {
        if case .array = found(in: payload) { return true }
        guard style == .action || style == .actionFromZero, let key = list.first else { return false }
        return payload.members[key] == JSON.null
    }

    /// What is where the list should be.
    private func found(in payload: JSON) -> JSON {
        let named = list.reduce(payload, Self.member)
        guard style == .standard || style == .insight, named == .null else { return named }
        if style == .insight, case .array = payload { return payload }
        let lists = payload.members.values.filter { if case .array = $0 { true } else { false } }
        return lists.count == 1 ? lists[0] : .null
    }

    /// Documents begin the name of a list with a capital where every other member has none (api/kms.md §4, `KeyList`): both
    /// are read.
    private static func member(of container: JSON, _ name: String) -> JSON {
        container[name] ?? container[name.prefix(1).lowercased() + name.dropFirst()] ?? .null
    }

    func capped(at size: Int) -> Paging {
        Paging(style: style, list: list, size: min(self.size, size))
    }

    /// The number of all elements, beside the list or at the top; nil where the service gives none.
    func total(of payload: JSON) -> Int? {
        let container = list.dropLast().reduce(payload) { $0[$1] ?? .null }
        let key =
            switch style {
            case .action, .actionFromZero: "totalRows"
            case .offset: "total"
            case .numbered, .fromZero: "totalCount"
            case .glossaries: "totalGlossaryCount"
            case .terms: "totalItemCount"
            case .insight: "totalCount"
            case .standard, .mail: "totalElements"
            }
        if style == .terms { return payload["paging"]?[key]?.integer.flatMap { Int(exactly: $0) } }
        return (container[key] ?? payload[key])?.integer.flatMap { Int(exactly: $0) }
    }
}
