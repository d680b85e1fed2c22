import Model

/// Certificates that are named exist, are valid, and stay so for a while. Source: api/loadbalancer.md §7.
enum CertificatePreflight {
    /// Days before its end from which on a certificate is warned of.
    static let notice = 14

    static let certificate = valid("certificate")
    static let extraCertificates = valid("extraCertificates")

    private static func valid(_ field: String) -> Preflight {
        Preflight(of: [field], reading: ["Certificate"]) { subject, scene in
            guard let value = subject.attributes[field] else { return [] }
            let named = value.elements.isEmpty ? [value] : value.elements
            return named.compactMap { one in
                if scene.isMissing("Certificate", one) {
                    return Preflight.Problem(
                        at: field, "there is no Certificate \(one.spelling ?? "")",
                        help: "write a Certificate with it, or name another one")
                }
                return scene.object("Certificate", one).flatMap { problem(of: $0, at: field, on: scene.today) }
            }
        }
    }

    private static func problem(
        of certificate: Preflight.Scene.Neighbour, at field: String, on today: String?
    ) -> Preflight.Problem? {
        // One that is imported or renewed by this run is what the manifest has.
        if let content = certificate.text("certificate").flatMap(certificates)?.first {
            return problem(
                of: certificate.title, from: content.validFrom.korean, until: content.validUntil.korean, at: field,
                on: today)
        }
        if let code = certificate.text("statusCode").flatMap(Int.init), code < 0 {
            let why = code == -2 ? "has expired" : "cannot be used: its status code is \(code)"
            return Preflight.Problem(at: field, "certificate \(certificate.title) \(why)", help: renewal)
        }
        return problem(
            of: certificate.title, from: certificate.text("validFrom"), until: certificate.text("validUntil"),
            at: field,
            on: today)
    }

    private static func problem(
        of title: String, from beginning: String?, until moment: String?, at field: String, on today: String?,
        help: String = renewal
    ) -> Preflight.Problem? {
        // Today is a day of UTC: one that began to be valid this morning in Korea is valid.
        if let today, let start = beginning.map({ DateTime($0)?.utcDay ?? String($0.prefix(10)) }),
            let left = CapabilityCalendar.days(from: today, to: start), left > 0
        {
            return Preflight.Problem(
                .warning, at: field, "certificate \(title) is not valid before \(start), in \(Counted.of(left, "day"))",
                help: "give one that is valid now; clients reject it until then")
        }
        guard let today, let end = moment.map({ String($0.prefix(10)) }),
            let left = CapabilityCalendar.days(from: today, to: end)
        else { return nil }
        if left < 0 {
            return Preflight.Problem(at: field, "certificate \(title) expired on \(end)", help: help)
        }
        guard left < notice else { return nil }
        return Preflight.Problem(
            .warning, at: field, "certificate \(title) expires on \(end), in \(Counted.of(left, "day"))", help: help)
    }

    fileprivate static let renewal = "renew it in Certificate Manager under the same number, or name another one"
}

// MARK: What is imported

extension CertificatePreflight {
    /// No call issues a certificate: a new one is brought along.
    static let contents = Preflight { subject, _ in
        guard subject.isNew, subject.attributes["certificate"]?.isAbsent ?? true else { return [] }
        return [
            Preflight.Problem(
                at: nil, "there is no such certificate, and the manifest does not have one to import",
                help: "give certificate, privateKey and chain, or import one that exists")
        ]
    }

    /// What is sent is what its field is for, and belongs together.
    static let content = Preflight(of: Set(CertificateOperations.contents)) { subject, scene in
        let leaks = ["certificate", "chain"].filter { field in
            subject.text(field).flatMap(text).map { PrivateKeys.occur(in: $0) } ?? false
        }
        guard leaks.isEmpty else {
            return leaks.map { field in
                Preflight.Problem(
                    at: field, "'\(field)' holds a private key",
                    help: "move it into privateKey as ${secret.name}; create a new key if others could read the file")
            }
        }
        let unreadable = ["certificate", "chain"].filter { field in
            subject.text(field).flatMap(text) != nil && (subject.text(field).flatMap(certificates) ?? []).isEmpty
        }
        guard unreadable.isEmpty else {
            return unreadable.map { field in
                Preflight.Problem(
                    at: field, "'\(field)' is not a certificate in PEM",
                    help: "write the text between and including BEGIN CERTIFICATE and END CERTIFICATE")
            }
        }
        guard let all = subject.text("certificate").flatMap(certificates), let certificate = all.first else {
            return []
        }
        let number =
            all.count == 1
            ? nil
            : Preflight.Problem(
                .warning, at: "certificate", "'certificate' holds \(all.count) certificates",
                help: "write the first one there, and the others into chain")
        let time = problem(
            of: subject.address.name, from: certificate.validFrom.korean, until: certificate.validUntil.korean,
            at: "certificate", on: scene.today,
            help: "give the renewed certificate, with its chain")
        return [number, time, problem(ofKeyOf: certificate, subject)].compactMap(\.self)
    }

