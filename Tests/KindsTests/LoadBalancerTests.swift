import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: api/loadbalancer.md §3–§6.
@Suite("calls of load balancers, listeners and target groups") struct LoadBalancerTests {
    private func changes(
        _ kind: String, _ id: String, from live: Attributes, to attributes: Attributes,
        session: FakeSession = FakeSession(), isResumed: Bool = false
    ) async throws -> FakeSession {
        try await operations(kind).update(
            LiveObject(kind: kind, id: id, attributes: live),
            to: wanted(kind, "it", attributes, isResumed: isResumed), through: session)
        return session
    }

    private static func shown(_ servers: [String], healthy: [String] = [], loadBalancer: String = "1") -> LiveObject {
        let rows = servers.map { Value.map(["server": .string($0), "status": healthy.contains($0) ? "UP" : "DOWN"]) }
        return LiveObject(
            kind: "TargetGroup", id: "5",
            attributes: [
                "targets": Value(texts: servers), "loadBalancer": .string(loadBalancer), "health": .list(rows),
            ])
    }

    // MARK: Load balancers

    @Test("a load balancer is waited for while an operation goes on, and at rest whatever its status code is")
    func status() throws {
        let kind = try #require(DriverCatalog.ncloud["LoadBalancer"]?.kind)
        for code in ["INIT/CREAT", "USED/CHANG", "CREAT/USE"] { #expect(kind.phase(of: code) == .pending) }
        for code in ["USED", "CREAT"] { #expect(kind.phase(of: code) == .ready) }
        #expect(kind.status?.isLeaving("USED/TERMT") == true && kind.phase(of: "REPAIR") == .unknown)
    }

    @Test("own addresses go along with their subnets, and others get new ones")
    func addresses() async throws {
        let answer: JSON = ["loadBalancerInstanceList": [["loadBalancerInstanceNo": "1"]]]
        let session = FakeSession(answers: ["createLoadBalancerInstance": answer])
        try await operations("LoadBalancer").create(
            wanted(
                "LoadBalancer", "front",
                [
                    "name": "front", "type": "NETWORK", "subnets": ["7", "8"],
                    "addresses": [["subnet": "8", "publicIp": "99"]],
                ]), through: session)
        let fields = session.requests[0].fields
        #expect(fields["subnetNoList.1"] == "7" && fields["subnetNoList.2"] == "8")
        #expect(fields["loadBalancerSubnetList.1.subnetNo"] == "7")
        #expect(fields["loadBalancerSubnetList.1.publicIpInstanceNo"] == nil)
        #expect(fields["loadBalancerSubnetList.2.publicIpInstanceNo"] == "99")
    }

    @Test("a further subnet is named together with those there are")
    func subnets() async throws {
        let session = try await changes(
            "LoadBalancer", "1", from: ["subnets": ["7"]], to: ["subnets": ["7", "8"]])
        #expect(session.events == [.change("setLoadBalancerInstanceSubnet"), .wait("ready")])
        #expect(
            session.requests[0].fields
                == ["loadBalancerInstanceNo": "1", "subnetNoList.1": "7", "subnetNoList.2": "8"])
    }

    @Test("addresses go along with a deletion only if all of them were made with the load balancer")
    func deletion() async throws {
        let live = LiveObject(kind: "LoadBalancer", id: "1", attributes: ["publicIps": ["98", "99"]])
        for (made, isTogether) in [(["98", "99"], "true"), (["98"], "false"), ([], "false")] {
            let session = FakeSession(byproducts: ["PublicIp": made])
            try await operations("LoadBalancer").delete(live, through: session)
            let fields = session.requests[0].fields
            #expect(fields["returnPublicIpTogether"] == isTogether && fields["loadBalancerInstanceNoList.1"] == "1")
        }
        let unseen = FakeSession(byproducts: ["PublicIp": ["98"]])
        try await operations("LoadBalancer").delete(
            LiveObject(kind: "LoadBalancer", id: "1", attributes: [:]), through: unseen)
        #expect(unseen.requests[0].fields["returnPublicIpTogether"] == "false", "none are shown: none are known to go")
    }

    // MARK: Listeners

    @Test("a listener is listed under its load balancer, found by its port, and its load balancer is waited for")
    func listeners() async throws {
        let answer: JSON = [
            "loadBalancerListenerList": [
                ["loadBalancerListenerNo": "3", "port": 80, "protocolType": ["code": "HTTP"]]
            ]
        ]
        let session = FakeSession(answers: [
            "getLoadBalancerListenerList": answer, "createLoadBalancerListener": answer,
        ])
        let listed = try await operations("Listener").list(
            ReadScope(parents: ["LoadBalancer": ["1"]]), from: session)
        #expect(session.requests[0].fields["loadBalancerInstanceNo"] == "1")
        #expect(listed.map(\.id) == ["1/3"] && listed[0].attributes["loadBalancer"] == "1")
        try await operations("Listener").create(
            wanted("Listener", "http", ["loadBalancer": "1", "protocol": "HTTP", "port": 80, "targetGroup": "5"]),
            through: session)
        #expect(
            session.requests("createLoadBalancerListener")[0].fields == [
                "loadBalancerInstanceNo": "1", "protocolTypeCode": "HTTP", "port": "80", "targetGroupNo": "5",
            ])
        #expect(session.creation.map { $0.id == nil } == true)
        #expect(session.events.last == .wait("LoadBalancer 1: ready"))
        try await operations("Listener").delete(listed[0], through: session)
        #expect(session.requests.last?.fields == ["loadBalancerListenerNoList.1": "3"])
        #expect(session.events.last == .wait("LoadBalancer 1: ready"))
    }

