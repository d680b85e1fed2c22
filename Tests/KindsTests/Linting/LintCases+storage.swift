extension LintCase {
    static let storage = [
        LintCase(
            "content-type", in: "storage", "a page with its content type is fine", broken: page("index.html"),
            mended: page("index.html", "contentType: text/html; charset=utf-8")),
        LintCase(
            "content-type", in: "storage", "a key that shows no type is fine", broken: page("css/Main.CSS"),
            mended: page("css.d/LICENSE")),
    ]

    /// An object of a bucket that is not managed.
    private static func page(_ key: String, _ more: String = "content: text") -> String {
        """
        apiVersion: ncloud/v1
        kind: StorageObject
        metadata: {name: page}
        spec:
          bucket: {id: shop-pages}
          name: \(key)
          \(more == "content: text" ? more : "content: text\n  " + more)
        """
    }
}
