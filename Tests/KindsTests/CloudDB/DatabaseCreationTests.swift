import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("databases, call by call: made and deleted") struct DatabaseCreationTests {
    @Test("a new instance gets all of the manifest in one call, then its users and databases, with waits between")
    func created() async throws {
        let session = FakeSession(
            answers: ["createCloudMysqlInstance": ["cloudMysqlInstanceList": [["cloudMysqlInstanceNo": "77"]]]],
            objects: [DatabaseSamples.subnet])
        try await operations("MysqlInstance").create(
            wanted("MysqlInstance", "shop-db", DatabaseSamples.spec), through: session)
        #expect(
            session.events == [
                .create("createCloudMysqlInstance"), .wait("ready"), .change("addCloudMysqlUserList"),
                .wait("users added"), .change("addCloudMysqlDatabaseList"), .wait("databases added"),
            ])
        let fields = try #require(session.requests("createCloudMysqlInstance").first?.fields)
        #expect(fields["vpcNo"] == "1" && fields["subnetNo"] == "5" && fields["isHa"] == "true")
        #expect(fields["backupTime"] == "03:15" && fields["isAutomaticBackup"] == "false")
        #expect(fields["cloudMysqlUserPassword"] == "Abcdef1!" && fields["hostIp"] == "%")
        let users = try #require(session.requests("addCloudMysqlUserList").first)
        #expect(users.fields["cloudMysqlInstanceNo"] == "77")
        #expect(users.fields["cloudMysqlUserList.1.name"] == "web")
        #expect(users.fields["cloudMysqlUserList.2.hostIp"] == "10.0.%")
        #expect(users.fields["cloudMysqlUserList.2.password"] == "Abcdef3!")
        #expect(users.sensitive.contains("password"))
        let databases = try #require(session.requests("addCloudMysqlDatabaseList").first?.fields)
        #expect(databases["cloudMysqlDatabaseNameList.2"] == "audit")
        #expect(session.requests.allSatisfy { !"\($0.fields.keys)".contains("ownership") })
    }

    @Test("an instance that is on its way out is not deleted a second time, one at work is waited for")
    func leaving() async throws {
        let leaving = FakeSession()
        try await operations("MysqlInstance").delete(DatabaseSamples.live([:], status: "DEL/DEL"), through: leaving)
        #expect(leaving.events == [.wait("gone")])
        let busy = FakeSession()
        try await operations("MysqlInstance").delete(DatabaseSamples.live([:], status: "CREAT/SETUP"), through: busy)
        #expect(busy.events == [.wait("ready"), .delete("deleteCloudMysqlInstance"), .wait("gone")])
    }
}
