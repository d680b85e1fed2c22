import OrderedJSON

/// The certificates that a listener has beside its own, for other names. Source: api/loadbalancer.md §7, and the page of
/// the data type loadBalancerListenerCertificate, 2026-07-23.
enum ListenerCertificates {
    static let actions: [KindAction] = [
        .own("getLoadBalancerListenerCertificateList") { world, parameters throws(Failure) in
            answer(try Listeners.kind.find(parameters, world), world)
        },
        // One that the listener has is not added again, and one that it lacks is passed over. (inferred)
        .own("addLoadBalancerListenerCertificate") { world, parameters throws(Failure) in
            try change(&world, parameters) { present, number in present.contains(number) ? present : present + [number]
            }
        },
        .own("removeLoadBalancerListenerCertificate") { world, parameters throws(Failure) in
            try change(&world, parameters) { present, number in present.filter { $0 != number } }
        },
    ]

    private static func change(
        _ world: inout World, _ parameters: CallParameters, to wanted: ([String], String) -> [String]
    ) throws(Failure) -> ActionAnswer {
        let listener = try Listeners.kind.find(parameters, world)
        let balancer = try LoadBalancers.kind.find(world, listener["loadBalancerInstanceNo"])
        try LoadBalancers.requireIdle(balancer)
        let number = try parameters.required("sslCertificateNo")
        guard ["HTTPS", "TLS"].contains(listener["protocolType"]) else { throw .invalid("loadBalancerListenerNo") }
        // The listener's own is changed with the listener. (inferred)
        guard Certificates.isUsable(number, world), number != listener["sslCertificateNo"] else {
            throw .invalid("sslCertificateNo")
        }
        let numbers = wanted(listener.list("certificateNoList"), number)
        world.set(
            .loadBalancerListener, listener.id, ["certificateNoList": .array(numbers.map(JSON.string))])
        LoadBalancers.beginChange(of: balancer.id, &world)
        return answer(world[.loadBalancerListener, listener.id] ?? listener, world)
    }

    private static func answer(_ listener: Record, _ world: World) -> ActionAnswer {
        let own = listener["sslCertificateNo"]
        let numbers = (own.isEmpty ? [] : [own]) + listener.list("certificateNoList")
        let rows = numbers.compactMap { world[.certificate, $0] }.map { shown($0, isDefault: $0.id == own, world) }
        return .list("loadBalancerListenerCertificateList", rows)
    }

    private static func shown(_ certificate: Record, isDefault: Bool, _ world: World) -> JSON {
        let status = Certificates.status(of: certificate, world)
        return [
            "sslCertificateNo": .string(certificate.id), "memberNo": .string(certificate["memberNo"]),
            "sslCertificateName": .string(certificate["certificateName"]),
            "domainAddress": .string(certificate["commonName"]),
            "validEndDate": .string(Timestamp(milliseconds: certificate.integer("validTo")).korean),
            "isDefault": .bool(isDefault), "statusCode": .integer(status.code), "statusName": .string(status.name),
        ]
    }
}
