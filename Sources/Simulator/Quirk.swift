/// Where the documents leave a question open, the other answer than the simulator's usual one.
///
/// A client that works with and without each of them does not depend on a guess. Source: api/apigateway.md §12,
/// api/vserver.md §7, api/vpc.md §6, api/linkage.md §1, api/clouddb.md §1,
/// api/objectstorage.md §11.
public enum Quirk: String, CaseIterable, Sendable {
    // MARK: API Gateway

    /// Deleting an object takes along what it holds; usually that is refused. (§12.1)
    case cascadingDeletes = "cascading-deletes"
    /// Flags and the list of dashboard keys are spelled as in the description of 2023 (`isDefault`, `isDeleted`,
    /// `isEnabled`, a plain list), not as in the newer samples. (§1.4, §10)
    case describedSpelling = "described-spelling"
    /// A parameter, header, template or method response that exists is overwritten; usually that is refused. (§12.8)
    case overwriteDuplicates = "overwrite-duplicates"
    /// Reading a body that was never set answers 200 with `{}`; usually 404. (§12.7)
    case unsetBodyIsObject = "unset-body-is-object"
    /// Reading a body that was never set answers 200 with nothing at all. (§12.7)
    case unsetBodyIsNothing = "unset-body-is-nothing"
    /// The overrides of methods are taken over by the next deployment; usually it begins without. (§12.6)
    case carryOverrides = "carry-overrides"
    /// While a canary runs, deploying an API renews the canary; usually the stage. (§12.6)
    case deployToCanary = "deploy-to-canary"
    /// After a promotion the canary goes on with no calls sent to it; usually it ends. (§12.6)
    case promoteKeepsCanary = "promote-keeps-canary"
    /// Importing resources removes those the document lacks; usually they stay. (§12.11)
    case importReplaces = "import-replaces"
    /// The search for stages finds those without the plan; usually those with it. (§12.9)
    case searchFindsOtherStages = "search-finds-other-stages"
    /// Keys of one's own are accepted at once, whatever the product says. (§7)
    case acceptOwnKeys = "accept-own-keys"

    // MARK: Servers and networks

    /// While another subnet of the VPC changes, deleting one is 1001015, as creating one is; usually deletions go side by
    /// side. (api/vpc.md §3.2)
    case subnetDeletionsCollide = "subnet-deletions-collide"
    /// Nothing is made in a VPC or subnet that is being set up, and a deny-allow group is not changed while it is;
    /// usually it is. (api/vpc.md §3.1, §3.2, §3.4)
    case newNetworksWait = "new-networks-wait"
    /// A public IP that is being set up cannot be associated: 1003016; usually it can. (api/common.md §6.3)
    case newAddressWaits = "new-address-waits"
    /// The rules of a group that is being set up cannot be changed: 1007009; usually they can. (api/common.md §6.3)
    case newGroupWaits = "new-group-waits"
    /// While a route table is being set, no subnet can be taken from it: 1017013; usually one can. (api/common.md §6.3)
    case tableKeepsSubnets = "table-keeps-subnets"
    /// Detaching a disk that hangs on no server is answered as "being manipulated"; usually as done. (api/vserver.md §3.9)
    case freeDiskIsBusy = "free-disk-is-busy"
    /// An interface that a server has is not deleted; usually it is detached and deleted in one. (api/vserver.md §7)
    case attachedInterfaceStays = "attached-interface-stays"

    // MARK: Linkage API

    /// A service that is not ticked in an application is 401/210, as users see it; usually 429/400, as the documents
    /// say. (api/linkage.md §1)
    case untickedIsDenied = "unticked-is-denied"

    // MARK: Key Management Service

    /// A wrong state is refused with `UNPROCESSABLE_ENTITY` and 422; usually with `INVALID_STATUS` and 409. (api/kms.md §7)
    case kmsUnprocessable = "kms-unprocessable"
    /// A key has at most 100 versions, as it had until 2026; usually there is no limit. (api/kms.md §2)
    case kmsVersionCap = "kms-version-cap"

    // MARK: Cloud DB

    /// Names are spelled as on the vendor's pages, not as in its library: `cloudMongoDbServerInstanceList`,
    /// `cloudRedisServerInstanceList`, Redis' `licence`, `settingup`. (api/clouddb.md §1)
    case databasesAsOnPages = "databases-as-on-pages"

    /// Those about Cloud DB.
    public static let ofCloudDB: [Quirk] = [.databasesAsOnPages]

    // MARK: Object Storage

    /// A fresh bucket is missing from the list, and from HEAD, for some seconds; usually it appears at once.
    /// (api/objectstorage.md §5)
    case bucketsAppearLate = "buckets-appear-late"
    /// Making a bucket that the account has already is answered 200; usually 409. (api/objectstorage.md §4)
    case ownBucketIsAccepted = "own-bucket-is-accepted"

    /// Those about API Gateway.
    public static let ofAPIGateway: [Quirk] = allCases.filter {
        !(ofServers + ofLinkage + ofKMS + ofCloudDB + ofObjectStorage).contains($0)
    }

    /// Those about Object Storage.
    public static let ofObjectStorage: [Quirk] = [.bucketsAppearLate, .ownBucketIsAccepted]

    /// Those about the linkage API.
    public static let ofLinkage: [Quirk] = [.untickedIsDenied]

    /// Those about Key Management Service.
    public static let ofKMS: [Quirk] = [.kmsUnprocessable, .kmsVersionCap]

    /// Those about servers and their networks.
    public static let ofServers: [Quirk] = [
        .subnetDeletionsCollide, .newNetworksWait, .newAddressWaits, .newGroupWaits, .tableKeepsSubnets,
        .freeDiskIsBusy, .attachedInterfaceStays,
    ]
}
