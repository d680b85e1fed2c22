import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// An own image of a XEN or RHV server, the older way. Source: api/vserver.md §3.3.
    public static let memberServerImage = Driver(
        Kind(
            "MemberServerImage", service: "Server",
            summary: "An own image of a XEN or RHV server, running or stopped, the older way.",
            source: "api/vserver.md §3.3",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the image."),
                Field("server", .reference("Server"), .required, change: .replace, "The server it is made of.")
                    .asOrigin,
                Field(
                    "description", .string, change: .replace, constraints: [.bytes(0...1000)],
                    "What it is, up to 1000 bytes."),
                Field(
                    "sharedWith", .set(.formatted(.email)),
                    change: .inPlace(
                        .none,
                        calls: [
                            "addMemberServerImageSharingPermission", "removeMemberServerImageSharingPermission",
                        ]),
                    initial: .list([]), "Login ids (e-mail addresses) of other accounts that may use it."),
                .computed("imageProduct", "Product code of the image its server was made of."),
                .computed("disks", .integer, "How many disks it holds."),
                .computed("diskSize", .integer, "Size of its disks in bytes."),
                .computed("status", "Status code, and behind a slash what goes on: INIT/CREAT."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "memberServerImageInstanceNo"), status: ImageState.table,
            reading: Kind.Reading(["getMemberServerImageInstanceList"]),
            place: Kind.Place(serializedOn: ["server"]),
            life: Kind.Life(
                creation: Kind.Procedure(["createMemberServerImageInstance"], seconds: 300, timeout: 3600),
                update: Kind.Procedure([], seconds: 5, timeout: 300),
                deletion: Kind.Procedure(
                    ["deleteMemberServerImageInstances"], seconds: 20, timeout: 600, isByList: true),
                replacement: .createFirst, disruption: .dataLoss),
            example: """
                apiVersion: ncloud/v1
                kind: MemberServerImage
                metadata: {name: veteran}
                spec:
                  server: web-xen
                  description: the server of old
                ---
                apiVersion: ncloud/v1
                kind: Server
                metadata: {name: web-xen}
                spec:
                  subnet: app
                  imageProduct: SW.VSVR.OS.LNX64.ROCKY.0810.B050
                  serverProduct: SVR.VSVR.STAND.C002.M008.NET.SSD.B050.G002
                  loginKey: ops
                """),
        operations: MemberServerImageOperations())
}

struct MemberServerImageOperations: Operations {
    private static let sharing = ImageSharing(
        add: "addMemberServerImageSharingPermission", remove: "removeMemberServerImageSharingPermission",
        id: "memberServerImageInstanceNo")

    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.pages(
            of: .action(.vserver, "getMemberServerImageInstanceList"), list: "memberServerImageInstanceList"
        ).compactMap(Self.read)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(
            .vserver, "getMemberServerImageInstanceDetail", "memberServerImageInstanceNo", of: id,
            list: "memberServerImageInstanceList", read: Self.read)
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("memberServerImageInstanceNo") else { return nil }
        let status = ImageState.text(
            wire, "memberServerImageInstanceStatus", "memberServerImageInstanceOperation")
        return LiveObject(
            kind: "MemberServerImage", id: id,
            attributes: [
                "name": Value(wire.nonEmpty("memberServerImageName")),
                "server": Value(wire.nonEmpty("originalServerInstanceNo")),
                "description": Value(wire.nonEmpty("memberServerImageDescription")),
                "sharedWith": Value(texts: wire["sharedLoginIdList"]?.elements.compactMap(\.text) ?? []),
                "imageProduct": Value(wire.nonEmpty("originalServerImageProductCode")),
                "disks": Value(wire["memberServerImageBlockStorageTotalRows"]?.integer),
                "diskSize": Value(wire["memberServerImageBlockStorageTotalSize"]?.integer),
                "status": Value(status),
                "created": Value(wire.nonEmpty("createDate")),
            ],
            status: status, created: wire.nonEmpty("createDate"))
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let id = try await session.create(
            .action(
                .vserver, "createMemberServerImageInstance",
                [
                    "serverInstanceNo": wanted.text("server"), "memberServerImageName": wanted.text("name"),
                    "memberServerImageDescription": wanted.text("description"),
                ])
        ) { Creation(id: $0["memberServerImageInstanceList"]?[0]?.nonEmpty("memberServerImageInstanceNo")) }
        try await session.wait(for: id, until: .ready)
        try await Self.sharing.change(id, from: [], to: wanted, through: session)
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let current = live.attributes["sharedWith"]?.elements.compactMap(\.text) ?? []
        try await Self.sharing.change(live.id, from: current, to: wanted, through: session)
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(
            .action(
                .vserver, "deleteMemberServerImageInstances", ["memberServerImageInstanceNoList": [live.id]],
                byList: "memberServerImageInstanceNoList"), id: live.id)
        try await session.wait(for: live.id, until: .gone)
    }
}
