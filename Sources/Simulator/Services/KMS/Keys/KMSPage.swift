import OrderedJSON

/// Lists in pages: `pageNo` from 1, `pageSize` up to 200. Source: api/kms.md §4.
enum KMSPage {
    /// One page of `all`, and the members of the answer that tell which it is.
    static func cut<Element>(_ all: [Element], _ call: RESTCall) throws(Failure) -> (rows: [Element], page: JSON) {
        let size = try positive(call, "pageSize", upTo: 200) ?? 100
        let number = try positive(call, "pageNo", upTo: .max) ?? 1
        let total = Int64(all.count)
        return (
            all.page(number - 1, of: size),
            [
                "currentPageNo": .integer(number), "totalPageNo": .integer((total + size - 1) / size),
                "totalCount": .integer(total),
            ]
        )
    }

    private static func positive(_ call: RESTCall, _ name: String, upTo limit: Int64) throws(Failure) -> Int64? {
        guard let text = call.query.text(name) else { return nil }
        guard let value = Int64(text), (1...limit).contains(value) else { throw .kms(.invalidRequest) }
        return value
    }
}
