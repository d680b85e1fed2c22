import Model
import NcloudClient
import OrderedJSON

/// Brings the parts of a method to what is desired. Source: api/apigateway.md §4.4–§4.6.
struct MethodPartChanges {
    let method: ManagedObject
    private var path: String { GatewayPlace(method.id).method }

    // MARK: Parameters

    /// There is no update, and deletion goes by the name alone: of a name that differs anywhere, all go and come again.
    func parameters() async throws(StepFailure) {
        let present = try await current("parameters") { () throws(APIFailure) in
            try await MethodParts(of: method.id, from: method.session).parameters()
        }
        let target = method.desired["parameters"]?.elements.map(\.members) ?? []
        for name in names(present + target) {
            let before = present.filter { $0.text("name") == name }.map(Self.filled)
            let after = target.filter { $0.text("name") == name }.map(Self.filled)
            guard Set(before) != Set(after) else { continue }
            if !before.isEmpty {
                try await method.changeUnlessGone(
                    .rest(.apiGateway, .post, "\(path)/parameters/delete", body: ["parameterName": .string(name)]))
            }
            for parameter in after { try await add(parameter) }
        }
    }

    private func add(_ parameter: Attributes) async throws(StepFailure) {
        let body = JSON(
            present: Self.wire(parameter) + [
                ("parameterCode", .string(MethodParts.codes[parameter.text("in") ?? ""] ?? "")),
                ("isRequired", .bool(parameter["required"]?.bool ?? false)),
                ("isLogged", .bool(parameter["logged"]?.bool ?? false)),
            ])
        try await method.change(
            .rest(.apiGateway, .post, "\(path)/parameters", body: body),
            unless: { object in
                (object.attributes["parameters"]?.elements ?? []).contains { Self.filled($0.members) == parameter }
            })
    }

    private static func wire(_ parameter: Attributes) -> [(String, JSON)] {
        [
            ("parameterName", .string(parameter.text("name") ?? "")),
            ("parameterType", .string(parameter.text("type") ?? "string")),
            ("isArray", .bool(parameter["array"]?.bool ?? false)),
            ("parameterDescription", .string(parameter.text("description") ?? "")),
        ]
    }

    /// A parameter with what is left out filled in, for comparison.
    private static func filled(_ parameter: Attributes) -> Attributes {
        var filled = Attributes()
        for field in MethodFields.parameters {
            filled[field.name] = parameter[field.name] ?? field.initial ?? .null
        }
        return filled
    }

    private func names(_ elements: [Attributes]) -> [String] { Set(elements.compactMap { $0.text("name") }).sorted() }

    /// The elements as they are: what an update that was cut off left behind is read afresh.
    private func current(
        _ field: String, _ read: () async throws(APIFailure) -> Value
    ) async throws(StepFailure) -> [Attributes] {
        guard method.desired.isResumed || method.live.attributes[field] == nil && !method.live.attributes.isEmpty else {
            return (method.live.attributes[field]?.elements ?? []).map(\.members)
        }
        return try await StepFailure.wrapping { () throws(APIFailure) in try await read() }.elements.map(\.members)
    }

    // MARK: Bodies

    /// Saving replaces what there was.
    func body(_ value: Value?, at path: String, from present: Value?) async throws(StepFailure) {
        guard let body = value?.members, !body.isEmpty else {
            guard !(present?.isAbsent ?? false) else { return }
            return try await method.changeUnlessGone(.rest(.apiGateway, .delete, path))
        }
        let wire = JSON(present: [
            "modelId": body.text("model").map { .string(GatewayPlace($0).own) },
            "bodyName": body.text("name").map(JSON.string),
            "bodyDescription": .string(body.text("description") ?? ""),
        ])
        try await method.change(.rest(.apiGateway, .post, path, body: wire))
    }

    // MARK: Responses

    func responses() async throws(StepFailure) {
        let present = try await current("responses") { () throws(APIFailure) in
            try await MethodParts(of: method.id, from: method.session).responses()
        }
        let target = method.desired["responses"]?.elements.map(\.members) ?? []
        for response in present where !target.contains(where: { Self.status($0) == Self.status(response) }) {
            try await method.changeUnlessGone(
                .rest(.apiGateway, .delete, "\(path)/responses/\(Self.status(response))"))
        }
        for response in target {
            try await bring(response, from: present.first { Self.status($0) == Self.status(response) })
        }
    }

    private static func status(_ response: Attributes) -> Int64 { response["status"]?.integer ?? 0 }

    private func bring(_ response: Attributes, from present: Attributes?) async throws(StepFailure) {
        let status = Self.status(response)
        let path = "\(path)/responses/\(status)"
        let description = response.text("description") ?? ""
        if let present {
            if description != present.text("description") ?? "" {
                let body: JSON = ["responseDescription": .string(description)]
                try await method.change(.rest(.apiGateway, .patch, path, body: body))
            }
        } else {
            let body: JSON = ["statusCode": .integer(status), "responseDescription": .string(description)]
            try await method.change(
                .rest(.apiGateway, .post, "\(self.path)/responses", body: body),
                unless: { object in
                    (object.attributes["responses"]?.elements ?? []).contains { Self.status($0.members) == status }
                })
        }
        try await headers(response["headers"], from: present?["headers"], at: path, status)
        let (old, new) = (present?["body"] ?? [:], response["body"] ?? [:])
        if old != new, !(old.isAbsent && new.isAbsent) { try await body(new, at: "\(path)/response-body", from: old) }
    }

    /// Response headers have no update either.
    private func headers(
        _ value: Value?, from present: Value?, at path: String, _ status: Int64
    ) async throws(StepFailure) {
        let old = (present?.elements ?? []).map { JSON(present: Self.wire($0.members)) }
        let new = (value?.elements ?? []).map { JSON(present: Self.wire($0.members)) }
        for header in old where !new.contains(header) {
            try await method.changeUnlessGone(
                .rest(.apiGateway, .delete, "\(path)/parameters/\(header["parameterName"]?.text ?? "")"))
        }
        for header in new where !old.contains(header) {
            let name = header["parameterName"]?.text
            try await method.change(
                .rest(.apiGateway, .post, "\(path)/parameters", body: header),
                unless: { object in
                    let response = object.attributes["responses"]?.elements.first { Self.status($0.members) == status }
                    let headers = response?.members["headers"]?.elements ?? []
                    return headers.contains { $0.members.text("name") == name }
                })
        }
    }
}
