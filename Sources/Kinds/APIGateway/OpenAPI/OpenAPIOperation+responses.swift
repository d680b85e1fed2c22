import Model

extension OpenAPIOperation {
    /// The name of a body, where the dialects have no word for it. Not documented; the model's name stands in for it.
    static let bodyName = "x-ncp-apigateway-body-name"

    /// What the method answers, by status. Source: api/apigateway.md §4.6.
    /// - Parameter schema: where a dialect keeps the schema of a response.
    func responses(_ schema: (PlacedValue, String) -> PlacedValue?) -> PlacedValue? {
        let list = report.map(value["responses"], "the responses of \(title)").compactMap { member in
            response(member, schema)
        }
        return list.first.map { .list(list, at: value["responses"]?.span ?? $0.span) }
    }

    private func response(
        _ member: PlacedValue.Member, _ schema: (PlacedValue, String) -> PlacedValue?
    ) -> PlacedValue? {
        let key = member.key
        guard !key.hasPrefix("x-") else {
            report.rest([member], of: title, called: "responses", known: [])
            return nil
        }
        guard let response = document.resolve(member.value, "response \(key) of \(title)") else { return nil }
        guard let status = Int64(key), (100...599).contains(status) else {
            report.notExpressed(
                "the response '\(key)' of \(title): it is ignored", at: member.span,
                help: "write each status separately, from 100 to 599", sort: "response \(key)")
            return nil
        }
        guard response.isMap else {
            report.malformed("response \(key) of \(title) must be a map, but is \(response.title)", at: response.span)
            return nil
        }
        let body = models.body(
            schema(response, key), name: response[Self.bodyName],
            derivedName: derivedName("Response\(key)"), title: "response \(key) of \(title)")
        let headers = report.map(response["headers"], "the headers of response \(key) of \(title)").compactMap(header)
        return .fields(
            [
                ("status", PlacedValue(.integer(status), at: member.span)),
                ("description", report.text(response["description"], "'description' of \(title)")?.trimmed),
                ("headers", headers.first.map { .list(headers, at: response["headers"]?.span ?? $0.span) }),
                ("body", body),
            ], at: member.span)
    }

    func remarkOnRest(of response: PlacedValue, _ title: String, remarks: Set<String>) {
        let words = OpenAPIWords(
            common: ["description", "headers", Self.bodyName], swagger2: ["schema"], openAPI3: ["content", "links"])
        document.rest(response.members, of: title, called: "responses", known: words, remarks: remarks)
        if document.dialect == .openAPI3, let links = response.member("links") {
            report.notExpressed("the links of \(title): they are ignored", at: links.span, sort: "links")
        }
    }

    private func header(_ member: PlacedValue.Member) -> PlacedValue? {
        let title = "the header \(member.key) of \(title)"
        guard Self.isHeaderName(member.key) else {
            report.notExpressed(
                "'\(member.key)' as the name of a header: it is ignored", at: member.span,
                help: "names consist of letters, digits, '_', '+' and '-', and do not end with '+' or '-'")
            return nil
        }
        guard let header = document.resolve(member.value, title) else { return nil }
        document.rest(
            report.map(header, title), of: title, called: "headers",
            known: OpenAPIWords(
                common: ["description", "name", "in", "required"], swagger2: ["type", "format", "items"],
                openAPI3: ["schema", "content"]),
            remarks: OpenAPIType.remarks.union(["summary"]))
        if let required = header.member("required"), required.value.bool == true {
            report.notKept("required of response headers", at: required.span)
        }
        let type = OpenAPIType(header, title, "headers", document)
        return .fields(
            [
                ("name", .text(member.key, at: member.span)), ("type", type.name), ("array", type.isArray),
                ("description", report.text(header["description"], "'description' of \(title)")?.trimmed),
            ], at: member.span)
    }

    private static func isHeaderName(_ name: String) -> Bool {
        guard (1...100).contains(name.utf8.count), let last = name.utf8.last, !"+-".utf8.contains(last) else {
            return false
        }
        return name.utf8.allSatisfy { $0 != UInt8(ascii: ".") && (Address.isPlain($0) || $0 == UInt8(ascii: "+")) }
    }
}
