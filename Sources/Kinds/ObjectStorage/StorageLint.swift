import Model

/// Rules about objects in buckets. Source: api/objectstorage.md §7; the types are those registered at IANA.
enum StorageLint {
    static let contentType = LintRule(
        "storage/content-type", .warning, "An object has no content type, although its key shows one.",
        because: """
            Without contentType an object is served as binary/octet-stream. Browsers download it then, instead of showing the page \
            or applying the style sheet.
            """,
        advice: "set contentType", source: "api/objectstorage.md §7"
    ) { object, _ in
        // A copy has the type of its source.
        guard object.attributes["contentType"]?.isAbsent ?? true, object.attributes["copyFrom"]?.isAbsent ?? true,
            let key = object.attributes["name"]?.text, let type = suggestion(for: key)
        else { return [] }
        return [
            LintRule.Finding(
                at: "name", "\(key) would be served as binary/octet-stream", help: "write contentType: \(type)")
        ]
    }

    /// By the ending of the key; nil for one without, or with another.
    private static func suggestion(for key: String) -> String? {
        let file = key.split(separator: "/").last ?? ""
        guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return nil }
        return types[file[file.index(after: dot)...].lowercased()]
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "csv": "text/csv; charset=utf-8", "gif": "image/gif",
        "htm": "text/html; charset=utf-8", "html": "text/html; charset=utf-8", "ico": "image/vnd.microsoft.icon",
        "jpeg": "image/jpeg", "jpg": "image/jpeg", "js": "text/javascript; charset=utf-8", "json": "application/json",
        "md": "text/markdown; charset=utf-8", "mjs": "text/javascript; charset=utf-8", "mp4": "video/mp4",
        "pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml", "txt": "text/plain; charset=utf-8",
        "wasm": "application/wasm", "webp": "image/webp", "woff2": "font/woff2", "xml": "application/xml",
    ]
}
