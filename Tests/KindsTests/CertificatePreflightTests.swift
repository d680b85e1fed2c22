import Model
import Testing

@testable import Kinds

@Suite("preflight of certificates") struct CertificatePreflightTests {
    private static func content(_ text: String) -> Value { .string(FileContent(Array(text.utf8)).text) }

    private static func problems(
        _ certificate: String? = PEMSamples.valid, key: String = PEMSamples.key, chain: String = PEMSamples.valid,
        on today: String = "2027-01-01", isNew: Bool = true
    ) -> [String] {
        var attributes: Attributes = ["name": "tls"]
        if let certificate {
            attributes["certificate"] = content(certificate)
            attributes["chain"] = content(chain)
            attributes["privateKey"] = .secret(Secret(key))
        }
        let subject = Preflight.Subject(
            Address(kind: "Certificate", name: "tls"), attributes, changed: Set(attributes.keys), isNew: isNew)
        let scene = Preflight.Scene([:], readKinds: [], today: today)
        return [CertificatePreflight.contents, CertificatePreflight.content].flatMap { $0.problems(subject, scene) }
            .map(\.message)
    }

    @Test("a certificate with its key and chain is in order, whatever stands around it")
    func valid() {
        #expect(Self.problems() == [])
        #expect(Self.problems("subject=CN\n" + PEMSamples.valid + "\n\n") == [])
        #expect(Self.problems(key: PEMSamples.key.replacing("\n", with: "\r\n")) == [])
    }

