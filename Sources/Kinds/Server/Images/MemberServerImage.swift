import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// An own image of a XEN or RHV server, the older way. Source: api/vserver.md §3.3.
    public static let memberServerImage = Driver(
        Kind(
            "MemberServerImage", service: "Server",
            summary: "A legacy custom image of a XEN or RHV server, running or stopped.",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the image."),
                Field("server", .reference("Server"), .required, change: .replace, "The server it is created from.")
                    .asOrigin,
                Field(
                    "description", .string, change: .replace, constraints: [.bytes(0...1000)],
                    "Description, up to 1000 bytes."),
                Field(
                    "sharedWith", .set(.formatted(.email)),
                    change: .inPlace(.none),
                    initial: .list([]), "Login ids (e-mail addresses) of other accounts that may use it."),
                .computed("imageProduct", "Product code of its server's image."),
                .computed("disks", .integer, "Number of disks."),
                .computed("diskSize", .integer, "Size of its disks in bytes."),
                .computed("status", "Status code, followed by a slash and the current operation: INIT/CREAT."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "memberServerImageInstanceNo"), status: ImageState.table,
            place: Kind.Place(serializedOn: ["server"]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 300, timeout: 3600),
                update: Kind.Procedure(seconds: 5, timeout: 300),
                deletion: Kind.Procedure(seconds: 20, timeout: 600),
                replacement: .createFirst, disruption: .dataLoss),
            checks: Kind.Checks(preflight: [.exists("Server", in: "server")]),
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
        operations: ActionOperations(
            "MemberServerImage", .vserver, noun: "MemberServerImageInstance",
            [
                .text("name", "memberServerImageName"),
                .text("server", "originalServerInstanceNo", sent: "serverInstanceNo"),
                .text("description", "memberServerImageDescription"),
                .texts("sharedWith", "sharedLoginIdList").setLater(from: []),
                .text("imageProduct", "originalServerImageProductCode"),
                .number("disks", "memberServerImageBlockStorageTotalRows"),
                .number("diskSize", "memberServerImageBlockStorageTotalSize"),
                .statusAndOperation(of: "memberServerImageInstance"), .created,
            ],
            deletion: .byList, changes: [.sharing(of: "MemberServerImage")]))
}
