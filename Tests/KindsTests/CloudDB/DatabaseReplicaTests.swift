import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("databases, call by call: their replicas") struct DatabaseReplicaTests {
    @Test("a new replica is the server that the instance did not have before")
    func replica() async throws {
        let session = FakeSession(answers: [
            "getCloudMysqlInstanceDetail": DatabaseSamples.instance([
                DatabaseSamples.server("1", "M"), DatabaseSamples.server("2", "S"),
            ]),
            "createCloudMysqlSlaveInstance": DatabaseSamples.instance([
                DatabaseSamples.server("1", "M"), DatabaseSamples.server("2", "S"), DatabaseSamples.server("3", "S"),
            ]),
        ])
        try await operations("MysqlReplica").create(
            wanted("MysqlReplica", "reader", ["instance": "77"]), through: session)
        #expect(session.creation?.id == "3")
        #expect(
            session.events == [
                .wait("MysqlInstance 77: ready"), .read("getCloudMysqlInstanceDetail"),
                .create("createCloudMysqlSlaveInstance"), .wait("ready"), .wait("MysqlInstance 77: ready"),
            ])
    }

    @Test("replicas and recovery servers are listed from the servers of all instances")
    func listed() async throws {
        let session = FakeSession(answers: [
            "getCloudMysqlInstanceList": DatabaseSamples.instance([
                DatabaseSamples.server("1", "M"), DatabaseSamples.server("2", "S"), DatabaseSamples.server("4", "R"),
            ])
        ])
        let replicas = try await operations("MysqlReplica").list(ReadScope(), from: session)
        #expect(replicas.map(\.id) == ["2"] && replicas.first?.attributes["host"] == "db-2.vpc")
        #expect(try await operations("MysqlRecovery").list(ReadScope(), from: session).map(\.name) == ["shop-004"])
    }
}
