import Model
import Testing

@Suite("Moments and recurrences") struct DateTimeTests {
    @Test("moments that mean the same have one spelling")
    func normal() {
        let texts = ["2027-01-31T09:00:00+0900", "2027-01-31T09:00:00+09:00", "2027-01-31T00:00:00Z"]
        #expect(Set(texts.map(TextFormat.moment.normal)) == ["2027-01-31T09:00:00+0900"])
        #expect(DateTime("1970-01-01T00:00:00Z")?.seconds == 0)
        #expect(DateTime("2028-02-29T23:59:59-0130")?.korean == "2028-03-01T10:29:59+0900")
        #expect(DateTime("1969-12-31T23:59:59Z")?.seconds == -1)
    }

    @Test(
        "what is no moment is refused",
        arguments: [
            "2027-02-29T00:00:00Z", "2027-01-31", "2027-01-31T09:00:00", "2027-13-01T00:00:00Z", "2027-01-00T00:00:00Z",
            "2027-01-31T24:00:00Z", "2027-01-31 09:00:00+0900", "soon",
        ])
    func wrong(_ text: String) { #expect(TextFormat.moment.violation(of: text) != nil) }

    @Test(
        "five fields within their bounds recur, others do not",
        arguments: [
            ("0 9 * * 1-5", true), ("*/15 0-6,20 1,15 * 7", true), ("0 9 * *", false), ("60 * * * *", false),
            ("0 9 0 * *", false), ("0 9 * 13 *", false), ("0 9 * * MON", false), ("5-1 * * * *", false),
            ("*/0 * * * *", false), ("* * * * * *", false),
        ])
    func recurrence(_ text: String, _ isValid: Bool) {
        #expect((TextFormat.recurrence.violation(of: text) == nil) == isValid)
    }
}
