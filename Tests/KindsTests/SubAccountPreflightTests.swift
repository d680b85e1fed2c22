import Model
import Testing

@testable import Kinds

@Suite("what is known of users before any call") struct SubAccountPreflightTests {
    private static func problems(
        _ check: Preflight, _ kind: String, _ attributes: Attributes, among neighbours: [Attributes] = [],
        isNew: Bool = true
    ) -> [String] {
        let others = neighbours.enumerated().map { index, attributes in
            Preflight.Scene.Neighbour(address: nil, id: "n\(index)", attributes: attributes)
        }
        let subject = Preflight.Subject(
            Address(kind: kind, name: "ann"), attributes, changed: Set(attributes.keys), isNew: isNew)
        return check.problems(subject, Preflight.Scene([kind: others], readKinds: [kind])).map(\.message)
    }

    @Test("two users do not sign in as one")
    func login() {
        let found = Self.problems(
            AccountPreflight.login, "SubAccount", ["loginId": "ann"], among: [["loginId": "bob"], ["loginId": "ann"]])
        #expect(found == ["the account already has an unmanaged SubAccount with the loginId \"ann\""])
        #expect(
            Self.problems(AccountPreflight.login, "SubAccount", ["loginId": "eve"], among: [["loginId": "bob"]]) == [])
    }

    @Test("a file is for a password that is made up")
    func password() {
        let both: Attributes = ["password": .secret(Secret("Abcdef1!")), "passwordFile": "p.txt"]
        #expect(Self.problems(AccountPreflight.password, "SubAccount", both).count == 1)
        #expect(Self.problems(AccountPreflight.password, "SubAccount", ["passwordFile": "p.txt"]) == [])
    }

    @Test(
        "roles that accounts switch to have sessions of some lengths, others have none",
        arguments: [
            (["type": "Account", "sessionExpiration": 600], 0), (["type": "Account", "sessionExpiration": 601], 1),
            (["type": "Account"], 1), (["type": "Server"], 0), (["type": "Server", "sessionExpiration": 600], 1),
        ] as [(Attributes, Int)])
    func sessions(_ role: Attributes, _ count: Int) {
        #expect(Self.problems(AccountPreflight.session, "Role", role).count == count)
    }

    @Test("names begin with a letter", arguments: [("1st", 1), ("_a", 1), ("first", 0), ("정책", 0)])
    func names(_ name: String, _ count: Int) {
        #expect(Self.problems(AccountPreflight.firstLetter, "Role", ["name": .string(name)]).count == count)
    }

    @Test("a user has two active keys at most; stopped ones and those of others do not count")
    func keys() {
        func key(_ account: Value, _ active: Bool) -> Attributes { ["subAccount": account, "active": .bool(active)] }
        let two = [key("u1", true), key("u1", true)]
        let found = Self.problems(AccountPreflight.keys, "AccessKey", ["subAccount": "u1"], among: two)
        #expect(found == ["its sub account already has 2 active access keys, the most it can have"])
        let fewer = [key("u1", true), key("u1", false), key("u2", true)]
        #expect(Self.problems(AccountPreflight.keys, "AccessKey", ["subAccount": "u1"], among: fewer) == [])
        #expect(Self.problems(AccountPreflight.keys, "AccessKey", key("u1", false), among: two) == [])
    }
}
