import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A script that servers run when they first start. Source: api/vserver.md §3.5.
    public static let initScript = Driver(
        Kind(
            "InitScript", service: "Server",
            summary: "A script that servers run at their first start. Every change replaces it.",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the script."),
                Field(
                    "content", .text, .required, change: .replace,
                    "The script: a string, or {file: path} with the path of a file in the workspace."),
                Field(
                    "osType", .enumeration(["LNX", "WND"]), change: .replace, initial: "LNX",
                    "Its operating system: Linux or Windows."),
                Field(
                    "description", .string, change: .replace, constraints: [.bytes(0...1000)],
                    "Description, up to 1000 bytes."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "initScriptNo"),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 2, timeout: 60),
                deletion: Kind.Procedure(seconds: 2, timeout: 60)),
            checks: Kind.Checks(preflight: [.freeName(of: "InitScript", refused: false)]),
            example: """
                apiVersion: ncloud/v1
                kind: InitScript
                metadata: {name: web-setup}
                spec:
                  osType: LNX
                  content: |
                    #!/bin/sh
                    dnf install -y nginx
                    systemctl enable --now nginx
                """),
        operations: ActionOperations(
            "InitScript", .vserver,
            // Scripts have no status: they are there, and gone, with the answer (api/vserver.md §3.5).
            [
                .text("name", "initScriptName"), .text("content", "initScriptContent").whenShown.sensitive,
                .code("osType", "osType").assuming("LNX"), .text("description", "initScriptDescription"), .created,
            ],
            deletion: .byList))
}
