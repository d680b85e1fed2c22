/// Every error code that is known, and what it means for the caller. The first row that covers an answer decides.
///
/// Read by retry, by waits and by the reference documentation. What a code means is said here. A code that a service uses for
/// several conditions is also named where these are distinguished: 200, 801 and 1100000 in ``APIFailure``, the words of KMS in
/// its folder, 1004 at certificates and 77102 at mail categories, each with the reason.
public enum ErrorTable {
    /// All rows; more special ones before more general ones.
    public static let rows: [ErrorRow] =
        gateway + action + balancing + databases + rest + kms + storage + standard
        + certificates + edge + cdn + mail + organization + lookups

    /// Source: api/common.md §6.2, api/signing.md §3.
    private static let gateway: [ErrorRow] = [
        .gateway(400, "100", .refused, "the gateway rejected the request as malformed"),
        .gateway(
            401, "200", .unauthenticated, "authentication failed",
            "check the access key, the secret and this machine's clock (nacre doctor)"),
        .gateway(
            401, "210", .refused, "the key lacks the permission, or the service is not subscribed",
            "subscribe to the service in the console, or give the sub account permission"),
        .gateway(403, "230", .refused, "access denied for this key", "give the sub account permission for this action"),
        .gateway(404, "300", .refused, "the gateway does not know this path", "check the site and the --cloud address"),
        .gateway(413, "430", .refused, "the request is too large"),
        .gateway(415, "440", .refused, "the gateway does not accept this content type"),
        .gateway(
            429, "400", .quota, "the account's API call quota is exhausted",
            "wait for the quota to renew, or request a higher quota"),
        .gateway(429, "410", .retry, "too many requests (throttled)"),
        .gateway(429, "420", .retry, "too many requests (rate limit)"),
        .gateway(503, "500", .ambiguous, "the service behind the gateway returned an error"),
        .gateway(503, "520", .retry, "the gateway cannot find the service behind it"),
        .gateway(503, "530", .ambiguous, "the service closed the connection to the gateway"),
        .gateway(504, "510", .ambiguous, "the service did not respond to the gateway in time"),
        .gateway(500, "900", .ambiguous, "unexpected error of the gateway"),
    ]

    /// Source: api/common.md §6.3, §6.4.
    private static let action: [ErrorRow] = [
        .action("800", .refused, "an authentication parameter is wrong"),
        .action("801", .unauthenticated, "the signature is not valid", "check the secret key and this machine's clock"),
        .action("900", .refused, "a required parameter is missing"),
        // "Unknown or temporary", answered to creates too: whether something was done is open.
        .action("1000", .ambiguous, "the service asks to retry later"),
        .action("1300", .ambiguous, "temporary failure of the service"),
        .action("3000", .busy, "the service asks to retry"),
        .action("3000100", .ambiguous, "a system behind the service failed"),
        .action("1100000", .refused, "a parameter is not valid"),

        .action("1401", .refused, "the server product does not exist", "list the products of the image and zone"),
        .action("1413", .refused, "the server product does not fit the image", "choose a product listed for the image"),
        .action("10712", .refused, "the product does not exist"),
        .action("1101064", .refused, "a MICRO server cannot be charged hourly", "use fee type FXSUM"),
        .action(
            "1100031", .busy, "the server cannot be changed now: an operation is running, or it is protected",
            "if this persists, turn off the server's protection"),
        .action("23006", .busy, "termination and creation were requested at the same time"),
        .action("23003", .busy, "servers terminated earlier are not gone yet"),
        .action("25013", .busy, "an operation on the object is running"),
        .action("25017", .busy, "an operation on the server is running"),
        .action("25033", .busy, "an operation on the port forwarding is running"),
        .action("25101", .busy, "an operation on the server is running; no public IP can be associated"),
        .action("24002", .busy, "the storage is still mounted or being detached"),
        .action("10101", .refused, "the limit for public IPs is reached", "release one, or request a higher limit"),
        .action("10300", .refused, "the server name is in use", "choose another name"),
        .action("10708", .refused, "the limit for servers of this kind is reached", "request a higher limit"),
        .action("10713", .refused, "the contract does not exist"),
        .action("10723", .refused, "a micro server does not support additional storage"),
        .action("23001", .refused, "the limit for storages of a Linux server is reached"),
        .action("23002", .refused, "the limit for storages of a Windows server is reached"),
        .action("24094", .refused, "the internet lines do not match"),
        .action("24300", .refused, "the description is too long"),
        .action("28100", .refused, "the server already has another public IP", "disassociate that one first"),
        .action("50150", .refused, "the auto scaling object is in use"),
        .action("50160", .busy, "an auto scaling activity is in progress"),
        // Its servers are gone, and it does not know yet (api/autoscaling.md §3).
        .action(
            "1250700", .busy, "a scaling activity of the group has not ended", on: .action("deleteAutoScalingGroup")),
        .action(
            "1250700", .refused, "the auto scaling object is in use",
            "let the groups that use it take another one first"),

        .action("1001007", .refused, "the range overlaps another subnet of the VPC", "choose a free range"),
        .action("1001015", .busy, "another subnet of the VPC is being changed"),
        .action("1001019", .busy, "the subnet still contains objects, or still lists deleted ones for a few minutes"),
        .action("1001020", .refused, "the subnet name is already in use", "choose another name"),
        .action("1002022", .busy, "the network interface is changing"),
        .action("1002035", .busy, "a network interface must keep at least one access control group"),
        .action("1003016", .busy, "the public IP cannot be associated yet"),
        .action("1007000", .gone, "the access control group does not exist"),
        .action("1007009", .busy, "the access control group is being changed"),
        .action("1011002", .gone, "the network ACL does not exist", on: .reads),
        .action("1011002", .busy, "the network ACL is being changed, or does not exist", on: .changes),
        .action("1012005", .busy, "the rules of the network ACL are being changed"),
        .action("1017007", .gone, "the route table does not exist"),
        .action("1017013", .busy, "the route table is being changed"),
        .action(
            "1017033", .refused,
            "this route table belongs to a NAT gateway subnet and cannot have a route to a NAT gateway"),
        .action("1080101", .busy, "the public IP is still being set up"),
    ]

