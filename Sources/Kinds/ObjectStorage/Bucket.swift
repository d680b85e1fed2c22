import Model

extension Driver {
    /// A bucket of Object Storage, or of Ncloud Storage beside it. Source: api/objectstorage.md §1–§3, §5, §6, §9.
    public static let bucket = Driver(
        Kind(
            "Bucket", service: "ObjectStorage",
            summary: """
                A bucket of Object Storage, or of the newer Ncloud Storage. nacre never empties a bucket: it is deleted only \
                if it contains nothing but objects of this workspace, which are deleted first. Since no API says of a bucket \
                in general that it is empty, deleting one always needs --allow-data-loss.
                """,
            fields: settings + [
                .computed("created", "When it was created."),
                .computed(
                    LifecycleRule.others, .boolean,
                    """
                    Whether it has lifecycle rules with a filter or action that nacre has no field for. They are not in \
                    lifecycle, which cannot be changed while there are any.
                    """),
            ],
            identity: Kind.Identity(id: "bucketName", generation: ["created"]),
            reading: Kind.Reading(
                ["ListBuckets", "ListBuckets"],
                perObject: ["GetBucketAcl", "GetBucketCors", "GetBucketVersioning", "GetBucketLifecycleConfiguration"]),
            place: Kind.Place(slots: [Kind.Slot(["name"])]),
            life: Kind.Life(
                creation: Kind.Procedure(["CreateBucket"], seconds: 5, timeout: 300)
                    .then(["PutBucketCors"], where: "cors")
                    .then(["PutBucketVersioning"], where: "versioning")
                    .then(["PutBucketLifecycleConfiguration"], where: "lifecycle"),
                update: Kind.Procedure(seconds: 2, timeout: 300),
                deletion: Kind.Procedure(["DeleteBucket"], seconds: 5, timeout: 600),
                disruption: .dataLoss, holdsData: true,
                safeguards: [
                    Safeguard(
                        .change("lifecycle"), while: LifecycleRule.others, is: true, reason: LifecycleRule.wouldBeLost,
                        advice: LifecycleRule.adviceForOthers)
                ], mustBeEmptyOf: "StorageObject",
                // What the services answer for a bucket of the same account is not documented; S3 has both.
                creationOverwrites: true),
            checks: Kind.Checks(
                preflight: [BucketPreflight.freeName, BucketPreflight.nameOfNewer, BucketPreflight.settingsOfNewer]),
            example: """
                apiVersion: ncloud/v1
                kind: Bucket
                metadata: {name: shop-pages}
                spec:
                  acl: public-read
                  cors:
                    - origins: ["https://shop.example"]
                      methods: [GET, HEAD]
                      maxAge: 3600
                """),
        operations: BucketOperations())

    private static let settings: [Field] = [
        Field(
            "name", .string, .optionalFromName, change: .replace, constraints: [.bucketName],
            "Name of the bucket, unique over all accounts of a site."),
        Field(
            "service", .enumeration(BucketPlace.services), change: .replace, initial: "object-storage",
            """
            Which service has it: Object Storage, which other services read and write, or Ncloud Storage, which keeps \
            versions and has lifecycle rules, so far in Korea only.
            """),
        Field(
            "acl", .enumeration(CannedAcl.ofBuckets), change: .inPlace(.none, calls: ["PutBucketAcl"]),
            initial: "private",
            """
            Who may list and write it besides the account. If omitted, a new bucket is private, and the ACL of an existing \
            one is not compared. Grants for which there is no name are shown as custom.
            """),
        Field(
            "cors", .list(.object(CorsRule.fields)),
            change: .inPlace(.none, calls: ["PutBucketCors", "DeleteBucketCors"]), initial: [],
            constraints: [.count(0...100)],
            "Rules for calls of browsers from other origins, in order: the first one that matches decides."),
        Field(
            "versioning", .enumeration(["enabled", "suspended"]),
            change: .inPlace(.none, calls: ["PutBucketVersioning"]),
            "Whether versions of objects are kept; only for Ncloud Storage. Once enabled, it can only be suspended."),
        Field(
            "lifecycle", .keyed(LifecycleRule.fields, by: ["name"]),
            change: .inPlace(
                .dataLoss, calls: ["PutBucketLifecycleConfiguration", "DeleteBucketLifecycleConfiguration"]),
            initial: [], constraints: [.choice(LifecycleRule.choice)],
            "Rules by which the service deletes objects by itself; only for Ncloud Storage."),
    ]
}

/// What can be known of buckets before a call is made. Source: api/objectstorage.md §3, §5.
enum BucketPreflight {
    private static func service(_ attributes: Attributes) -> String {
        attributes["service"]?.spelling ?? BucketPlace.services[0]
    }

    private static func isNewer(_ subject: Preflight.Subject) -> Bool {
        service(subject.attributes) == BucketPlace.services[1]
    }

    /// Names are unique within a service; those of other accounts show only when the bucket is made.
    static let freeName = Preflight.unique("name", with: ["service"]) { subject, scene in
        guard subject.isNew else { return [] }
        return scene.all("Bucket", where: "name", is: subject.attributes["name"]).filter { other in
            service(other.attributes) == service(subject.attributes)
        }
    } problem: { name, holder in
        switch holder {
        case .document(let address): return .twice(name, in: address)
        case .unmanaged(let other):
            return Preflight.Problem(
                at: "name", "the account already has an unmanaged Bucket \"\(name)\"",
                help: "to manage that one, write import: {id: \"\(other.id ?? name)\"}; otherwise choose another name")
        }
    }

    static let nameOfNewer = Preflight(of: ["name", "service"]) { subject, _ in
        guard isNewer(subject), let name = subject.text("name"), name.contains(".") else { return [] }
        return [
            Preflight.Problem(
                at: "name", "a bucket of Ncloud Storage cannot have '.' in its name", help: "use '-' instead")
        ]
    }

    static let settingsOfNewer = Preflight(of: ["service", "versioning", "lifecycle"]) { subject, _ in
        guard !isNewer(subject) else { return [] }
        let fields: [String] = ["versioning", "lifecycle"]
        return fields.filter { subject.attributes[$0]?.isAbsent == false }.map { field in
            Preflight.Problem(
                at: field, "Object Storage has no \(field) that the API can set",
                help: "remove it, or use service: ncloud-storage, which is another bucket")
        }
    }
}
