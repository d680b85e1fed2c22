import Model

extension Driver {
    /// A small object in a bucket. Source: api/objectstorage.md §6, §7.
    public static let storageObject = Driver(
        Kind(
            "StorageObject", service: "ObjectStorage",
            summary: """
                An object in a bucket whose content is in the workspace: a page, a script, a configuration. It is \
                compared by the MD5 of its content, which the service shows of objects that were uploaded in one piece.
                """,
            fields: settings + [
                .computed("size", .integer, "Its size in bytes."), .computed("modified", "When it was last written."),
                .computed(
                    "headers", .json,
                    "Other headers that are kept and served with it, such as cache-control. nacre keeps them at a change."
                ),
            ],
            choices: [FieldChoice(.exactlyOne, of: ["content", "copyFrom"])],
            identity: Kind.Identity(id: "bucket/key", marker: ["name", "bucket"]),
            reading: Kind.Reading(perParent: ["ListObjects"], perObject: ["HeadObject", "GetObjectAcl"]),
            place: Kind.Place(listedUnder: "Bucket"),
            life: Kind.Life(
                creation: Kind.Procedure(["PutObject"], seconds: 1, timeout: 300)
                    .calling(["CopyObject"], where: "copyFrom"),
                update: Kind.Procedure(seconds: 1, timeout: 300),
                deletion: Kind.Procedure(["DeleteObject"], seconds: 1, timeout: 300),
                safeguards: ["content", "contentType", "metadata"].map { field in
                    Safeguard(
                        .change(field), while: "acl", is: .string(CannedAcl.custom), reason: CannedAcl.wouldBeLost,
                        advice: CannedAcl.adviceWhenCustom)
                }, creationOverwrites: true),
            choosing: Kind.Choosing(
                undiscovered: "a bucket may contain millions of objects, and their content is not in the workspace"),
            checks: Kind.Checks(
                preflight: [StorageObjectPreflight.freeKey, StorageObjectPreflight.source.ofManifest],
                lint: [StorageLint.contentType]),
            example: """
                apiVersion: ncloud/v1
                kind: StorageObject
                metadata: {name: index-page}
                spec:
                  bucket: shop-pages
                  name: index.html
                  content: |
                    <!doctype html><title>Shop</title>
                  contentType: text/html; charset=utf-8
                  metadata: {team: web}
                  acl: public-read
                """),
        operations: StorageObjectOperations())

    private static let settings: [Field] = [
        Field("bucket", .reference("Bucket"), .required, change: .replace, "The bucket that contains it."),
        Field(
            "name", .string, .optionalFromName, change: .replace, constraints: [.bytes(1...1024)],
            "Its key in the bucket, such as assets/logo.png."),
        Field(
            "content", .formatted(.fileContent), change: .inPlace(.none, calls: ["PutObject"]),
            "Its content: a string, or {file: path} with the path of a file in the workspace, up to 10 MiB."),
        Field(
            "copyFrom", .reference("StorageObject"), change: .replace,
            """
            The object that it is a copy of, with its content at that time; a later change of that one does not change \
            the copy. The id of an object that nacre does not manage is its bucket and key: {id: pages/logo.png}.
            """
        ).asOrigin,
        Field(
            "contentType", .formatted(.mediaType), change: .inPlace(.none, calls: ["CopyObject"]),
            initial: "binary/octet-stream",
            constraints: [.length(1...255), .headerText],
            "Content type that it is served with. Changing it copies the object onto itself, which Japan does not allow."
        ),
        Field(
            "metadata", .json, change: .inPlace(.none, calls: ["CopyObject"]), initial: .map([:]),
            constraints: [.objectMetadata], "Values that are kept and served with it, by names in lower case."),
        Field(
            "acl", .enumeration(CannedAcl.ofBuckets), change: .inPlace(.none, calls: ["PutObjectAcl"]),
            initial: "private",
            "Who may read it besides the account. If omitted, a new object is private, and the ACL is not compared."),
    ]
}

/// What can be known of objects before a call is made.
enum StorageObjectPreflight {
    /// The id of an object has its bucket and its key. Source: api/objectstorage.md §7.
    static let source = Preflight(of: ["copyFrom"]) { subject, _ in
        guard let id = subject.text("copyFrom"), ObjectPlace(id: id) == nil else { return [] }
        return [
            Preflight.Problem(
                at: "copyFrom", "\(id) is not the id of an object, which is its bucket and its key",
                help: "write {id: BUCKET/KEY}, such as {id: pages/logo.png}")
        ]
    }

    /// What is there already is not overwritten unasked.
    static let freeKey = Preflight(of: ["bucket", "name"]) { subject, scene in
        guard subject.isNew, !subject.isResumed, let name = subject.text("name") else { return [] }
        let other = scene.all("StorageObject", where: "name", is: subject.attributes["name"]).first { other in
            other.address != subject.address
                && scene.areSame("Bucket", other.attributes["bucket"], subject.attributes["bucket"]) ?? false
        }
        guard let other else { return [] }
        if let address = other.address {
            guard other.id != nil || address < subject.address else { return [] }
            return [
                Preflight.Problem(
                    at: "name", "\(address) also has the key \"\(name)\"", help: "give one of them another key")
            ]
        }
        return [
            Preflight.Problem(
                at: "name", "the bucket already contains an unmanaged object \"\(name)\"",
                help: "to manage that one and replace its content, write import: {id: \"\(other.id ?? "")\"}; "
                    + "otherwise choose another key")
        ]
    }
}
