import Model
import Rehearsal

extension KindCases {
    static let certificateManager = [
        KindCases(
            "Certificate",
            otherValues: [
                "certificate": content(TestCertificates.renewed), "chain": content(TestCertificates.other),
            ],
            // A key changes together with the certificate that it belongs to.
            testedInScenarios: ["privateKey"])
    ]

    private static func content(_ text: String) -> Value { .string(FileContent(Array(text.utf8)).text) }
}
