import OrderedJSON

/// What a stage says before any of its methods is looked at. Source: api/apigateway.md §5.1.
enum StageGate {
    /// The answer of a stage under maintenance; nil when it is open.
    static func maintenance(_ stage: Record) -> Response? {
        guard stage.flag("isMaintenance") else { return nil }
        let status = stage.attributes["statusCode"]?.integer ?? 503
        return Response(status: Int(status), body: Array(stage["response"].utf8))
    }

    /// - Throws: the refusal of an address that is not on the list of the allowed, or on that of the rejected.
    static func checkAddress(_ invocation: Invocation) throws(GatewayRefusal) {
        guard let list = AddressList(invocation.stage["ipAclList"]) else { return }
        let isListed = AddressBlock.address(invocation.source).map(list.contains) ?? false
        guard isListed == (invocation.stage["ipAclCode"] == "ALLOWED") else { throw GatewayRefusal(.forbidden) }
    }
}
