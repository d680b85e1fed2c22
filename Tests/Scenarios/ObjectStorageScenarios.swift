import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("buckets and objects") struct ObjectStorageScenarios {
    private static func manifest(acl: String = "public-read", more: String = "") -> String {
        Manifests.joined(
            """
            apiVersion: ncloud/v1
            kind: Bucket
            metadata: {name: shop-pages}
            spec:
              acl: \(acl)
              cors: [{origins: ["https://shop.example"], methods: [GET], maxAge: 60}]
            """,
            """
            apiVersion: ncloud/v1
            kind: StorageObject
            metadata: {name: index}
            spec:
              bucket: shop-pages
              name: index.html
              content: {file: site/index.html}
              contentType: text/html
              metadata: {team: web}
              acl: public-read
            """,
            """
            apiVersion: ncloud/v1
            kind: StorageObject
            metadata: {name: fallback}
            spec: {bucket: shop-pages, name: errors/404 page.html, copyFrom: index}
            """, more)
    }

    private static let archive = """
        apiVersion: ncloud/v1
        kind: Bucket
        metadata: {name: archive}
        spec:
          service: ncloud-storage
          versioning: enabled
          lifecycle: [{name: old, prefix: logs/, expireAfter: 30}]
        """

    private func write(_ stage: RehearsalStage, _ text: String) throws {
        try stage.scratch.write(text, to: "site/index.html")
    }

    private func apply(_ stage: RehearsalStage, _ more: String...) async throws {
        let result = try await stage.nacre("apply", "--auto-approve", more.first ?? "--quiet")
        #expect(result.status == 0, "\(result)")
    }

    @Test("another spelling of a content type is no change")
    func contentTypes() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            func manifest(_ type: String) -> String {
                Manifests.joined(
                    Manifests.document("Bucket", "shop-pages"),
                    Manifests.document(
                        "StorageObject", "index", "bucket: shop-pages", "content: hello", "contentType: \"\(type)\""))
            }
            try stage.manifest(manifest("text/html; charset=UTF-8"))
            try await apply(stage)
            try stage.manifest(manifest("text/html;charset=utf-8"))
            let plan = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0, "\(plan)")
        }
    }

    @Test("an id without a key is an error at its line, and a copy of what is not there says so")
    func wrongSources() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            func manifest(_ id: String) -> String {
                Manifests.joined(
                    Manifests.document("StorageObject", "copy", "bucket: shop-pages", "copyFrom: {id: \(id)}"),
                    Manifests.document("Bucket", "shop-pages"))
            }
            try stage.manifest(manifest("zzz"))
            let plan = try await stage.nacre("plan")
            #expect(plan.status == 1 && plan.err.contains("zzz is not the id of an object"), "\(plan)")
            #expect(plan.err.contains("at manifests/main.yaml:4:"), "\(plan)")
            try stage.manifest(manifest("shop-pages/gone.png"))
            let applied = try await stage.nacre("apply", "--auto-approve")
            #expect(applied.status == 3, "\(applied)")
            #expect(
                applied.all.contains("shop-pages/gone.png, which it is to be a copy of, does not exist"), "\(applied)")
        }
    }

    @Test("a site is uploaded, changed with its files, drifts, is repaired, and goes with its bucket")
    func wholeLife() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try write(stage, "<h1>Shop</h1>\n")
            try stage.manifest(Self.manifest(more: Self.archive))
            try await apply(stage)
            #expect(try await stage.nacre("plan").out.contains("No changes."))
            let page = try #require(try await stage.cloud.object("file", named: "index.html"))
            #expect(page["content"]?.text == Data("<h1>Shop</h1>\n".utf8).base64EncodedString())
            #expect(page["headers"]?["x-amz-meta-team"] == "web" && page["headers"]?["content-type"] == "text/html")
            let copy = try #require(try await stage.cloud.object("file", named: "errors/404 page.html"))
            #expect(copy["etag"] == page["etag"])

            // The file decides, not its path.
            try write(stage, "<h1>Sale</h1>\n")
            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains("~ content") && !plan.out.contains("PGgx"), "\(plan)")
            try await apply(stage)
            #expect(
                try await stage.cloud.object("file", named: "index.html")?["content"]?.text
                    == Data("<h1>Sale</h1>\n".utf8).base64EncodedString())

            // Somebody else writes another page, and opens the bucket.
            try await stage.cloud.change("file", named: "index.html", ["etag": "0123456789abcdef0123456789abcdef"])
            try await stage.cloud.change("bucket", named: "shop-pages", ["cors": .null])
            let drift = try await stage.nacre("drift")
            #expect(drift.status == 2 && drift.out.contains("content") && drift.out.contains("cors"), "\(drift)")
            try await apply(stage)
            #expect(try await stage.nacre("drift").status == 0)

            try stage.manifest("")
            let refused = try await stage.nacre("destroy", "--auto-approve")
            #expect(refused.status != 0 && refused.err.contains("--allow-data-loss"), "\(refused)")
            let gone = try await stage.nacre("destroy", "--auto-approve", "--allow-data-loss")
            #expect(gone.status == 0, "\(gone)")
            #expect(try await stage.cloud.names("bucket") == ["analytics-input", "analytics-output"])
        }
    }

    @Test("an undo uploads a former content only while its file still has it; without it, it refuses and calls nothing")
    func undoneContent() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try write(stage, "<h1>Shop</h1>\n")
            try stage.manifest(Self.manifest())
            try await apply(stage)
            let before = try await stage.cloud.object("file", named: "index.html")?["etag"]
            try write(stage, "<h1>Sale</h1>\n")
            try await apply(stage)
            let history = try await stage.nacre("state", "history", "--output", "json").json
            let run = try #require(history["runs"]?[0]?["id"]?.text, "\(history)")

            let refused = try await stage.nacre("undo", run, "--auto-approve")
            #expect(refused.status == 1 && refused.all.contains("the former value of content"), "\(refused)")

            try write(stage, "<h1>Shop</h1>\n")
            let undone = try await stage.nacre("undo", run, "--auto-approve")
            #expect(undone.status == 0, "\(undone)")
            #expect(try await stage.cloud.object("file", named: "index.html")?["etag"] == before)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test("state and history hold digests of contents and never the contents, however often they are applied")
    func keptContents() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try write(stage, "<h1>Shop</h1>\n")
            try stage.manifest(Self.manifest())
            try await apply(stage)
            // Nothing is to be done, and rows are brought up to date with their manifests.
            try await apply(stage)
            try write(stage, "<h1>Sale</h1>\n")
            try await apply(stage)
            try await apply(stage)
            #expect(try await stage.nacre("state", "verify").status == 0)
            let contents = ["<h1>Shop</h1>\n", "<h1>Sale</h1>\n"].map { Data($0.utf8).base64EncodedString() }
            for file in stage.scratch.files() where file.hasPrefix("state/") {
                for content in contents {
                    #expect(
                        try stage.scratch.bytes(file).range(of: Data(content.utf8)) == nil, "\(content) is in \(file)")
                }
            }
        }
    }

    @Test("what others granted for an object is kept, or the plan says that a change would remove it")
    func foreignGrants() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try write(stage, "a")
            // No manifest says anything about ACLs, so that they are not read.
            let manifest = Self.manifest().replacing("  acl: public-read\n", with: "")
                .replacing("\n  acl: public-read", with: "")
            try stage.manifest(manifest)
            try await apply(stage)
            let everybody: JSON = "http://acs.amazonaws.com/groups/global/AllUsers"
            let grants: [JSON] = [
                ["permission": "FULL_CONTROL"], ["uri": everybody, "permission": "READ"],
            ]
            try await stage.cloud.change("file", named: "index.html", ["grants": .array(grants)])
            try write(stage, "b")
            try await apply(stage)
            #expect(try await stage.cloud.object("file", named: "index.html")?["grants"] == .array(grants))

            let custom: JSON = .array(grants + [["id": "partner", "permission": "READ"]])
            try await stage.cloud.change("file", named: "index.html", ["grants": custom])
            try write(stage, "c")
            for command in [["plan"], ["apply", "--auto-approve"]] {
                let refused = try await stage.start(command).result()
                #expect(
                    refused.status == 1
                        && refused.err.contains(
                            "StorageObject/index cannot be changed: writing it would remove the grants"),
                    "\(refused)")
            }
            #expect(try await stage.cloud.object("file", named: "index.html")?["grants"] == custom)
            try stage.manifest(
                manifest.replacing("  metadata: {team: web}", with: "  metadata: {team: web}\n  acl: private"))
            try await apply(stage)
            #expect(
                try await stage.cloud.object("file", named: "index.html")?["grants"]
                    == [["permission": "FULL_CONTROL"]])
            #expect(try await stage.nacre("plan").out.contains("No changes."))
        }
    }

    @Test("metadata with empty values and runs of blanks come back as they were sent, and what no header holds is said")
    func metadata() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try write(stage, "a")
            func manifest(_ metadata: String, type: String = "text/html") -> String {
                Self.manifest().replacing("{team: web}", with: metadata).replacing("text/html", with: type)
            }
            try stage.manifest(manifest("{team: web, note: \"\", words: \"a   b\"}"))
            try await apply(stage)
            let headers = try await stage.cloud.object("file", named: "index.html")?["headers"]
            #expect(headers?["x-amz-meta-note"] == "" && headers?["x-amz-meta-words"] == "a   b")
            #expect(try await stage.nacre("plan").out.contains("No changes."))
            for (text, words) in [
                (manifest("{team: 가게}"), "it must consist of printable ASCII characters"),
                (manifest("{team: \" web\"}"), "it must not start or end with a blank"),
                (manifest("{Team: web}"), "cannot have 'Team'"),
                (manifest("{team: \"\(String(repeating: "x", count: 2048))\"}"), "at most 2048 bytes"),
                (manifest("{team: web}", type: "\"text/html\\r\\nx-amz-acl: public-read\""), "printable ASCII"),
            ] {
                try stage.manifest(text)
                let result = try await stage.nacre("validate")
                #expect(result.status == 1 && result.all.contains(words), "\(words): \(result)")
            }
        }
    }

    @Test("numbers and booleans in metadata are the strings as which they are written, and the plan has no changes")
    func scalarsInMetadata() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try write(stage, "a")
            try stage.manifest(
                Self.manifest().replacing("{team: web}", with: "{a: 1, b: true, c: 1.50, d: \"2\", e: 0x1F}"))
            try await apply(stage)
            let headers = try await stage.cloud.object("file", named: "index.html")?["headers"]
            let texts = ["a", "b", "c", "d", "e"].map { headers?["x-amz-meta-\($0)"]?.text }
            #expect(texts == ["1", "true", "1.50", "2", "0x1F"], "\(String(describing: headers))")
            let plan = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0, "\(plan)")
            #expect(try await stage.nacre("drift").status == 0)
        }
    }

    @Test("files that hold secrets, private keys or the state are not uploaded, whatever the ACL")
    func withheldFiles() async throws {
        try await RehearsalStage.with { stage in
            try stage.project("  secrets: {db: {file: pw.txt}}")
            try stage.scratch.write("Passw0rd-of-the-shop\n", to: "pw.txt")
            try stage.scratch.write(TestCertificates.key, to: "k.pem")
            try stage.manifest(Manifests.document("Bucket", "shop-pages"))
            try await apply(stage)
            try stage.scratch.write(String(repeating: "0", count: 64), to: "state/nacre.db.key")
            for (file, words) in [
                ("pw.txt", "is the source of the secret 'db'"), ("k.pem", "'content' holds a private key"),
                ("state/nacre.db", "belongs to the state"), ("state/nacre.db.key", "belongs to the state"),
            ] {
                try stage.manifest(
                    Manifests.joined(
                        Manifests.document("Bucket", "shop-pages"),
                        Manifests.document(
                            "StorageObject", "o", "bucket: shop-pages", "content: {file: \(file)}", "acl: public-read"))
                )
                for command in ["validate", "plan"] {
                    let result = try await stage.nacre(command)
                    #expect(
                        result.status == 1 && result.all.contains(words) && result.all.contains("leaked-secret")
                            && result.all.contains("main.yaml:9:"), "\(file): \(result)")
                    #expect(!result.all.contains("Passw0rd") && !result.all.contains(TestCertificates.lineOfKey))
                }
            }
            let others = ["customers.csv"]
            #expect(try await stage.cloud.names("file").filter { !others.contains($0) }.isEmpty)
        }
    }

    @Test("an object is not exported, for nacre does not download it, and is said to be none that is written")
    func exported() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try write(stage, "a")
            try stage.manifest(Self.manifest())
            try await apply(stage)
            for target in [["StorageObject/index"], ["--kind", "StorageObject", "--id", "shop-pages/index.html"]] {
                let export = try await stage.start(["export"] + target).result()
                #expect(
                    export.status == 1 && export.err.contains("nacre does not download their content")
                        && export.err.contains("import: {id: bucket/key} and content: {file: PATH}"), "\(export)")
            }
            try await stage.cloud.send(.post, "files", ["bucket": "shop-pages", "name": "theirs.txt", "size": 3])
            let found = try await stage.nacre("discover", "--kind", "StorageObject", "--dry-run")
            #expect(
                found.all.contains("theirs.txt") && found.all.contains("nacre does not download its content"),
                "\(found)")
            #expect(!found.out.contains("md5:"), "a digest is no content: \(found)")
        }
    }

    @Test("a bucket with an object that nacre did not make is not deleted, and the plan says what is in it")
    func foreignObject() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try write(stage, "a")
            try stage.manifest(Self.manifest())
            try await apply(stage)
            try await stage.cloud.send(.post, "files", ["bucket": "shop-pages", "name": "theirs.txt", "size": 3])
            let refused = try await stage.nacre("destroy", "--auto-approve", "--allow-data-loss")
            #expect(refused.status == 1, "\(refused)")
            #expect(
                refused.err.contains(
                    "Bucket/shop-pages cannot be deleted: it contains 1 object that this plan does not delete: theirs.txt"
                ),
                "\(refused)")
            #expect(try await stage.cloud.names("file", "fileName").contains("index.html"), "nothing was deleted")
        }
    }

    @Test("what is there already is neither taken over nor overwritten unasked")
    func existing() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try write(stage, "a")
            try await stage.cloud.send(.post, "buckets", ["name": "shop-pages"])
            try stage.manifest(Self.manifest())
            let taken = try await stage.apply()
            #expect(
                taken.status == 1 && taken.err.contains("already has an unmanaged Bucket \"shop-pages\""), "\(taken)")
            try stage.manifest(
                Self.manifest().replacing(
                    "metadata: {name: shop-pages}", with: "metadata: {name: shop-pages}\nimport: {id: shop-pages}"))
            try await stage.cloud.send(.post, "files", ["bucket": "shop-pages", "name": "index.html", "size": 9])
            let occupied = try await stage.apply()
            #expect(
                occupied.status == 1 && occupied.err.contains("already contains an unmanaged object \"index.html\""),
                "\(occupied)")
            #expect(occupied.err.contains("import: {id: \"shop-pages/index.html\"}"), "\(occupied)")
        }
    }

    @Test("files that are not there, or not in the workspace, are said where they are named")
    func files() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try write(stage, "a")
            for (path, words) in [
                ("site/index.htm", "did you mean 'site/index.html'?"), ("../secret", "not a path inside the workspace"),
                ("/etc/passwd", "not a path inside the workspace"),
            ] {
                try stage.manifest(Self.manifest().replacing("site/index.html", with: path))
                let result = try await stage.nacre("validate")
                #expect(result.status == 1 && (result.err + result.out).contains(words), "\(result)")
            }
        }
    }

    @Test("settings that Object Storage does not have are refused while planning")
    func services() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.archive.replacing("  service: ncloud-storage\n", with: ""))
            let result = try await stage.apply()
            #expect(result.status == 1 && result.err.contains("Object Storage has no versioning"), "\(result)")
            #expect(result.err.contains("Object Storage has no lifecycle"), "\(result)")
        }
    }

    @Test("a bucket that is listed late, and answered 200 when it is there already, is made once and is ready")
    func doubts() async throws {
        let quirks = ["--quirk", "buckets-appear-late", "--quirk", "own-bucket-is-accepted"]
        try await RehearsalStage.with(simulator: quirks) { stage in
            try stage.project()
            try write(stage, "a")
            try stage.manifest(Self.manifest())
            try await stage.cloud.faults([["match": "CreateBucket", "drop": "afterCommit", "times": 1]])
            try await apply(stage)
            #expect(try await stage.nacre("plan").out.contains("No changes."))
            #expect(try await stage.cloud.names("bucket").count == 3)
        }
    }

    @Test("a throttled storage is waited for, and a lost response makes nothing twice")
    func faults() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try write(stage, "a")
            try stage.manifest(Self.manifest())
            try await stage.cloud.faults([
                ["match": "PutObject", "status": 503, "times": 2],
                ["match": "CreateBucket", "drop": "afterCommit", "times": 1],
                ["match": "PutBucketCors", "drop": "afterCommit", "times": 1],
            ])
            try await apply(stage)
            #expect(try await stage.nacre("plan").out.contains("No changes."))
        }
    }
}
