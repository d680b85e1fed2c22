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
                        help: "import it in Certificate Manager, or name another one")
                }
                return scene.object("Certificate", one).flatMap { problem(of: $0, at: field, on: scene.today) }
            }
        }
    }

    private static func problem(
        of certificate: Preflight.Scene.Neighbour, at field: String, on today: String?
    ) -> Preflight.Problem? {
        if let code = certificate.text("statusCode").flatMap(Int.init), code < 0 {
            let why = code == -2 ? "has expired" : "cannot be used: its status code is \(code)"
            return Preflight.Problem(at: field, "certificate \(certificate.title) \(why)", help: renewal)
        }
        guard let today, let end = certificate.text("validUntil").map({ String($0.prefix(10)) }),
            let left = CapabilityCalendar.days(from: today, to: end)
        else { return nil }
        if left < 0 {
            return Preflight.Problem(at: field, "certificate \(certificate.title) expired on \(end)", help: renewal)
        }
        guard left < notice else { return nil }
        return Preflight.Problem(
            .warning, at: field, "certificate \(certificate.title) expires on \(end), in \(left) days", help: renewal)
    }

    private static let renewal = "renew it in Certificate Manager under the same number, or name another one"
}
