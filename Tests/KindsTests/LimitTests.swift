import Kinds
import Model
import Planning
import Testing

@Suite("numbers of objects that a plan would go beyond") struct LimitTests {
    private static let quotas = AccountQuotas(
        region: "KR",
        rows: [
            AccountQuotas.Row(code: "VSVR", name: "Server", most: 3),
            AccountQuotas.Row(code: "PRSBN", name: "Private Subnet", most: 1),
            AccountQuotas.Row(code: "X", name: "Public IP (VPC)", most: 1),
        ])

    private func desired(_ kind: String, _ name: String, _ attributes: Attributes = [:]) -> DesiredResource {
        DesiredResource(
            Address(kind: kind, name: name), attributes: attributes.merging(["name": .string(name)]) { own, _ in own })
    }

    private func live(_ kind: String, _ ids: [String], _ attributes: Attributes = [:]) -> [LiveObject] {
        ids.map { id in
            LiveObject(kind: kind, id: id, attributes: attributes.merging(["name": .string(id)]) { own, _ in own })
        }
    }

    private func checked(
        creating new: [DesiredResource], deleting: [(kind: String, id: String)] = [], live objects: [LiveObject] = []
    ) -> (run: PreflightRun, live: LiveSnapshot) {
        let desired = Desired(project: Project(name: "test"), resources: new)
        var live = LiveSnapshot()
        for kind in Set(objects.map(\.kind) + new.map(\.address.kind)) {
            live.observe(kind, objects.filter { $0.kind == kind })
        }
        let steps =
            new.map { Step($0.address, .create, because: .new, desired: $0) }
            + deleting.map {
                Step(Address(kind: $0.kind, name: "old-\($0.id)"), .delete, because: .removed, objectID: $0.id)
            }
        let run = PreflightRun(
            Plan(project: "test", steps: steps), desired: desired, recorded: Recorded(), live: live,
            catalog: DriverCatalog.ncloud.kinds, today: "2027-01-15")
        return (run, live)
    }

    /// What is said of limits.
    private func found(
        creating new: [DesiredResource], deleting: [(kind: String, id: String)] = [], live objects: [LiveObject] = [],
        quotas: AccountQuotas = Self.quotas
    ) -> [Diagnostic] {
        let (run, snapshot) = checked(creating: new, deleting: deleting, live: objects)
        return run.diagnostics(live: snapshot, quotas: quotas).filter { $0.message.contains("with this plan") }
    }

    private func servers(_ names: String...) -> [DesiredResource] { names.map { desired("Server", $0) } }

    @Test("servers beyond the account's limit are one error, at the first one without room, with how many are left")
    func beyond() {
        let existing = live("Server", ["1", "2"])
        #expect(found(creating: servers("a"), live: existing) == [])
        let beyond = found(creating: servers("a", "b", "c"), live: existing)
        #expect(
            beyond.map(\.message) == [
                "Server/b: with this plan the account has 5 servers in KR, but can have 3: 2 exist, so 1 is left"
            ])
        #expect(beyond.first?.severity == .error && beyond.first?.help?.contains("Service Quota") == true)
        #expect(beyond.first?.notes.contains { $0.contains("VSVR") } == true)
    }

    @Test("what the plan deletes makes room; an account that is beyond its limit already has none left")
    func deletions() {
        let existing = live("Server", ["1", "2", "3"])
        #expect(found(creating: servers("a"), deleting: [("Server", "1")], live: existing) == [])
        let two = found(creating: servers("a", "b"), deleting: [("Server", "1")], live: existing)
        #expect(two.first?.message.hasSuffix("3 exist, the plan deletes 1, so 1 is left") == true, "\(two)")
        let full = found(creating: servers("a"), live: live("Server", ["1", "2", "3", "4", "5"]))
        #expect(full.first?.message.hasSuffix("5 exist, so none is left") == true, "\(full)")
    }

    @Test("limits that are not known are no problem, and are asked for only where the plan creates such objects")
    func unknown() {
        #expect(found(creating: servers("a", "b", "c", "d"), quotas: AccountQuotas()) == [])
        #expect(checked(creating: servers("a")).run.needsQuotas)
        #expect(!checked(creating: [], deleting: [("Server", "1")], live: live("Server", ["1"])).run.needsQuotas)
        #expect(!checked(creating: [desired("LoginKey", "ops")]).run.needsQuotas)
        #expect(!checked(creating: [desired("Subnet", "app", ["type": "PUBLIC"])]).run.needsQuotas)
        #expect(checked(creating: [desired("Subnet", "app", ["type": "PRIVATE"])]).run.needsQuotas)
    }

    @Test("only private subnets count as such, and limits that are known by their names are warnings")
    func kinds() {
        let subnets = live("Subnet", ["1", "2"], ["type": "PUBLIC"]) + live("Subnet", ["3"], ["type": "PRIVATE"])
        #expect(found(creating: [desired("Subnet", "app", ["type": "PUBLIC"])], live: subnets) == [])
        let subnet = found(creating: [desired("Subnet", "app", ["type": "PRIVATE"])], live: subnets)
        #expect(subnet.map(\.severity) == [.warning] && subnet[0].message.contains("2 private subnets in KR"))
        let address = found(creating: [desired("PublicIp", "front")], live: live("PublicIp", ["1"]))
        #expect(address.map(\.severity) == [.warning] && address[0].message.contains("2 public IPs in KR"))
    }

    @Test("documented numbers hold without quotas: an error within a parent, a warning where the vendor may raise it")
    func documented() {
        let policies = live("ScalingPolicy", (1...10).map { "7/\($0)" }, ["group": "7"])
        let new = desired("ScalingPolicy", "more", ["group": "7", "adjustment": "CHANG", "amount": 1])
        let policy = found(creating: [new], live: policies, quotas: AccountQuotas())
        #expect(
            policy.map(\.message) == [
                "ScalingPolicy/more: with this plan its AutoScalingGroup has 11 scaling policies, but can have 10: 10 exist, "
                    + "so none is left"
            ])
        #expect(policy.map(\.severity) == [.error])
        #expect(found(creating: [new], live: live("ScalingPolicy", ["8/1"], ["group": "8"])) == [])
        let edges = found(
            creating: [desired("EdgeProfile", "shop")], live: live("EdgeProfile", (1...999).map(String.init)),
            quotas: AccountQuotas())
        #expect(edges.map(\.severity) == [.warning], "\(edges)")
    }

    @Test("policies that NAVER Cloud manages are not among those that are counted")
    func managedPolicies() {
        let managed = live("AccessPolicy", (1...600).map { "m\($0)" }, ["type": "SYSTEM_MANAGED"])
        let own = live("AccessPolicy", (1...500).map { "u\($0)" }, ["type": "USER_CREATED"])
        #expect(found(creating: [desired("AccessPolicy", "operators")], live: managed) == [])
        #expect(found(creating: [desired("AccessPolicy", "operators")], live: managed + own).count == 1)
    }
}
