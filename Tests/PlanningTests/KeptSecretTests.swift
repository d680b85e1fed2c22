import Model
import Testing

@testable import Planning

@Suite("secrets taken for unchanged") struct KeptSecretTests {
    private static let kind = Kind(
        "Database", service: "Test", summary: "A database.",
        fields: [
            Field("password", .secret, "Password."),
            Field(
                "users",
                .keyed([Field("name", .string, "Name."), Field("password", .secret, "Password.")], by: ["name"]),
                "Users."),
            Field("tokens", .list(.secret), "Tokens."),
        ],
        identity: Kind.Identity(id: "no"),
        life: Kind.Life(
            creation: Kind.Procedure(["make"], seconds: 1, timeout: 1),
            deletion: Kind.Procedure(["drop"], seconds: 1, timeout: 1)), example: "")

    private func user(_ name: String, _ password: Secret) -> Value {
        ["name": .string(name), "password": .secret(password)]
    }

    @Test("those of the users of a database stay with their users when another one comes before them")
    func keyed() {
        let (ada, bob, new) = (Secret("ada's"), Secret("bob's"), Secret("new"))
        let former: Attributes = [
            "password": .secret(ada), "users": [user("ada", ada), user("bob", bob)], "tokens": [.secret(ada)],
        ]
        let kept = Self.kind.keepingSecrets(
            of: former,
            in: [
                "password": .secret(new), "users": [user("carl", new), user("bob", new), user("ada", new)],
                "tokens": [.secret(new), .secret(new)],
            ]
        ) { _ in true }
        #expect(kept["password"] == .secret(ada))
        #expect(kept["users"] == [user("carl", new), user("bob", bob), user("ada", ada)])
        #expect(kept["tokens"] == [.secret(ada), .secret(new)])
        let known = Self.kind.keepingSecrets(of: former, in: ["users": [user("bob", new)]]) { _ in false }
        #expect(known["users"] == [user("bob", new)])
    }
}
