import Model
import NcloudClient

extension Driver {
    /// What servers of an Auto Scaling group are made as. Source: api/autoscaling.md §2.
    public static let launchConfiguration = Driver(
        Kind(
            "LaunchConfiguration", service: "AutoScaling",
            summary: """
                What servers of an Auto Scaling group are made as. Nothing about it changes in place: a new one is created, \
                under a name of its own if the manifest sets none, the groups are moved over, and the old one is deleted.
                """,
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.name(1...255)],
                    "Name of the configuration."),
                Field("image", .reference("ServerImage"), change: .replace, "The image; goes with serverSpec."),
                Field(
                    "imageProduct", .reference("ServerImageProduct"), change: .replace,
                    "Legacy product code of the image, for XEN and RHV; goes with serverProduct."),
                Field(
                    "memberImage", .reference("MemberServerImage"), change: .replace,
                    "A legacy custom image of a XEN or RHV server."),
                Field(
                    "serverSpec", .reference("ServerSpec"), change: .replace,
                    "Spec code such as ci2-g3; default: the smallest that fits the image."),
                Field(
                    "serverProduct", .reference("ServerProduct"), change: .replace,
                    "Legacy product code instead of a spec."),
                Field("loginKey", .reference("LoginKey"), change: .replace, "The login key of the servers."),
                Field(
                    "initScript", .reference("InitScript"), change: .replace,
                    "The script that a server runs when it first starts."),
                Field(
                    "encryptedVolume", .boolean, change: .replace, initial: false,
                    "Whether the root disks are encrypted; for RHV only."),
                .computed("osInformation", "The operating system."),
                .computed("status", "Status code."),
                .computed("created", "When it was created."),
            ],
            choices: [
                FieldChoice(.exactlyOne, of: ["image", "imageProduct", "memberImage"]),
                FieldChoice(.atMostOne, of: ["serverSpec", "serverProduct"]),
            ],
            identity: Kind.Identity(id: "launchConfigurationNo", hasUniqueName: true),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 2, timeout: 60),
                deletion: Kind.Procedure(seconds: 2, timeout: 300), replacement: .createFirst),
            checks: Kind.Checks(
                preflight: [
                    .freeName(of: "LaunchConfiguration", refused: true), .exists("ServerImage", in: "image"),
                    .exists("ServerSpec", in: "serverSpec"), .exists("LoginKey", in: "loginKey"),
                    .exists("InitScript", in: "initScript"), ServerPreflight.fit, ServerPreflight.productsFit,
                    ServerPreflight.lifeCycle, ServerPreflight.script,
                ] + AutoScalingPreflight.launchConfiguration,
                limits: [.atMost(100, "launch configuration", canBeRaised: true)]),
            example: """
                apiVersion: ncloud/v1
                kind: LaunchConfiguration
                metadata: {name: web-servers}
                spec:
                  image: {lookup: {osType: ROCKY, hypervisor: KVM, pick: newest}}
                  serverSpec: ci2-g3
                  loginKey: ops
                  initScript: web-setup
                """),
        operations: ActionOperations(
            "LaunchConfiguration", .vautoscaling,
            // No page says which codes its status has: it is there, and gone, with the answer (api/autoscaling.md §2).
            [
                .text("name", "launchConfigurationName"), .text("image", "serverImageNo"),
                .text("imageProduct", "serverImageProductCode"), .text("memberImage", "memberServerImageInstanceNo"),
                .text("serverSpec", "serverSpecCode"), .text("serverProduct", "serverProductCode"),
                .text("loginKey", "loginKeyName"), .text("initScript", "initScriptNo"),
                .bool("encryptedVolume", "isEncryptedVolume"), .text("osInformation", "osInformation"),
                .code("status", "launchConfigurationStatus"), .created,
            ]))
}
