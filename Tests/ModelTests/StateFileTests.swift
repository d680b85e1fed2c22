import Model
import Testing

@Suite("Files of a state") struct StateFileTests {
    @Test(
        "what SQLite, nacre and the built-in simulator keep for a state belongs to it",
        arguments: [
            "", "-wal", "-shm", "-journal", ".key", ".key.next", ".key.replaced-1", ".key.replaced-1-next",
            ".restoring",
            ".replaced-1", ".replaced-1-wal", ".backups", ".backups/000012-20260501T102030Z.db", ".simulator",
            ".simulator.lock", ".simulator.draft",
        ])
    func companions(_ ending: String) { #expect(StateFiles("data/site").contains("data/site\(ending)")) }

    @Test(
        "files whose names only begin with the one of the state do not belong to it",
        arguments: [
            "data/site.html", "data/site-map.xml", "data/sites", "data/site.keys", "data", "site", "data/site/a",
        ])
    func others(_ path: String) { #expect(!StateFiles("data/site").contains(path)) }

    @Test("a key has the one that is to replace it, and former ones")
    func keys() {
        for ending in ["", ".next", ".replaced-1"] { #expect(StateFiles.isKey("a.key\(ending)", ofKey: "a.key")) }
        for path in ["a.keys", "a.key.txt", "a"] { #expect(!StateFiles.isKey(path, ofKey: "a.key")) }
    }
}
