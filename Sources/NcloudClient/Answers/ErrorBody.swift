import OrderedJSON

/// What an error body says, whichever of the known shapes it has. Source: api/common.md §6.1.
struct ErrorBody: Hashable {
    var envelope: APIFailure.Envelope
    var code: String?
    /// What it says, as it came. A secret that it repeats is looked for here: cut or respaced it would not be found.
    var words: String?
    var requestID: String?

    /// ``words`` in one line of a report.
    var message: String? { words.map(Self.oneLine) }

    /// Nil when no known shape is in `bytes`: a proxy's page, nothing, or an answer that is no error.
    init?(_ bytes: [UInt8]) {
        if let json = try? JSON(parsing: bytes) {
            self.init(json)
        } else if let xml = XMLScanner(String(decoding: bytes, as: UTF8.self)) {
            self.init(xml)
        } else {
            return nil
        }
    }

    /// Shapes a, c and e by their wrapper, then the unwrapped ones of f.
    init?(_ json: JSON) {
        if let error = json["responseError"] {
            self.init(
                .service, error, code: ["returnCode", "responseCode"], message: ["returnMessage", "responseMessage"])
        } else if let error = json["error"], !error.members.isEmpty {
            self.init(.gateway, error, code: ["errorCode", "code"], message: ["message", "errorMessage", "msg"])
            if let failure = Self.firstFailure(json["failures"] ?? error["failures"]) {
                words = words.map { "\($0): \(failure)" } ?? failure
            }
        } else if let status = json["status"], !status.members.isEmpty {
            self.init(.other, status, code: ["code"], message: ["message"])
        } else {
            self.init(
                .other, json, code: ["errorCode", "code", "returnCode"],
                message: ["message", "msg", "errorMessage", "returnMessage"])
        }
        requestID = requestID ?? json["requestId"]?.text
    }

    private init?(_ envelope: APIFailure.Envelope, _ members: JSON, code: [String], message: [String]) {
        let code = code.lazy.compactMap { members[$0]?.text }.first
        var text = message.lazy.compactMap { members[$0]?.text }.first { !$0.isEmpty }
        // Standardized services say `detail`. Source: api/other-services.md §1.
        let wire = members["details"] ?? members["detail"]
        if let details = wire.flatMap(Self.details), !details.isEmpty, details != text {
            text = text.map { "\($0): \(details)" } ?? details
        }
        guard code != nil || text != nil else { return nil }
        self.init(
            envelope: envelope, code: code, words: text, requestID: members["requestId"]?.text)
    }

    /// What the first item of a batch is refused for. Source: pub-global-dns-v2-records-batchcreaterecords; that an item has its
    /// error as it is, or as a member, is (inferred).
    private static func firstFailure(_ failures: JSON?) -> String? {
        guard let failure = failures?[0] ?? failures?.members.values.first else { return nil }
        let error = failure["error"] ?? failure
        let text = error["message"]?.text ?? error["errorCode"]?.text
        return text.map { text in failure["index"]?.text.map { "item \($0): \(text)" } ?? text }
    }

    /// A text, or the fields that are wrong with the rules that they break. Source: api/nks.md §1.
    private static func details(_ wire: JSON) -> String? {
        if let text = wire.text { return text }
        let problems = (wire["error"]?.elements ?? []).compactMap { problem -> String? in
            guard let field = problem["property"]?.text else { return nil }
            let rules = (problem["constraints"]?.members ?? [:]).compactMap { $0.value.text }
            return rules.isEmpty ? field : "\(field) (\(rules.joined(separator: "; ")))"
        }
        return problems.isEmpty ? nil : problems.joined(separator: ", ")
    }

    /// Shapes b and d, and the one of Object Storage, which alone has a plain code: pages of proxies have elements of that
    /// name too. Source: api/objectstorage.md §4.
    init?(_ xml: XMLScanner) {
        let returnCode = xml.firstText(of: "returnCode") ?? xml.firstText(of: "responseCode")
        let code = returnCode ?? xml.firstText(of: "errorCode") ?? (xml.isError ? xml.firstText(of: "code") : nil)
        guard let code else { return nil }
        let words = xml.firstText(of: "returnMessage") ?? xml.firstText(of: "message")
        let details = xml.firstText(of: "details").flatMap { $0.isEmpty ? nil : $0 }
        let message = [words, details].compactMap(\.self).joined(separator: ": ")
        self.init(
            envelope: returnCode != nil ? .service : xml.firstText(of: "errorCode") != nil ? .gateway : .other,
            code: code,
            words: message.isEmpty ? nil : message, requestID: xml.firstText(of: "requestId"))
    }

    private init(envelope: APIFailure.Envelope, code: String?, words: String?, requestID: String?) {
        self.envelope = envelope
        self.code = code
        self.words = words
        self.requestID = requestID
    }

    /// The same, with what `hide` makes of its words.
    func hiding(_ hide: (String) -> String) -> ErrorBody {
        var body = self
        body.code = code.map(hide)
        body.words = words.map(hide)
        return body
    }

    /// Messages may hold line breaks and be long; they end up in one line of a report.
    private static func oneLine(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > 500 ? line.prefix(500) + "…" : line
    }
}
