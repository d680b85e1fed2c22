import CLibCrypto
import OrderedJSON
import Testing

@testable import Simulator

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Source: api/vserver.md §3.1, §3.4.
@Suite("login keys") struct LoginKeyTests {
    private func make(_ client: TestClient, _ name: String) -> String {
        client.call("createLoginKey", ["keyName": name]).content["privateKey"]?.text ?? ""
    }

    /// The number of a server that is up, with the named key.
    private func server(_ client: TestClient, key: String) -> String {
        let home = client.makeVPC()
        let made = client.createServer(home, subnet: client.makeSubnet(home), ["loginKeyName": key])
        client.pass(30)
        return made.first["serverInstanceNo"]?.text ?? ""
    }

    /// The public half of a private key, in the form that `openssl` writes.
    private func publicHalf(of pem: String) -> String? {
        let body = pem.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()
        guard let data = Data(base64Encoded: body) else { return nil }
        return [UInt8](data).withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            guard let key = d2i_PrivateKey(EVP_PKEY_RSA, nil, &start, buffer.count) else { return nil }
            defer { EVP_PKEY_free(key) }
            var bytes = [UInt8](repeating: 0, count: Int(i2d_PUBKEY(key, nil)))
            bytes.withUnsafeMutableBufferPointer { target in
                var start = target.baseAddress
                _ = i2d_PUBKEY(key, &start)
            }
            let text = Data(bytes).base64EncodedString()
            return "-----BEGIN PUBLIC KEY-----\n\(text)\n-----END PUBLIC KEY-----\n"
        }
    }

    @Test("a made key is an RSA key in PKCS#1, and the fingerprint listed is its own")
    func realKeys() async throws {
        try await withSimulator { client in
            let pem = make(client, "ops-key")
            #expect(pem.hasPrefix("-----BEGIN RSA PRIVATE KEY-----\nMII"))
            #expect(pem.hasSuffix("-----END RSA PRIVATE KEY-----\n"))
            #expect(publicHalf(of: pem) != nil)
            let listed = client.call("getLoginKeyList", ["keyName": "ops-key"]).first["fingerprint"]?.text
            #expect(listed == RSAKey.fingerprint(ofPrivate: pem))
            #expect(listed?.split(separator: ":").count == 16)
            #expect(!client.control("GET", "world").body.contains("PRIVATE KEY"), "nothing of it is kept")
        }
    }

    @Test("the root password is shown for the private half of the server's key, and for no other")
    func rootPassword() async throws {
        try await withSimulator { client in
            let (pem, other) = (make(client, "ops-key"), make(client, "other-key"))
            let number = server(client, key: "ops-key")
            func ask(_ key: String) -> TestClient.Reply {
                client.call("getRootPassword", ["serverInstanceNo": number, "privateKey": key])
            }
            #expect(ask(pem).content["rootPassword"]?.text?.count == 12)
            #expect(ask(pem.filter { $0 != "\n" }).status == 200, "line breaks may get lost on the way")
            for wrong in [other, "no", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----"] {
                #expect(ask(wrong).code == "1100000")
            }
            #expect(ask("").code == "900")
        }
    }

    @Test("the private half of an imported key opens the password, and both forms have one fingerprint")
    func importedKeys() async throws {
        try await withSimulator { client in
            let pem = make(client, "made-key")
            let shared = try #require(publicHalf(of: pem))
            let imported = client.call("importLoginKey", ["keyName": "own-key", "publicKey": shared]).first
            #expect(imported["fingerprint"]?.text == RSAKey.fingerprint(ofPrivate: pem))
            let number = server(client, key: "own-key")
            let answer = client.call("getRootPassword", ["serverInstanceNo": number, "privateKey": pem])
            #expect(answer.content["rootPassword"]?.text?.count == 12)
        }
    }

    @Test("the fingerprint of a public key is the one that `ssh-keygen -l -E md5` shows, in whatever form it comes")
    func fingerprint() {
        let forms = [
            """
            ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQCrT+GZbC0CqYk5HSkbprSqp/gtoTVssm2YMT3Bym6ohBEdC79DK/gSluu1v4xiE1dLqiNc\
            0VdJkm9pyQF1LVuji4vI+pIbkj1iDjzZX2jAiV+EMJ+psJo1Oz3H8P4Et9ANwvknniwLV7b4fAlHOVh4UR+19We68Hu6T8kHwoyi+Q== me
            """,
            """
            -----BEGIN RSA PUBLIC KEY-----
            MIGJAoGBAKtP4ZlsLQKpiTkdKRumtKqn+C2hNWyybZgxPcHKbqiEER0Lv0Mr+BKW
            67W/jGITV0uqI1zRV0mSb2nJAXUtW6OLi8j6khuSPWIOPNlfaMCJX4Qwn6mwmjU7
            Pcfw/gS30A3C+SeeLAtXtvh8CUc5WHhRH7X1Z7rwe7pPyQfCjKL5AgMBAAE=
            -----END RSA PUBLIC KEY-----
            """,
            """
            -----BEGIN PUBLIC KEY-----
            MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCrT+GZbC0CqYk5HSkbprSqp/gt
            oTVssm2YMT3Bym6ohBEdC79DK/gSluu1v4xiE1dLqiNc0VdJkm9pyQF1LVuji4vI
            +pIbkj1iDjzZX2jAiV+EMJ+psJo1Oz3H8P4Et9ANwvknniwLV7b4fAlHOVh4UR+1
            9We68Hu6T8kHwoyi+QIDAQAB
            -----END PUBLIC KEY-----
            """,
        ]
        for form in forms {
            #expect(RSAKey.fingerprint(ofPublic: form) == "62:0b:60:c8:bf:c3:b6:0f:61:a1:5c:ec:bd:ea:28:30", "\(form)")
        }
        #expect(
            RSAKey.fingerprint(ofPublic: "ssh-rsa what").split(separator: ":").count == 16, "no key has one as well")
    }

    @Test("a key that a server was made with stays until the server is gone")
    func keysInUse() async throws {
        try await withSimulator { client in
            _ = make(client, "ops-key")
            _ = make(client, "idle-key")
            let number = server(client, key: "ops-key")
            let both = ["keyNameList.1": "idle-key", "keyNameList.2": "ops-key"]
            #expect(client.call("deleteLoginKeys", both).code == "1006900")
            #expect(client.call("getLoginKeyList").content["totalRows"] == 2, "all or none")
            _ = client.call("stopServerInstances", ["serverInstanceNoList.1": number])
            client.pass(5)
            _ = client.call("terminateServerInstances", ["serverInstanceNoList.1": number])
            client.pass(5)
            #expect(client.call("deleteLoginKeys", both).status == 200)
        }
    }
}