    @Test("a change of a listener sends all it has, and to plain HTTP nothing about encryption")
    func configuration() async throws {
        let live: Attributes = [
            "protocol": "HTTPS", "port": 443, "certificate": "7", "tlsMinVersion": "TLSV10", "http2": true,
            "ciphers": ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"],
        ]
        let secure = try await changes("Listener", "1/3", from: live, to: ["tlsMinVersion": "TLSV12"])
        #expect(
            secure.requests[0].fields == [
                "loadBalancerListenerNo": "3", "protocolTypeCode": "HTTPS", "port": "443", "sslCertificateNo": "7",
                "tlsMinVersionTypeCode": "TLSV12", "useHttp2": "true",
                "cipherSuiteList.1": "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            ])
        let plain = try await changes("Listener", "1/3", from: live, to: ["protocol": "HTTP", "port": 80])
        #expect(
            plain.requests[0].fields == ["loadBalancerListenerNo": "3", "protocolTypeCode": "HTTP", "port": "80"])
    }

    @Test("certificates for other names come before old ones go")
    func certificates() async throws {
        let session = try await changes(
            "Listener", "1/3", from: ["protocol": "HTTPS", "extraCertificates": ["8"]],
            to: ["extraCertificates": ["9"]])
        #expect(
            session.events == [
                .change("addLoadBalancerListenerCertificate"), .wait("LoadBalancer 1: ready"),
                .change("removeLoadBalancerListenerCertificate"), .wait("LoadBalancer 1: ready"),
            ])
    }

    @Test("a listener that encrypts no more loses its certificates with that change alone")
    func plainAgain() async throws {
        let session = try await changes(
            "Listener", "1/3", from: ["protocol": "HTTPS", "port": 443, "extraCertificates": ["8"]],
            to: ["protocol": "HTTP", "port": 80, "extraCertificates": []])
        #expect(
            session.events == [.change("changeLoadBalancerListenerConfiguration"), .wait("LoadBalancer 1: ready")])
    }

    private static func rule(_ priority: Int64, _ condition: String, _ action: JSON) -> JSON {
        [
            "priority": .integer(priority),
            "loadBalancerRuleConditionList": [["ruleConditionType": ["code": .string(condition)]]],
            "loadBalancerRuleActionList": [action],
        ]
    }

    private static let forwarding: JSON = ["targetGroupAction": ["targetGroupWeightList": [["targetGroupNo": "5"]]]]
    private static let redirecting: JSON = [
        "redirectionAction": [
            "statusCode": "301", "protocol": "HTTPS", "host": "#{host}", "port": "443", "path": "/#{path}",
        ]
    ]

    private func listener(with rules: JSON...) async throws -> Attributes {
        let session = FakeSession(answers: [
            "getLoadBalancerListenerList": [
                "loadBalancerListenerList": [
                    ["loadBalancerListenerNo": "3", "port": 80, "protocolType": ["code": "HTTP"]]
                ]
            ],
            "getLoadBalancerRuleList": ["loadBalancerRuleList": .array(rules)],
        ])
        let scope = ReadScope(everything: true, parents: ["LoadBalancer": ["1"]])
        return try await operations("Listener").list(scope, from: session).first?.attributes ?? [:]
    }

    @Test("the target group is that of the default rule; rules of the console are shown")
    func rules() async throws {
        let one = try await listener(with: Self.rule(10_000, "DEFAULT", Self.forwarding))
        #expect(one["targetGroup"] == "5" && one["hasConsoleRules"] == false)
        let two = try await listener(
            with: Self.rule(10_000, "DEFAULT", Self.forwarding), Self.rule(3, "HOST_HEADER", Self.redirecting))
        #expect(two["targetGroup"] == "5" && two["hasConsoleRules"] == true)
        let first = two["rules"]?.elements.first?.members
        #expect(first?["priority"] == 3 && first?["redirection"] == "301 https://#{host}:443/#{path}")
    }

    @Test("a listener that only redirects is read without a target group, so that none is compared")
    func redirection() async throws {
        let only = try await listener(with: Self.rule(10_000, "DEFAULT", Self.redirecting))
        #expect(only["targetGroup"] == nil && only["hasConsoleRules"] == true)
        #expect(try await listener()["hasConsoleRules"] == false)
    }

    // MARK: Target groups

    @Test("a target group gets its algorithm after it is made, and its health check where the manifest says nothing")
    func group() async throws {
        let session = FakeSession(answers: ["createTargetGroup": ["targetGroupList": [["targetGroupNo": "5"]]]])
        try await operations("TargetGroup").create(
            wanted("TargetGroup", "web", ["protocol": "HTTP", "algorithm": "LC", "targets": ["11", "10"]]),
            through: session)
        #expect(session.events == [.create("createTargetGroup"), .change("changeTargetGroupConfiguration")])
        #expect(
            session.requests[0].fields == [
                "targetGroupProtocolTypeCode": "HTTP", "healthCheckProtocolTypeCode": "HTTP",
                "healthCheckHttpMethodTypeCode": "HEAD", "targetNoList.1": "10", "targetNoList.2": "11",
            ])
        let tcp = FakeSession(answers: ["createTargetGroup": ["targetGroupList": [["targetGroupNo": "6"]]]])
        try await operations("TargetGroup").create(
            wanted("TargetGroup", "plain", ["protocol": "PROXY_TCP"]), through: tcp)
        #expect(tcp.requests[0].fields["healthCheckProtocolTypeCode"] == "TCP")
        #expect(tcp.requests[0].fields["healthCheckHttpMethodTypeCode"] == nil)
    }

    @Test("a server that takes the place of another joins and is healthy before that one leaves")
    func succession() async throws {
        let session = FakeSession(looks: [
            Self.shown(["10", "11"], healthy: ["10"]), Self.shown(["10", "11"], healthy: ["10", "11"]),
        ])
        _ = try await changes(
            "TargetGroup", "5", from: Self.shown(["10"]).attributes, to: ["targets": ["11"]], session: session)
        #expect(session.events == [.change("addTarget"), .wait("new targets healthy"), .change("removeTarget")])
        #expect(session.requests[0].fields == ["targetGroupNo": "5", "targetNoList.1": "11"])
        #expect(session.requests[1].fields == ["targetGroupNo": "5", "targetNoList.1": "10"])
    }

    @Test("no health is waited for where no listener asks, the manifest says so, or nothing leaves")
    func noWait() async throws {
        let unused = try await changes(
            "TargetGroup", "5", from: Self.shown(["10"], loadBalancer: "").attributes, to: ["targets": ["11"]])
        #expect(unused.events == [.change("addTarget"), .change("removeTarget")])
        let hasty = try await changes(
            "TargetGroup", "5", from: Self.shown(["10"]).attributes, to: ["targets": ["11"], "waitHealthy": false])
        #expect(hasty.events == [.change("addTarget"), .change("removeTarget")])
        let more = try await changes(
            "TargetGroup", "5", from: Self.shown(["10"]).attributes, to: ["targets": ["10", "11"]])
        #expect(more.events == [.change("addTarget")])
    }

    @Test("a run that goes on after the new server joined waits for its health all the same")
    func resumed() async throws {
        let session = FakeSession(
            looks: [Self.shown(["10", "11"], healthy: ["11"])], memory: ["joinedTargets": ["11"]])
        _ = try await changes(
            "TargetGroup", "5", from: Self.shown(["10", "11"]).attributes, to: ["targets": ["11"]],
            session: session, isResumed: true)
        #expect(session.events == [.wait("new targets healthy"), .change("removeTarget")])
    }

    @Test("a removal whose response still lists the target is sent again")
    func stubborn() async throws {
        let session = FakeSession(answers: ["removeTarget": ["targetList": [["targetNo": "10"]]]])
        _ = try await changes(
            "TargetGroup", "5", from: Self.shown(["10"]).attributes, to: ["targets": []], session: session)
        #expect(session.requests("removeTarget").count == 3)
        #expect(session.events.last == .wait("targets removed"))
    }

    @Test("a server of a rollout is healthy when each group in use that has it says so")
    func health() async throws {
        let health = try #require(DriverCatalog.ncloud["Server"]?.health)
        let session = FakeSession(answers: [
            "getTargetGroupList": [
                "targetGroupList": [
                    ["targetGroupNo": "5", "loadBalancerInstanceNo": "1", "targetNoList": ["10"]],
                    ["targetGroupNo": "6", "loadBalancerInstanceNo": "", "targetNoList": ["10"]],
                    ["targetGroupNo": "7", "loadBalancerInstanceNo": "1", "targetNoList": ["11"]],
                ]
            ]
        ])
        try await health(["10"], session)
        #expect(session.events == [.read("getTargetGroupList"), .wait("TargetGroup 5: server 10 healthy")])
        try await health(["10", "11", "12"], session)
        #expect(
            session.events.dropFirst(2) == [
                .read("getTargetGroupList"), .wait("TargetGroup 5: server 10 healthy"),
                .wait("TargetGroup 7: server 11 healthy"),
            ], "one list for all")
        let denied = FakeSession(failures: [
            "getTargetGroupList": APIFailure(
                endpoint: "test", status: 401, envelope: .gateway, code: "210", classification: .refused)
        ])
        try await health(["10"], denied)
        #expect(denied.events == [.read("getTargetGroupList")])
    }

    @Test("a server of a rollout is not waited for in a group that vanished, or that it was taken out of meanwhile")
    func healthOfOthers() async throws {
        let health = try #require(DriverCatalog.ncloud["Server"]?.health)
        let groups = ["4", "5"].map { number -> JSON in
            ["targetGroupNo": .string(number), "loadBalancerInstanceNo": "1", "targetNoList": ["10", "11"]]
        }
        func wait(_ live: LiveObject) async throws -> FakeSession {
            let session = FakeSession(
                answers: ["getTargetGroupList": ["targetGroupList": .array(groups)]], objects: [live], vanishing: ["4"])
            try await health(["10", "11"], session)
            return session
        }
        #expect(try await wait(Self.shown(["10"], healthy: ["10"])).events.count == 3)
        await #expect(throws: StepFailure.self) { try await wait(Self.shown(["10", "11"], healthy: ["10"])) }
    }
}
