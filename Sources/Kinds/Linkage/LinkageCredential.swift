import Model
import NcloudClient

extension Driver {
    /// An application of the NAVER linkage API, kept in a console. Source: api/linkage.md §1, §4, §6.
    public static let linkageCredential = Driver(
        external: Kind(
            "LinkageCredential", service: "Linkage",
            summary: """
                The client id and secret of an application of the NAVER linkage API (Maps, Papago, CLOVA, CAPTCHA, \
                searches), and the services that it should be able to call. No API manages applications: nacre never \
                creates, changes or deletes one. `nacre doctor`, `nacre plan` and `nacre drift` check it with one \
                cheap call to each service.
                """,
            fields: [
                Field(
                    "clientId", .secret, .required, change: .createOnly,
                    "The application's Client ID, as ${secret.…}."),
                Field(
                    "clientSecret", .secret, .required, change: .createOnly,
                    "The application's Client Secret, as ${secret.…}. It is sent in a header, never in an address."),
                Field(
                    "services", .set(.enumeration(LinkageService.allCases.map(\.rawValue))), .required,
                    change: .createOnly, constraints: [.count(1...LinkageService.allCases.count)],
                    "The services that are selected in the application. NAVER API HUB (apiHub) has applications of its own."
                ),
                Field(
                    "hostGeneration", .enumeration(LinkageHost.Generation.allCases.map(\.rawValue)),
                    change: .createOnly,
                    """
                    For which hosts of Maps and Papago it was registered: current ones (maps.apigw.ntruss.com, \
                    papago.apigw.ntruss.com; the default), or the old one (naveropenapi.apigw.ntruss.com). The other \
                    services have one host.
                    """),
            ],
            identity: Kind.Identity(id: "", marker: []),
            life: .external(
                because: "no API manages applications of the linkage API",
                advice: """
                    register the application, select its services, set its limits and issue its secret in the console: \
                    AI·NAVER API, Maps or NAVER API HUB
                    """),
            example: """
                apiVersion: ncloud/v1
                kind: LinkageCredential
                metadata: {name: store-locator}
                spec:
                  clientId: ${secret.mapsId}
                  clientSecret: ${secret.mapsSecret}
                  services: [maps]
                """),
        probe: LinkageProbe.checks)
}
