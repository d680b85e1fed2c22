import OrderedJSON

/// When Datafence refuses. Source: datafence-overview, whose table has 10001 and the codes 2600003–2600013; 10009 for what does
/// not exist, and the number for a wrong status, are (inferred).
extension Failure {
    static let isNotOfFence = Failure.rest(400, "2600003", "You are not the owner of the Datafence or Box.")
    static let hasThatNetwork = Failure.rest(400, "2600005", "The external network already has this setting.")
    static let hasTooManyBoxes = Failure.rest(400, "2600011", "The number of boxes is limited.")
    static let isReviewed = Failure.rest(400, "2600902", "The export request cannot be decided in its status.")

    /// Where the limit is checked is (inferred). Source: create-file-import.
    static func isTooLargeForFence(_ file: String) -> Failure {
        .rest(400, "2600903", "The file is larger than allowed: \(file)")
    }

    static func cannotChange(_ what: String, _ code: String) -> Failure {
        .rest(400, "2600901", "The \(what) cannot be changed in status \(code).")
    }
}

extension Datafence {
    static func code(_ body: JSON, _ name: String, of product: String) throws(Failure) -> String {
        guard let code = body[name]?.text, FenceProducts.specName(code, of: product) != nil else {
            throw .badParameter(name)
        }
        return code
    }

    /// A software code of the product; nil when none is given.
    static func software(_ body: JSON, of product: String, isRequired: Bool) throws(Failure) -> String? {
        guard let value = body["softwareCode"] else {
            if isRequired { throw .badParameter("softwareCode") }
            return nil
        }
        guard let code = value.text, FenceProducts.software(of: product).contains(code) else {
            throw .badParameter("softwareCode")
        }
        return code
    }

    /// In GB, in tens.
    static func storage(
        _ body: JSON, _ name: String = "storageSize", from least: Int64, besides other: Set<Int64> = []
    ) throws(Failure) -> Int64 {
        guard let size = body[name]?.integer,
            (least...2000).contains(size) && size % 10 == 0 || other.contains(size)
        else { throw .badParameter(name) }
        return size
    }

    static func count(_ body: JSON, _ name: String = "count", in range: ClosedRange<Int64>) throws(Failure) -> Int64 {
        guard let count = body[name]?.integer, range.contains(count) else { throw .badParameter(name) }
        return count
    }

    /// A text of so many characters.
    static func text(_ body: JSON, _ name: String, in range: ClosedRange<Int>) throws(Failure) -> String {
        guard let text = body[name]?.text, range.contains(text.count) else { throw .badParameter(name) }
        return text
    }

    static func password(_ body: JSON, _ name: String, isRequired: Bool) throws(Failure) {
        guard isRequired || body[name] != nil else { return }
        try DataBoxFrame.checkPassword(body[name], name, forbidding: "'\"`₩/&$ ")
    }
}
