import OrderedJSON

/// Who may do what with a bucket or an object: an ACL is set by a canned name, and read as grants. Source: api/objectstorage.md §6.
enum AccessGrants {
    /// What an ACL belongs to; objects know two names more.
    enum Holder: Sendable {
        case bucket, object
    }

    private static let everybody = "http://acs.amazonaws.com/groups/global/AllUsers"
    private static let signedIn = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"

    private static let groups: [String: [(group: String, permission: String)]] = [
        "private": [], "public-read": [(everybody, "READ")],
        "public-read-write": [(everybody, "READ"), (everybody, "WRITE")], "authenticated-read": [(signedIn, "READ")],
    ]
    /// The account that owns an object owns its bucket too, so that these give it nothing more. (inferred)
    private static let ofObjects = ["bucket-owner-read", "bucket-owner-full-control"]

    /// The grants of a canned ACL, as they are kept: a group has a `uri`, the owner has none.
    static func canned(_ name: String) -> JSON {
        let owner: JSON = ["permission": "FULL_CONTROL"]
        let others = groups[name] ?? []
        return .array([owner] + others.map { ["uri": .string($0.group), "permission": .string($0.permission)] })
    }

    /// The canned name in a call's header; nil for none.
    static func named(by call: StorageCall, _ holder: Holder) throws(Failure) -> String? {
        guard let name = call.header("x-amz-acl") else { return nil }
        guard groups[name] != nil || holder == .object && ofObjects.contains(name) else {
            throw .storage(.invalidArgument, "x-amz-acl")
        }
        return name
    }

    /// Refuses a call without a signature unless the ACL opens it to everybody.
    static func admitEverybody(
        _ call: StorageCall, _ grant: StorageOperation.Grant, _ world: World
    ) throws(Failure) {
        let bucket = world[.bucket, call.bucket]
        let isOpen =
            switch grant {
            case .none: false
            case .readBucket: bucket.map { allows($0, "READ") } ?? false
            case .writeBucket: bucket.map { allows($0, "WRITE") } ?? false
            case .readObject: world[.file, call.fileId].map { allows($0, "READ") } ?? false
            }
        guard isOpen else { throw .storage(.accessDenied) }
    }

    private static func allows(_ record: Record, _ permission: String) -> Bool {
        record.attributes["grants"]?.elements.contains {
            $0["uri"]?.text == everybody && [permission, "FULL_CONTROL"].contains($0["permission"]?.text)
        } ?? false
    }
}

// MARK: Operations

extension AccessGrants {
    static let showBucket: StorageOperation.Handler = { world, call throws(Failure) in
        policy(of: try Buckets.find(call, world), world)
    }

    static let setBucket: StorageOperation.Handler = { world, call throws(Failure) in
        let grants = try given(by: call, .bucket, world)
        world.set(.bucket, try Buckets.find(call, world).id, ["grants": grants])
        return .storageDone()
    }

    static let showObject: StorageOperation.Handler = { world, call throws(Failure) in
        policy(of: try StoredObjects.find(call, world), world)
    }

    static let setObject: StorageOperation.Handler = { world, call throws(Failure) in
        let grants = try given(by: call, .object, world)
        world.set(.file, try StoredObjects.find(call, world).id, ["grants": grants])
        return .storageDone()
    }

    /// A canned name, or a document with grants. (inferred: the document)
    private static func given(by call: StorageCall, _ holder: Holder, _ world: World) throws(Failure) -> JSON {
        if let name = try named(by: call, holder) { return canned(name) }
        guard let list = try call.document("AccessControlPolicy")["AccessControlList"] else {
            throw .storage(.malformedXML)
        }
        let permissions = ["FULL_CONTROL", "READ", "WRITE", "READ_ACP", "WRITE_ACP"]
        return .array(
            try list.all("Grant").map { grant throws(Failure) in
                guard let permission = grant["Permission"]?.text, permissions.contains(permission) else {
                    throw .storage(.malformedXML)
                }
                let mark: JSON = ["permission": .string(permission)]
                if let group = grant["Grantee"]?["URI"]?.text { return mark.with(["uri": .string(group)]) }
                guard let id = grant["Grantee"]?["ID"]?.text else { throw .storage(.malformedXML) }
                return id == ownerId(world) ? mark : mark.with(["id": .string(id)])
            })
    }

    private static func policy(of record: Record, _ world: World) -> Response {
        let grants = (record.attributes["grants"] ?? canned("private")).elements.map { grant in
            XMLElement(
                "Grant", [grantee(of: grant, world), XMLElement("Permission", grant["permission"]?.text ?? "")])
        }
        return .storage(
            XMLElement(
                "AccessControlPolicy", [ownerElement(world), XMLElement("AccessControlList", grants)]))
    }

    private static func grantee(of grant: JSON, _ world: World) -> XMLElement {
        let uri = grant["uri"]?.text
        let id = grant["id"]?.text ?? ownerId(world)
        var element = XMLElement(
            "Grantee",
            uri.map { [XMLElement("URI", $0)] } ?? [XMLElement("ID", id), XMLElement("DisplayName", id)])
        element.attributes = [
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:type", uri == nil ? "CanonicalUser" : "Group"),
        ]
        return element
    }

    static func ownerElement(_ world: World) -> XMLElement {
        XMLElement("Owner", [XMLElement("ID", ownerId(world)), XMLElement("DisplayName", ownerId(world))])
    }

    private static func ownerId(_ world: World) -> String { world.all(.account).first?["mainId"] ?? "" }
}
