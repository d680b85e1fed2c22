import Model

extension Driver {
    /// A file system that servers mount. Source: api/nas.md §2.
    public static let nasVolume = Driver(
        Kind(
            "NasVolume", service: "NAS",
            summary: """
                A file system that servers of a zone mount by NFS or CIFS. Its size, access and snapshots change in place.
                """,
            fields: settings + seen,
            identity: Kind.Identity(id: "nasVolumeInstanceNo"),
            // An operation that no document names is waited for like these (api/nas.md §5).
            status: StatusTable(
                pending: ["INIT", "INIT/CREAT", "CREAT/CREAT", "CREAT/CHNG", "CREAT/TERMT", "INIT/TERMT"],
                ready: ["CREAT"], gone: ["TERMT", "TERMT/TERMT"], leaving: ["CREAT/TERMT", "INIT/TERMT"]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 60, timeout: 3600)
                    .then(["changeNasVolumeSnapshotConfiguration"], where: "snapshots"),
                update: Kind.Procedure(seconds: 30, timeout: 1800),
                deletion: Kind.Procedure(seconds: 30, timeout: 1800),
                disruption: .dataLoss, holdsData: true,
                safeguards: [.protection("returnProtection", liftedBy: "setNasVolumeReturnProtection")]),
            checks: Kind.Checks(
                preflight: [
                    .freeName(of: "NasVolume", refused: false), .exists("Zone", in: "zone"), cifsUser, firstCifs,
                ],
                limits: [.quota(.named("NAS"), "NAS volume")]),
            example: """
                apiVersion: ncloud/v1
                kind: NasVolume
                metadata: {name: uploads}
                spec:
                  size: 500
                  protocol: NFS
                  zone: KR-1
                  access:
                    - {server: web-0}
                  snapshots: {percent: 10, day: SUN, hour: 3}
                """),
        operations: NasVolumeOperations())

    private static let settings: [Field] = [
        Field(
            "name", .string, .optionalFromName, change: .replace,
            constraints: [.spelled(NameRule(3...20, beginsWithLetter: false))],
            "Name of the volume; the service puts n, the account's number and _ in front."),
        Field(
            "size", .integer, .required, change: .inPlace(.none),
            constraints: [.range(500...20_000), .multiple(of: 100)], "Size in GB, in steps of 100."),
        Field(
            "protocol", .enumeration(["NFS", "CIFS"]), .required, change: .replace,
            "NFS for Linux, CIFS for Windows."),
        Field(
            "zone", .formatted(.zoneCode), change: .replace, "Zone code, such as KR-1 (default: chosen by the service)."
        ),
        Field(
            "access",
            .keyed(
                [
                    Field("server", .reference("Server"), .required, "The server."),
                    Field("writeAccess", .boolean, initial: true, "Whether it may write."),
                ], by: ["server"]), change: .inPlace(.none), initial: [],
            "The servers that may mount it."),
        Field(
            "snapshots",
            .object([
                Field(
                    "percent", .integer, .required, constraints: [.range(1...100)],
                    "Percent of the volume that snapshots may take."),
                Field("day", .string, "Code of the day of the week, as the console shows it."),
                Field("hour", .integer, constraints: [.range(0...23)], "The hour."),
            ]), change: .inPlace(.none), initial: .null, "When snapshots are made regularly (default: never)."),
        Field(
            "returnProtection", .boolean, change: .inPlace(.none), initial: false,
            "Whether it is protected from deletion."),
        Field(
            "encrypted", .boolean, change: .replace, initial: false, "Whether it is encrypted."),
        Field(
            "cifsUser", .string, change: .createOnly,
            constraints: [.spelled(NameRule(6...19, beginsWithLetter: false))],
            "User of CIFS volumes, the same for all of the account: needed for the first one, and never changed."),
        Field(
            "cifsPassword", .secret, change: .createOnly, constraints: [.length(8...14)],
            "Password of cifsUser, 8 to 14 characters; sent with it."),
        Field(
            "description", .string, change: .refused(descriptionAdvice), constraints: [.bytes(0...1000)],
            "Description, up to 1000 bytes."),
    ]

    private static let descriptionAdvice =
        "no API call changes it, and a new volume would be empty: write its current value, or omit the field"

    /// The two are set together.
    private static let cifsUser = Preflight(of: ["cifsUser", "cifsPassword", "protocol"]) { subject, _ in
        guard subject.isNew, subject.isGiven("cifsUser") != subject.isGiven("cifsPassword") else { return [] }
        let missing = subject.isGiven("cifsUser") ? "cifsPassword" : "cifsUser"
        return [
            Preflight.Problem(at: nil, "it has no \(missing)", help: "set cifsUser and cifsPassword, or neither")
        ]
    }

    /// The first CIFS volume brings the user of all. It may be one that this one depends on, and so comes before it. A warning: an
    /// account may have kept the user of volumes that are gone. (inferred)
    private static let firstCifs = Preflight(
        of: ["cifsUser", "protocol"], reading: ["NasVolume"]
    ) { subject, scene in
        guard subject.isNew, subject.text("protocol") == "CIFS", scene.isComplete("NasVolume"),
            !subject.isGiven("cifsUser"), !subject.isGiven("cifsPassword")
        else { return [] }
        let others = scene.all("NasVolume", where: "protocol", is: "CIFS")
        let isSet = others.contains { other in
            guard let address = other.address else { return other.id != nil }
            if other.id != nil { return address != subject.address }
            return subject.dependencies.contains(address)
                && ["cifsUser", "cifsPassword"].allSatisfy { !(other.attributes[$0]?.isAbsent ?? true) }
        }
        guard !isSet else { return [] }
        return [
            Preflight.Problem(
                .warning, at: "protocol",
                "the account has no CIFS volume yet: its first one needs cifsUser and cifsPassword",
                help: "set both, or add the volume that sets them to dependsOn")
        ]
    }

    private static let seen: [Field] = [
        .computed("fullName", "Name as the service has it: n1234567_uploads."),
        .computed("mount", "What servers mount: host:/path."),
        .computed("servers", .list(.string), "Numbers of the servers that may mount it."),
        .computed("snapshotSize", .integer, "Bytes that are kept for snapshots."),
        .computed("status", "Status code, followed by a slash and the current operation."),
        .computed("created", "When it was created."),
    ]
}