    /// What changes with a renewal: the names and the time, and which names would be lost. Source: api/loadbalancer.md §7.
    static let renewed = Preflight(of: ["certificate"]) { subject, scene in
        guard !subject.isNew, let new = subject.text("certificate").flatMap(certificates)?.first,
            let own = scene.all("Certificate").first(where: { $0.address == subject.address }),
            let domain = own.text("domain")
        else { return [] }
        let former = [domain] + (own.attributes["otherDomains"]?.elements.compactMap(\.text) ?? [])
        let names = listed(new.names)
        let end = own.text("validUntil").map { ", valid until \($0.prefix(10))" } ?? ""
        let note = Preflight.Problem(
            .note, at: "certificate",
            "the new certificate is for \(names), valid until \(new.validUntil.korean.prefix(10))",
            notes: ["the present one is for \(listed(former))\(end)"])
        let lost = former.filter { !new.covers($0) }
        guard !lost.isEmpty else { return [note] }
        let warning = Preflight.Problem(
            .warning, at: "certificate", "the certificate was for \(listed(former)), and would be for \(names)",
            help: "check that it is the right file: clients of \(listed(lost)) would reject it")
        return [note, warning]
    }

    /// The service accepts no certificate twice, under whatever name. Source: security-certificatemanager-createexternalcertificate.
    static let twin = Preflight(of: ["certificate"]) { subject, scene in
        guard let own = subject.text("certificate").flatMap(certificates)?.first else { return [] }
        let twin = scene.all("Certificate").first { other in
            guard let address = other.address, address != subject.address else { return false }
            // Of two that are both still to be made, one is blamed.
            guard other.id != nil || address < subject.address else { return false }
            return other.text("certificate").flatMap(certificates)?.first == own
        }
        guard let title = twin?.title else { return [] }
        return [
            Preflight.Problem(
                at: "certificate", "\(title) has the same certificate, which the service accepts only once",
                help: "refer to that one, and remove this document")
        ]
    }

    /// Another number may still have this certificate, as where two documents exchange theirs. No call shows which one a number
    /// has, so that it is told by its domain and its time.
    static let held = Preflight(of: ["certificate"]) { subject, scene in
        guard let own = subject.text("certificate").flatMap(certificates)?.first else { return [] }
        let holder = scene.all("Certificate").first { other in
            guard other.address != subject.address, other.id != nil,
                other.text("certificate").flatMap(certificates)?.first != own
            else { return false }
            return other.text("validFrom").flatMap { DateTime($0) } == own.validFrom
                && other.text("validUntil").flatMap { DateTime($0) } == own.validUntil
                && other.text("domain").map { own.covers($0) } ?? false
        }
        guard let title = holder?.title else { return [] }
        return [
            Preflight.Problem(
                .warning, at: "certificate", "\(title) has one with the same domain and time in the account",
                notes: ["the service accepts a certificate only once, also while another number has it"],
                help: "if it is the same one, renew \(title) first, in an apply of its own")
        ]
    }

    /// No call shows which certificate the account has, but its domain and its time do: what is imported counts as applied, and
    /// is not sent.
    static let imported = Preflight { subject, scene in
        guard let content = subject.text("certificate").flatMap(certificates)?.first,
            let own = scene.all("Certificate").first(where: { $0.address == subject.address }), own.id != nil,
            let from = own.text("validFrom").flatMap({ DateTime($0) }),
            let until = own.text("validUntil").flatMap({ DateTime($0) })
        else { return [] }
        let isCovered = own.text("domain").map { content.covers($0) } ?? true
        guard from != content.validFrom || until != content.validUntil || !isCovered else { return [] }
        let domain = own.text("domain") ?? "no name"
        let names = listed(content.names)
        return [
            Preflight.Problem(
                .warning, at: "certificate",
                "the certificate of the manifest is not the one that is imported, and the import does not send it",
                notes: [
                    "the manifest has one for \(names), valid until \(content.validUntil.korean.prefix(10))",
                    "the account has one for \(domain), valid until \(until.korean.prefix(10))",
                ],
                help: "to renew that one, import it with spec: {}, apply, then add certificate, privateKey and chain")
        ]
    }.ofImport

    /// Some of the names, of which there may be a hundred.
    private static func listed(_ names: [String]) -> String {
        guard !names.isEmpty else { return "no name" }
        let shown = names.prefix(4).joined(separator: ", ")
        return names.count > 4 ? "\(shown) and \(names.count - 4) more" : shown
    }

    private static func problem(
        ofKeyOf certificate: PEMCertificate, _ subject: Preflight.Subject
    ) -> Preflight.Problem? {
        guard let key = subject.attributes.secret("privateKey") else { return nil }
        switch certificate.belonging(ofKey: key) {
        case .own: return nil
        case .another:
            return Preflight.Problem(
                at: "privateKey", "the private key belongs to another certificate",
                help: "give the key that the certificate was requested with")
        case .encrypted:
            return Preflight.Problem(
                at: "privateKey", "the private key is encrypted", help: "decrypt it: openssl pkey -in FILE prints it")
        case .unreadable:
            return Preflight.Problem(
                at: "privateKey", "the secret is not a private key in PEM",
                help: "give the text between and including BEGIN PRIVATE KEY and END PRIVATE KEY")
        }
    }

    /// The content of a file; nil for a digest alone.
    private static func text(_ content: String) -> String? {
        FileContent(content).map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    private static func certificates(_ content: String) -> [PEMCertificate]? {
        text(content).flatMap { PEMCertificate.all(in: $0) }
    }
}