    /// Source: api/loadbalancer.md §4, §6.
    private static let balancing: [ErrorRow] = [
        .action("1200004", .busy, "the load balancer is being changed", from: "api/loadbalancer.md §4"),
        .action("1250000", .busy, "the load balancer service asks to retry", from: "api/loadbalancer.md §4"),
        .action("1205009", .gone, "the target group does not exist", from: "api/loadbalancer.md §6"),
    ]

    /// Source: api/clouddb.md §1.
    private static let databases: [ErrorRow] = [
        .action("5001017", .gone, "the database instance does not exist, or is deleted", from: "api/clouddb.md §1"),
        .action("5001269", .gone, "the database instance is deleted", from: "api/clouddb.md §1"),
    ]

    /// Source: api/apigateway.md §1.3, api/databoxframe.md §2; §9 for the codes 2600….
    private static let rest: [ErrorRow] = [
        .rest(
            404, "10008", .refused, "this account has never used API Gateway", "subscribe to API Gateway in the console"
        ),
        .rest(404, "10009", .gone, "the object does not exist"),
        .rest(400, "10001", .refused, "a parameter is not valid"),
        .rest(403, "10002", .refused, "the key lacks the permission for this object"),
        .rest(400, "2600003", .refused, "this account does not own the Datafence or box"),
        .rest(400, "2600005", .refused, "the external network has the requested setting already"),
        .rest(400, "2600010", .busy, "a server of the box is being restarted"),
        .rest(400, "2600011", .refused, "the limit for boxes is reached", "return one, or request a higher limit"),
        .rest(500, "130000", .ambiguous, "internal error of the service"),
        .rest(500, "139999", .ambiguous, "a service behind this one failed"),
    ]

    /// No document tells the HTTP statuses. Source: api/kms.md §7.
    private static let kms: [ErrorRow] = [
        .kms("INVALID_REQUEST", .refused, "a value, its size or the type of the key is not valid"),
        .kms("UNAUTHORIZED", .refused, "the account or token is not accepted"),
        .kms(
            "FORBIDDEN", .refused, "the account has no permission for this key",
            "give the sub account permission for the key, and check its allowed addresses"),
        .kms("NOT_FOUND", .gone, "the key or its version does not exist"),
        .kms("INVALID_STATUS", .refused, "the status of the key or of its version does not allow this"),
        .kms("UNPROCESSABLE_ENTITY", .refused, "the status of the key or of its version does not allow this"),
        .kms("INTERNAL_SERVER_ERROR", .ambiguous, "internal error of the service"),
    ]
}

extension ErrorRow {
    fileprivate static func kms(
        _ code: String, _ verdict: Verdict, _ meaning: String, _ nextStep: String? = nil
    ) -> ErrorRow {
        ErrorRow(
            layer: .kms, status: nil, code: code, calls: .any, verdict: verdict, meaning: meaning, nextStep: nextStep,
            source: "api/kms.md §7")
    }

    fileprivate static func gateway(
        _ status: Int, _ code: String, _ verdict: Verdict, _ meaning: String, _ nextStep: String? = nil
    ) -> ErrorRow {
        ErrorRow(
            layer: .gateway, status: status, code: code, calls: .any, verdict: verdict, meaning: meaning,
            nextStep: nextStep, source: "api/common.md §6.2")
    }

    fileprivate static func action(
        _ code: String, _ verdict: Verdict, _ meaning: String, _ nextStep: String? = nil, on calls: Calls = .any,
        from source: String = "api/common.md §6.3"
    ) -> ErrorRow {
        ErrorRow(
            layer: .action, status: nil, code: code, calls: calls, verdict: verdict, meaning: meaning,
            nextStep: nextStep, source: source)
    }

    fileprivate static func rest(
        _ status: Int, _ code: String, _ verdict: Verdict, _ meaning: String, _ nextStep: String? = nil
    ) -> ErrorRow {
        ErrorRow(
            layer: .rest, status: status, code: code, calls: .any, verdict: verdict, meaning: meaning,
            nextStep: nextStep,
            source: code == "10008"
                ? "api/apigateway.md §1.3" : "api/databoxframe.md §" + (code.hasPrefix("26") ? "9" : "2"))
    }
}
