import OrderedJSON
import Testing

@testable import Simulator

/// What is MSSQL's own. Source: api/clouddb.md §6.
@Suite struct CloudDBMSSQLTests {
    private static let servers = "cloudMssqlServerInstanceList"

    @Test("what the documents forbid is refused when an instance is made, and nothing is made")
    func refusals() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmssql")
            let wrong: [[String: String]] = [
                ["isHa": ""], ["cloudMssqlServiceName": "a-name-that-is-too-long"], ["cloudMssqlUserName": "kee"],
                ["cloudMssqlUserPassword": "secret"], ["cloudMssqlPort": "1434"], ["configGroupNo": "2"],
                ["characterSetName": "UTF8"], ["isMultiZone": "true"],
                ["isMultiZone": "true", "mirrorSubnetNo": lab.subnet],
            ]
            for change in wrong {
                let reply = lab.call("createCloudMssqlInstance", lab.mssql.with(change))
                #expect(reply.status == 400 && !reply.code.isEmpty, "\(change): \(reply.body)")
            }
            #expect(lab.call("getCloudMssqlInstanceList").content["totalRows"] == 0)
        }
    }

    @Test("a number that an instance had is refused with another code than one that never was")
    func gone() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmssql")
            let made = lab.call("createCloudMssqlInstance", lab.mssql).first
            #expect(made.text("dbCollation") == "Korean_Wansung_CI_AS" && made.text("configGroupNo") == "0")
            let key = ["cloudMssqlInstanceNo": made.text("cloudMssqlInstanceNo")]
            client.pass(800)
            #expect(lab.call("getCloudMssqlInstanceDetail", key).first.state("cloudMssqlInstance")[2] == "settingUp")
            client.pass(200)
            #expect(lab.call("deleteCloudMssqlInstance", key).status == 200)
            client.pass(100)
            #expect(lab.call("getCloudMssqlInstanceDetail", key).code == "5001269")
            #expect(lab.call("getCloudMssqlInstanceDetail", ["cloudMssqlInstanceNo": "4711"]).code == "5001017")
        }
    }

    @Test("a backup goes to a bucket and comes back, and is restored into a new database")
    func transfers() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmssql")
            let made = lab.call("createCloudMssqlInstance", lab.mssql).first
            let key = ["cloudMssqlInstanceNo": made.text("cloudMssqlInstanceNo")]
            lab.settle()
            let file = key.with(["fileName": lab.call("getDmsBackupList", key).first.text("fileName")])
            #expect(lab.call("uploadDmsFile", file).code == "5001907")
            let bucket = [
                "objectStorageAccessKey": "KEY-OF-BUCKET", "objectStorageSecretKey": "SECRET-OF-BUCKET",
                "endpoint": "https://kr.object.ncloudstorage.com", "bucketName": "analytics-output",
            ]
            #expect(lab.call("setDmsObjectStorageInfo", bucket.with(["bucketName": "none"])).status == 400)
            #expect(lab.call("setDmsObjectStorageInfo", bucket).status == 200)
            #expect(!client.control("GET", "world").body.contains("SECRET-OF-BUCKET"))
            let request = lab.call("uploadDmsFile", file).content.text("requestNo")
            func status() -> JSON? { lab.call("getDmsOperation", ["requestNo": request]).content["status"]?["code"] }
            #expect(status() == "RUN")
            client.pass(70)
            #expect(status() == "CMPL")
            let restore = file.with(["isRecovery": "true", "newDatabaseName": "back"])
            #expect(lab.call("restoreDmsDatabase", restore.with(["fileName": "none"])).status == 400)
            #expect(lab.call("restoreDmsDatabase", restore).status == 200)
            #expect(lab.call("restoreDmsDatabase", restore).code == "5001902")
        }
    }

    @Test("a slave is known by the end of its domain")
    func slaves() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmssql")
            let made = lab.call("createCloudMssqlInstance", lab.mssql).first
            let key = ["cloudMssqlInstanceNo": made.text("cloudMssqlInstanceNo")]
            lab.settle()
            func slave(_ postfix: String) -> TestClient.Reply {
                lab.call("createCloudMssqlSlaveInstance", key.with(["privateDomainPostfix": postfix]))
            }
            for postfix in ["", "1", "000", "abc"] { #expect(slave(postfix).status == 400, "\(postfix)") }
            #expect(slave("001").first.servers(Self.servers, "cloudMssqlServerRole") == ["M", "H", "S"])
            lab.settle()
            #expect(slave("001").status == 400)
            let servers = lab.call("getCloudMssqlInstanceDetail", key).first[Self.servers]?.elements ?? []
            #expect(servers.last?.text("privateDomain") == "orders-001.vpc-cdb.ntruss.com")
            let number = servers.last?.text("cloudMssqlServerInstanceNo") ?? ""
            #expect(lab.call("deleteCloudMssqlServerInstance", ["cloudMssqlServerInstanceNo": number]).status == 200)
        }
    }
}