    @Test("a certificate that is not given, and none is there, is an error; one that is there needs none")
    func missing() {
        #expect(
            Self.problems(nil) == ["there is no such certificate, and the manifest does not have one to import"])
        #expect(Self.problems(nil, isNew: false) == [])
    }

    @Test("what is not PEM, and a private key in the wrong place, are errors that show nothing of it")
    func rubbish() {
        #expect(Self.problems("rubbish") == ["'certificate' is not a certificate in PEM"])
        #expect(Self.problems(chain: "") == ["'chain' is not a certificate in PEM"])
        #expect(Self.problems(PEMSamples.valid + "\n" + PEMSamples.key) == ["'certificate' holds a private key"])
        let broken = PEMSamples.valid.replacing("MIIBHDCBwg", with: "MIIBHDCBwx")
        #expect(Self.problems(broken) == ["'certificate' is not a certificate in PEM"])
    }

    @Test("a whole chain in the place of the certificate is warned of")
    func fullChain() {
        #expect(
            Self.problems(PEMSamples.valid + "\n" + PEMSamples.expired) == ["'certificate' holds 2 certificates"])
    }

    @Test("the key belongs to the certificate, is not encrypted, and can be read")
    func keys() {
        #expect(Self.problems(key: PEMSamples.otherKey) == ["the private key belongs to another certificate"])
        #expect(Self.problems(key: PEMSamples.encryptedKey) == ["the private key is encrypted"])
        #expect(Self.problems(key: "hunter2") == ["the secret is not a private key in PEM"])
    }

    @Test("a certificate that has expired is an error, one that soon will is a warning")
    func time() {
        #expect(Self.problems(PEMSamples.expired) == ["certificate tls expired on 2026-01-01"])
        #expect(
            Self.problems(on: "2036-12-24") == ["certificate tls expires on 2037-01-01, in 8 days"])
    }

    @Test("a certificate that is not valid yet is a warning, where it is given and where it is used")
    func early() {
        #expect(
            Self.problems(on: "2026-06-21") == ["certificate tls is not valid before 2026-07-01, in 10 days"])
        let early = Preflight.Scene.Neighbour(
            address: nil, id: "7", attributes: ["name": "tls", "validFrom": "2026-07-01T09:00:00+0900"])
        let scene = Preflight.Scene(["Certificate": [early]], readKinds: ["Certificate"], today: "2026-06-21")
        let subject = Preflight.Subject(
            Address(kind: "Listener", name: "web"), ["certificate": "7"], changed: ["certificate"], isNew: true)
        #expect(CertificatePreflight.certificate.problems(subject, scene).map(\.severity) == [.warning])
    }

    /// What is said of a certificate that comes in the place of one for these domains.
    private static func renewal(_ new: String, of domain: String, _ others: [Value] = []) -> [Preflight.Problem] {
        let address = Address(kind: "Certificate", name: "tls")
        let wanted: Attributes = ["name": "tls", "certificate": content(new)]
        let seen: Attributes = [
            "domain": .string(domain), "otherDomains": .list(others), "validUntil": "2026-12-01T09:00:00+0900",
        ]
        let own = Preflight.Scene.Neighbour(
            address: address, id: "7", attributes: wanted.merging(seen) { wanted, _ in wanted })
        let subject = Preflight.Subject(address, wanted, changed: ["certificate"], isNew: false)
        return CertificatePreflight.renewed.problems(subject, Preflight.Scene(["Certificate": [own]], readKinds: []))
    }

    @Test("a renewal tells names and times, and warns of names that the new certificate does not cover")
    func names() {
        let same = Self.renewal(PEMSamples.valid, of: "www.example.com")
        #expect(same.map(\.message) == ["the new certificate is for www.example.com, valid until 2037-01-01"])
        #expect(same.first?.notes == ["the present one is for www.example.com, valid until 2026-12-01"])
        #expect(same.first?.severity == .note)
        let other = Self.renewal(PEMSamples.elsewhere, of: "www.example.com", ["a.shop.example.com"])
        #expect(other.map(\.severity) == [.note, .warning])
        #expect(
            other.last?.message
                == "the certificate was for www.example.com, a.shop.example.com, and would be for other.example.com, "
                + "*.shop.example.com")
        #expect(other.last?.help == "check that it is the right file: clients of www.example.com would reject it")
        for domain in ["other.example.com", "a.shop.example.com", "*.shop.example.com"] {
            #expect(Self.renewal(PEMSamples.elsewhere, of: domain).count == 1, "\(domain)")
        }
        #expect(Self.renewal(PEMSamples.elsewhere, of: "a.b.shop.example.com").count == 2)
    }

    @Test("two documents with the same certificate are an error, and one of them is blamed")
    func twins() {
        func problems(_ name: String, beside other: String, _ pem: String, id: String? = nil) -> [String] {
            let neighbour = Preflight.Scene.Neighbour(
                address: Address(kind: "Certificate", name: other), id: id,
                attributes: ["name": .string(other), "certificate": Self.content(pem)])
            let subject = Preflight.Subject(
                Address(kind: "Certificate", name: name),
                ["name": .string(name), "certificate": Self.content(PEMSamples.valid)], changed: ["certificate"],
                isNew: true)
            let scene = Preflight.Scene(["Certificate": [neighbour]], readKinds: [])
            return CertificatePreflight.twin.problems(subject, scene).map(\.message)
        }
        let message = "Certificate/a has the same certificate, which the service accepts only once"
        #expect(problems("b", beside: "a", "subject=CN\n" + PEMSamples.valid) == [message])
        #expect(problems("a", beside: "b", PEMSamples.valid) == [], "the other one is blamed")
        #expect(problems("a", beside: "b", PEMSamples.valid, id: "7").count == 1, "the other one is there")
        #expect(problems("b", beside: "a", PEMSamples.elsewhere) == [])
    }

    @Test("a certificate that another number still has is a warning, told by its domain and time")
    func held() throws {
        let valid = try #require(PEMCertificate.all(in: PEMSamples.valid)?.first)
        func problems(_ domain: String, until: DateTime, desired: String) -> [String] {
            let neighbour = Preflight.Scene.Neighbour(
                address: Address(kind: "Certificate", name: "other"), id: "7",
                attributes: [
                    "name": "other", "certificate": Self.content(desired), "domain": .string(domain),
                    "validFrom": .string(valid.validFrom.korean), "validUntil": .string(until.korean),
                ])
            let subject = Preflight.Subject(
                Address(kind: "Certificate", name: "tls"), ["certificate": Self.content(PEMSamples.valid)],
                changed: ["certificate"], isNew: false)
            let scene = Preflight.Scene(["Certificate": [neighbour]], readKinds: [])
            return CertificatePreflight.held.problems(subject, scene).map(\.message)
        }
        let domain = try #require(valid.names.first)
        let message = "Certificate/other has one with the same domain and time in the account"
        #expect(problems(domain, until: valid.validUntil, desired: PEMSamples.elsewhere) == [message])
        #expect(problems("no.example.org", until: valid.validUntil, desired: PEMSamples.elsewhere) == [])
        #expect(
            problems(domain, until: DateTime(seconds: valid.validUntil.seconds + 1), desired: PEMSamples.elsewhere)
                == [])
        #expect(
            problems(domain, until: valid.validUntil, desired: PEMSamples.valid) == [], "that is said by another check")
    }

    @Test("an import whose file is another certificate is a warning, and one with the same time and domain is not")
    func imports() {
        func problems(_ pem: String, domain: String = "www.example.com", until: DateTime) -> [Preflight.Problem] {
            let address = Address(kind: "Certificate", name: "tls")
            let wanted: Attributes = ["name": "tls", "certificate": Self.content(pem)]
            let from = PEMCertificate.all(in: PEMSamples.valid)?.first?.validFrom.korean ?? ""
            let seen: Attributes = [
                "domain": .string(domain), "validFrom": .string(from), "validUntil": .string(until.korean),
            ]
            let own = Preflight.Scene.Neighbour(
                address: address, id: "7", attributes: wanted.merging(seen) { wanted, _ in wanted })
            let subject = Preflight.Subject(address, wanted, changed: [], isNew: false)
            return CertificatePreflight.imported.problems(
                subject, Preflight.Scene(["Certificate": [own]], readKinds: []))
        }
        guard let until = PEMCertificate.all(in: PEMSamples.valid)?.first?.validUntil,
            let other = DateTime("2026-12-01T09:00:00+0900")
        else { return #expect(Bool(false), "the sample cannot be read") }
        #expect(problems(PEMSamples.valid, until: until) == [])
        #expect(problems(PEMSamples.valid, until: other).map(\.severity) == [.warning])
        #expect(problems(PEMSamples.valid, domain: "shop.example.net", until: until).map(\.severity) == [.warning])
    }

    @Test("a listener is told of the certificate that this run imports, not of the one before it")
    func renewed() {
        let wanted = Preflight.Scene.Neighbour(
            address: Address(kind: "Certificate", name: "tls"), id: "7",
            attributes: [
                "name": "tls", "statusCode": "-2", "validUntil": "2026-12-01T09:00:00+0900",
                "certificate": Self.content(PEMSamples.valid),
            ])
        let scene = Preflight.Scene(["Certificate": [wanted]], readKinds: ["Certificate"], today: "2027-01-01")
        let subject = Preflight.Subject(
            Address(kind: "Listener", name: "web"), ["certificate": "7"], changed: ["certificate"], isNew: false)
        #expect(CertificatePreflight.certificate.problems(subject, scene).isEmpty)
    }
}
