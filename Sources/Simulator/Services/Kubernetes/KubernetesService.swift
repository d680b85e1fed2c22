import OrderedJSON

extension RESTService {
    /// Kubernetes Service, API 2, of the first region. Source: api/nks.md §1, §2.
    static let kubernetes = RESTService(
        "/vnks/v2", naming: .inPath, [Clusters.kind, ClusterAccess.kind, NodePools.kind, KubernetesOptions.kind])
}

extension Failure {
    /// A field or parameter that is missing or wrong.
    static func kubernetes(invalid field: String) -> Failure {
        var failure = kubernetes(400, "Bad Request")
        failure.details = field
        return failure
    }

    /// What is looked for is not there. (inferred: the status)
    static let notInKubernetes = kubernetes(404, "NotFoundException")

    /// A cluster takes one change at a time.
    static let kubernetesConflict = kubernetes(409, "ConflictException")

    static func kubernetes(_ status: Int, _ message: String) -> Failure {
        Failure(layer: .numbered, status: status, code: String(status), message: message)
    }

    /// The details are the field that is wrong, with the rule that it breaks.
    var numberedBody: JSON {
        let problem: JSON = [
            "property": .string(details), "children": [],
            "constraints": ["isValid": .string("\(details) is missing or not valid")],
        ]
        return [
            "error": [
                "errorCode": .integer(Int64(status)), "statusCode": .integer(Int64(status)),
                "message": .string(message), "details": details.isEmpty ? [:] : ["error": [problem]],
            ],
            "timestamp": "2026-01-01T00:00:00.000Z",
        ]
    }
}

/// The fields of a body, refused as Kubernetes Service refuses them.
extension JSON {
    func kubernetesText(_ name: String) throws(Failure) -> String {
        guard case .string(let text)? = self[name], !text.isEmpty else { throw .kubernetes(invalid: name) }
        return text
    }

    func kubernetesFlag(_ name: String) throws(Failure) -> Bool {
        guard let value = self[name], value != .null else { return false }
        guard let flag = value.bool else { throw .kubernetes(invalid: name) }
        return flag
    }

    func kubernetesChoice(_ name: String, of choices: [String]) throws(Failure) -> String {
        let text = try kubernetesText(name)
        guard choices.contains(text) else { throw .kubernetes(invalid: name) }
        return text
    }

    /// A number that is one on the wire; nil for none.
    func kubernetesNumber(_ name: String, in range: ClosedRange<Int64>) throws(Failure) -> Int64? {
        guard let value = self[name], value != .null else { return nil }
        guard case .integer(let number) = value, range.contains(number) else { throw .kubernetes(invalid: name) }
        return number
    }

    /// The elements of an optional list.
    func kubernetesList(_ name: String) throws(Failure) -> [JSON] {
        guard let value = self[name], value != .null else { return [] }
        guard case .array(let elements) = value else { throw .kubernetes(invalid: name) }
        return elements
    }

    /// Numbers of objects.
    func kubernetesNumbers(_ name: String) throws(Failure) -> [Int64] {
        try kubernetesList(name).map { element throws(Failure) in
            guard case .integer(let number) = element else { throw .kubernetes(invalid: name) }
            return number
        }
    }
}
