import Model
import Testing

@testable import ManifestLanguage

@Suite("Forms of text")
struct WrittenFormTests {
    @Test(
        "patterns of files",
        arguments: [
            ("manifests/**/*.yaml", "manifests/a.yaml", true), ("manifests/**/*.yaml", "manifests/x/y/a.yaml", true),
            ("manifests/**/*.yaml", "other/a.yaml", false), ("*.yaml", "a/b.yaml", false),
            ("./a?.yaml", "ab.yaml", true),
            ("**", "a/b/c", true), ("a*b*c", "aXbYbc", true), ("a/**/b", "a/b", true), ("a/**/b", "a/x/c", false),
        ])
    func globs(pattern: String, path: String, wanted: Bool) {
        #expect(Glob(pattern).matches(path) == wanted)
    }

    @Test(
        "lengths of time",
        arguments: [
            ("90s", 90), ("40m", 2400), ("1h30m", 5400), ("", nil), ("5", nil), ("5m1h", nil), ("0s", nil), ("1d", nil),
            ("m", nil),
        ] as [(String, Int?)])
    func durations(text: String, seconds: Int?) { #expect(DurationText.seconds(text) == seconds) }

    @Test(
        "paths of fields are read as they are shown",
        arguments: ["port", "disk.size", "rules[TCP 22].ports", "tags[0]"])
    func paths(text: String) { #expect(FieldPath(written: text)?.description == text) }
}
