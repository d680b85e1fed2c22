import OrderedJSON

/// Which pages may call a bucket from browsers. The form is that of S3. Source: api/objectstorage.md §5.
enum BucketCORS {
    /// (inferred)
    private static let limit = 100
    private static let lists = ["AllowedOrigin", "AllowedMethod", "AllowedHeader", "ExposeHeader"]

    static let show: StorageOperation.Handler = { world, call throws(Failure) in
        guard let rules = try Buckets.find(call, world).value("cors")?.elements, !rules.isEmpty else {
            throw .storage(.noSuchCORS)
        }
        return .storage(
            XMLElement(
                "CORSConfiguration",
                rules.map { rule in
                    let texts = ["ID"].flatMap { rule[$0]?.text.map { [XMLElement("ID", $0)] } ?? [] }
                    let values = lists.flatMap { name in
                        rule[name]?.elements.map { XMLElement(name, $0.text ?? "") } ?? []
                    }
                    let age = rule["MaxAgeSeconds"]?.text.map { [XMLElement("MaxAgeSeconds", $0)] } ?? []
                    return XMLElement("CORSRule", texts + values + age)
                }))
    }

    static let set: StorageOperation.Handler = { world, call throws(Failure) in
        let bucket = try Buckets.find(call, world)
        let rules = try call.document("CORSConfiguration").all("CORSRule").map(rule)
        guard (1...limit).contains(rules.count) else { throw .storage(.malformedXML) }
        world.set(.bucket, bucket.id, ["cors": .array(rules)])
        return .storageDone()
    }

    static let remove: StorageOperation.Handler = { world, call throws(Failure) in
        world.set(.bucket, try Buckets.find(call, world).id, ["cors": .null])
        return .storageDone(204)
    }

    private static func rule(_ element: XMLElement) throws(Failure) -> JSON {
        let methods = element.all("AllowedMethod").map(\.text)
        guard !methods.isEmpty, !element.all("AllowedOrigin").isEmpty else { throw .storage(.malformedXML) }
        guard methods.allSatisfy(["GET", "PUT", "POST", "DELETE", "HEAD"].contains) else {
            throw .storage(.invalidRequest, "AllowedMethod")
        }
        var rule: JSON = [:]
        if let id = element["ID"]?.text { rule = rule.with(["ID": .string(id)]) }
        for name in lists where !element.all(name).isEmpty {
            let values = element.all(name).map { JSON.string($0.text) }
            rule = rule.with(.object([name: .array(values)]))
        }
        guard let age = element["MaxAgeSeconds"]?.text else { return rule }
        guard let seconds = Int64(age), seconds >= 0 else { throw .storage(.malformedXML) }
        return rule.with(["MaxAgeSeconds": .integer(seconds)])
    }
}

/// Whether a bucket of Ncloud Storage keeps versions: never again off, once it was on. Old versions are not kept here.
/// Source: api/objectstorage.md, table of the services; §3.
enum BucketVersioning {
    static let show: StorageOperation.Handler = { world, call throws(Failure) in
        let status = try Buckets.find(call, world)["versioning"]
        return .storage(
            XMLElement("VersioningConfiguration", status.isEmpty ? [] : [XMLElement("Status", status)]))
    }

    static let set: StorageOperation.Handler = { world, call throws(Failure) in
        let bucket = try Buckets.find(call, world)
        let status = try call.document("VersioningConfiguration")["Status"]?.text ?? ""
        guard ["Enabled", "Suspended"].contains(status) else { throw .storage(.malformedXML) }
        world.set(.bucket, bucket.id, ["versioning": .string(status)])
        return .storageDone()
    }
}

/// A setting of Ncloud Storage that is kept as the document that came: what it may hold is not documented, so that
/// only its form is checked. (inferred) Source: api/objectstorage.md §3, §11.
struct BucketDocument: Sendable {
    let attribute: String
    let root: String
    let missing: StorageRefusal
    /// Whether every rule is of the form of S3.
    let isRule: @Sendable (XMLElement) -> Bool

    static let lifecycle = BucketDocument(
        attribute: "lifecycle", root: "LifecycleConfiguration", missing: .noSuchLifecycle
    ) { rule in
        let days = rule["Expiration"]?["Days"]?.text ?? rule["NoncurrentVersionExpiration"]?["NoncurrentDays"]?.text
        let hasAction = rule.children.contains {
            ["Expiration", "NoncurrentVersionExpiration", "AbortIncompleteMultipartUpload"].contains($0.name)
        }
        return ["Enabled", "Disabled"].contains(rule["Status"]?.text) && hasAction
            && days.map { Int($0) ?? 0 > 0 } ?? true
    }

    static let encryption = BucketDocument(
        attribute: "encryption", root: "ServerSideEncryptionConfiguration", missing: .noSuchEncryption
    ) { $0["ApplyServerSideEncryptionByDefault"]?["SSEAlgorithm"] != nil }

    var show: StorageOperation.Handler {
        { world, call throws(Failure) in
            guard let text = try Buckets.find(call, world).value(attribute)?.text,
                let element = XMLElement(parsing: Array(text.utf8))
            else { throw .storage(missing) }
            return .storage(element)
        }
    }

    var set: StorageOperation.Handler {
        { world, call throws(Failure) in
            let bucket = try Buckets.find(call, world)
            let document = try call.document(root)
            let rules = document.all("Rule")
            guard !rules.isEmpty, rules.allSatisfy(isRule) else { throw .storage(.malformedXML) }
            world.set(.bucket, bucket.id, [attribute: .string(document.serialized)])
            return .storageDone()
        }
    }

    var remove: StorageOperation.Handler {
        { world, call throws(Failure) in
            world.set(.bucket, try Buckets.find(call, world).id, [attribute: .null])
            return .storageDone(204)
        }
    }
}
